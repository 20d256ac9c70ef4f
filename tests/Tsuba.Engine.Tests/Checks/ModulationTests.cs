using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Testing;

namespace Tsuba.Engine.Tests.Checks;

/// <summary>Result, check and business impact modulations, alike in both profiles. The run begins at 22:13:20; period <c>late</c> is from 22:30 to 22:50.</summary>
public sealed class ModulationTests
{
    private const double InThePeriod = 1200;
    private const double BehindThePeriod = 2400;

    public static TheoryData<CompatibilityProfile> Profiles { get; } = [CompatibilityProfile.Shinken, CompatibilityProfile.Nagios];

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Checks_FirstModulationInForce_GivesTheCommand(CompatibilityProfile profile)
    {
        var run = new EngineRun(New(profile)
            .Command("deep", "/bin/deep $HOSTNAME$ $ARG1$").Command("short", "/bin/short")
            .Add(ObjectType.CheckModulation, "m1", ("checkmodulation_name", "m1"), ("check_command", "deep!5"), ("check_period", "late"))
            .Add(ObjectType.CheckModulation, "m2", ("checkmodulation_name", "m2"), ("check_command", "short"), ("check_period", "evening"))
            .Machine("web", ("checkmodulations", "m1,m2"))
            .Check("web", "http", ("checkmodulations", "m1")).Link());

        Assert.Equal(("/bin/short", "/bin/check web"), (Line(run.Until(300), "web"), Line(run, "web;http")));
        Assert.Equal(("/bin/deep web 5", "/bin/deep web 5"), (Line(run.Forget().Until(InThePeriod), "web"), Line(run, "web;http")));
        Assert.Equal(("/bin/short", "/bin/check web"), (Line(run.Forget().Until(BehindThePeriod), "web"), Line(run, "web;http")));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Results_ModulationsInARow_EachReadsWhatTheOneBeforeMade(CompatibilityProfile profile)
    {
        var run = new EngineRun(New(profile)
            .Add(ObjectType.ResultModulation, "a", ("resultmodulation_name", "a"), ("exit_codes_match", "2,3"), ("exit_code_modulation", "1"))
            .Add(ObjectType.ResultModulation, "b", ("resultmodulation_name", "b"), ("exit_codes_match", "1"), ("exit_code_modulation", "3"), ("modulation_period", "late"))
            .Add(ObjectType.ResultModulation, "none", ("resultmodulation_name", "none"), ("exit_code_modulation", "0"))
            .Machine("web").Check("web", "http", ("max_check_attempts", "1"), ("resultmodulations", "a,b,none")).Link());
        run.Answer("web;http", 2, "bad").Until(300);
        Assert.Equal("1 HARD 1", run.State("web;http"));
        Assert.Equal("3 HARD 1", run.Until(InThePeriod).State("web;http"));
        Assert.Equal("1 HARD 1", run.Until(BehindThePeriod).State("web;http"));

        // A code that none names, and a passive result.
        Assert.Equal("0 HARD 1", run.Answer("web;http", 0, "good").Until(BehindThePeriod + 120).State("web;http"));
        Assert.True(run.Command("PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad").Applied);
        Assert.Equal("1 HARD 1", run.State("web;http"));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void Results_OfAHost_AreModulatedAsExitCodes(CompatibilityProfile profile)
    {
        var run = new EngineRun(New(profile)
            .Add(ObjectType.ResultModulation, "a", ("resultmodulation_name", "a"), ("exit_codes_match", "2"), ("exit_code_modulation", "0"), ("modulation_period", "late"))
            .Machine("web", ("max_check_attempts", "1"), ("resultmodulations", "a")).Link());
        run.Answer("web", 2, "gone");
        Assert.Equal("1 HARD 1", run.Until(300).State("web"));
        Assert.Equal("0 HARD 1", run.Until(InThePeriod).State("web"));
        Assert.Equal("1 HARD 1", run.Until(BehindThePeriod).State("web"));
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void BusinessImpact_InForce_ReachesTheContactWhoAsksForIt(CompatibilityProfile profile)
    {
        var run = new EngineRun(New(profile)
            .Person("boss", ("min_business_impact", "5"))
            .Add(ObjectType.BusinessImpactModulation, "high", ("business_impact_modulation_name", "high"), ("business_impact", "5"), ("modulation_period", "late"))
            .Add(ObjectType.BusinessImpactModulation, "low", ("business_impact_modulation_name", "low"), ("business_impact", "0"), ("modulation_period", "late"))
            .Machine("web").Check("web", "http", ("max_check_attempts", "1"), ("contacts", "boss"), ("business_impact_modulations", "high,low")).Link());
        run.Answer("web;http", 2, "bad").Until(300);
        Assert.Equal(2, run.Status("web;http").BusinessImpact);
        Assert.Empty(run.Notifications);

        run.Until(InThePeriod);
        Assert.Equal(5, run.Status("web;http").BusinessImpact);
        Assert.Equal(["boss Problem web;http 1"], run.Notifications);
        Assert.Equal(2, run.Until(BehindThePeriod).Status("web;http").BusinessImpact);
    }

    [Theory]
    [MemberData(nameof(Profiles))]
    public void BusinessImpact_PeriodBegins_IsShownAtOnce_AlsoOfTheRoot(CompatibilityProfile profile)
    {
        var run = new EngineRun(New(profile)
            .Add(ObjectType.BusinessImpactModulation, "high", ("business_impact_modulation_name", "high"), ("business_impact", "5"), ("modulation_period", "late"))
            .Machine("router", ("max_check_attempts", "1"), ("active_checks_enabled", "0"))
            .Machine("web", ("parents", "router"), ("active_checks_enabled", "0"), ("business_impact_modulations", "high")).Link());
        run.Command("PROCESS_HOST_CHECK_RESULT;router;2;gone");
        Assert.Equal((2, 2), (run.Until(999).Status("router").BusinessImpact, run.Status("web").BusinessImpact));
        Assert.Equal((5, 5), (run.Until(1001).Status("router").BusinessImpact, run.Status("web").BusinessImpact));
        Assert.Equal((5, 5), (run.Restart().Until(2199).Status("router").BusinessImpact, run.Status("web").BusinessImpact));
        Assert.Equal((2, 2), (run.Until(2201).Status("router").BusinessImpact, run.Status("web").BusinessImpact));
    }

    private static ResolvedConfigurationBuilder New(CompatibilityProfile profile) =>
        Site.New(profile).TimePeriod("late", ("tuesday", "22:30-22:50")).TimePeriod("evening", ("tuesday", "22:00-23:00"));

    private static string Line(EngineRun run, string item) =>
        string.Join(' ', run.Launched.Last(check => check.Item == ItemName.Parse(item).Id).Invocation.Arguments);
}
