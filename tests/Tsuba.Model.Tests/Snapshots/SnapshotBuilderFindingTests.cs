using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Snapshots;
using Tsuba.Testing;

namespace Tsuba.Model.Tests.Snapshots;

public sealed class SnapshotBuilderFindingTests
{
    [Fact]
    public void Build_BadNumberInTwoHosts_ReportsBothPlaces()
    {
        var result = SnapshotBuilder.Build(new ResolvedConfigurationBuilder()
            .Host("a", ("check_interval", "often")).Host("b", ("check_interval", "often")).Build());

        Assert.Null(result.Snapshot);
        Assert.Equal([1, 2], result.Diagnostics.Select(finding => finding.Location.Line));
        Assert.All(result.Diagnostics, finding => Assert.Equal(("TSB2001", Severity.Error), (finding.Code, finding.Severity)));
        Assert.Contains("often", result.Diagnostics[0].Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_UnknownCommand_SuggestsTheNearName()
    {
        var finding = Single(new ResolvedConfigurationBuilder().Command("check_ping").Host("a", ("check_command", "check_pong!1")));

        Assert.Equal("TSB2004", finding.Code);
        Assert.Contains("did you mean \"check_ping\"?", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("max_check_attempts", "0", "TSB2002")]
    [InlineData("business_impact", "9", "TSB2002")]
    [InlineData("active_checks_enabled", "maybe", "TSB2001")]
    [InlineData("notification_options", "d,q", "TSB2003")]
    [InlineData("check_period", "never-heard", "TSB2004")]
    [InlineData("contacts", "nobody", "TSB2004")]
    [InlineData("initial_state", "z", "TSB2003")]
    public void Build_BadHostProperty_IsOneError(string name, string value, string code)
    {
        var finding = Single(new ResolvedConfigurationBuilder().Host("a", (name, value)));

        Assert.Equal(code, finding.Code);
        Assert.Equal(new SourceLocation("test.cfg", 1, 1), finding.Location);
        Assert.StartsWith(name + ": ", finding.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_ServiceOfAnUnknownHost_IsAnError()
    {
        Assert.Equal("TSB2004", Single(new ResolvedConfigurationBuilder().Host("web1").Service("web2", "http")).Code);
    }

    [Fact]
    public void Build_ParentsInACircle_AreReportedWithTheCircle()
    {
        var finding = Single(new ResolvedConfigurationBuilder()
            .Host("a", ("parents", "c")).Host("b", ("parents", "a")).Host("c", ("parents", "b")).Host("d", ("parents", "a")));

        Assert.Equal("TSB2010", finding.Code);
        Assert.Contains("a → c → b → a", finding.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("notification_failure_criteria", "notification_failure_criteria", true)]
    [InlineData("notification_failure_criteria", "execution_failure_criteria", false)]
    public void Build_DependenciesInACircle_AreRefusedWithinOneKindOnly(string first, string second, bool isRefused)
    {
        var result = SnapshotBuilder.Build(new ResolvedConfigurationBuilder()
            .Host("a").Host("b")
            .Add(ObjectType.HostDependency, "1", ("host_name", "a"), ("dependent_host_name", "b"), (first, "d"))
            .Add(ObjectType.HostDependency, "2", ("host_name", "b"), ("dependent_host_name", "a"), (second, "d"))
            .Build());

        Assert.Equal(isRefused ? new[] { "TSB2010" } : [], result.Diagnostics.Select(finding => finding.Code));
    }

    [Fact]
    public void Build_TwoHostsOfOneName_IsAnError()
    {
        Assert.Equal("TSB2006", Single(new ResolvedConfigurationBuilder().Host("a").Host("a")).Code);
    }

    [Fact]
    public void Build_GroupWithUnknownMembers_WarnsOnceAndKeepsTheRest()
    {
        var result = SnapshotBuilder.Build(new ResolvedConfigurationBuilder()
            .Host("a").Add(ObjectType.HostGroup, "g", ("members", "a,b,c,d,e,f")).Build());

        Assert.Single(result.Diagnostics);
        Assert.Equal(("TSB2009", Severity.Warning), (result.Diagnostics[0].Code, result.Diagnostics[0].Severity));
        Assert.Single(result.Snapshot?.HostGroups["g"].Members ?? []);
    }

    [Theory]
    [InlineData("bp_rule!b & nobody")]
    [InlineData("bp_rule!g:nothing")]
    [InlineData("bp_rule!b & b | b")]
    [InlineData("bp_rule!")]
    public void Build_BusinessRuleThatCannotBeEvaluated_IsAnError(string command)
    {
        var finding = Single(new ResolvedConfigurationBuilder().Host("a", ("check_command", command)).Host("b"));

        Assert.Equal(("TSB2011", 1), (finding.Code, finding.Location.Line));
    }

    [Fact]
    public void Build_UnknownTimeZone_IsAnError()
    {
        Assert.Equal("TSB2008", Single(new ResolvedConfigurationBuilder().Main("use_timezone", "Mars/Olympus")).Code);
    }

    private static Diagnostic Single(ResolvedConfigurationBuilder configuration)
    {
        var result = SnapshotBuilder.Build(configuration.Build());
        Assert.Null(result.Snapshot);
        return Assert.Single(result.Diagnostics);
    }
}
