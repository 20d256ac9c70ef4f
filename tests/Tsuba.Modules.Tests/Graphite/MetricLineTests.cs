using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Modules.Graphite;
using Tsuba.Modules.Graphite.Lines;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing;

namespace Tsuba.Modules.Tests.Graphite;

public sealed class MetricLineTests
{
    private const long Start = 1_700_000_000_500;

    [Theory]
    [InlineData("web", "web")]
    [InlineData("web.example.org", "web_example_org")]
    [InlineData("disk /var (root)", "disk__var__root_")]
    [InlineData("größe", "gr__e")]
    [InlineData("a\nb 1 2", "a_b_1_2")]
    [InlineData("", "_")]
    public void Element_KeepsLettersDigitsUnderscoreAndHyphen(string name, string expected) => Assert.Equal(expected, MetricPath.Element(name));

    [Theory]
    [InlineData("load1", "load1")]
    [InlineData("cpu_0", "cpu.0")]
    [InlineData("cpu_01_12", "cpu_01.12")]
    [InlineData("_7", "_7")]
    [InlineData("/", "_")]
    public void Metric_NumberAtTheEnd_BecomesAnElement(string label, string expected) => Assert.Equal(expected, MetricPath.Metric(label));

    [Fact]
    public void Lines_OfAService_HavePrefixSourceSuffixAndThresholds()
    {
        var lines = Lines(
            ItemId.OfService("web.example.org", "Disk /"),
            "'/ used'=1.5GB;2;3;0;4 inodes=7% undetermined=U",
            new Dictionary<string, string> { ["graphite_data_source"] = "tsuba.main" });

        Assert.Equal(
            [
                "dc1.rack_2.web_example_org.tsuba.main.Disk__.by.hand.__used 1.5 1700000000",
                "dc1.rack_2.web_example_org.tsuba.main.Disk__.by.hand.__used_warn 2 1700000000",
                "dc1.rack_2.web_example_org.tsuba.main.Disk__.by.hand.__used_crit 3 1700000000",
                "dc1.rack_2.web_example_org.tsuba.main.Disk__.by.hand.inodes 7 1700000000",
            ],
            lines);
    }

    [Fact]
    public void Lines_WithLimitsAskedFor_HaveThoseThatAreThere() =>
        Assert.Equal(
            ["a 1", "a_min 0", "a_max 9", "b 2", "b_min -1"],
            Lines(ItemId.OfHost("web.example.org"), "a=1;;;0;9 b=2;;;-1;", new() { ["send_min_max"] = "1" })
                .Select(line => line["dc1.rack_2.web_example_org.__HOST__.".Length..line.LastIndexOf(' ')]));

    [Fact]
    public void Lines_OfAHost_StandBelowTheNameOfItsCheck() =>
        Assert.Equal(["dc1.rack_2.web_example_org.__HOST__.rta 0.25 1700000000"], Lines(ItemId.OfHost("web.example.org"), "rta=0.25ms;1;;", []));

    [Fact]
    public void Time_OfACheckThatWasALittleLate_IsTheOneItWasPlannedFor()
    {
        Assert.EndsWith(" 1699999998", Assert.Single(Lines(ItemId.OfHost("web.example.org"), "a=1", new() { ["ignore_latency_limit"] = "2" }, latency: 2)), StringComparison.Ordinal);
        Assert.EndsWith(" 1700000000", Assert.Single(Lines(ItemId.OfHost("web.example.org"), "a=1", new() { ["ignore_latency_limit"] = "1" }, latency: 2)), StringComparison.Ordinal);
    }

    [Fact]
    public void Lines_OfAnItemWithoutPerfdataProcessing_AreNone() => Assert.Empty(Lines(ItemId.OfService("web.example.org", "quiet"), "a=1", []));

    [Fact]
    public void Lines_OfAnyPerfdata_AreWholeLinesOfThreeFields() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        text => Lines(ItemId.OfHost("web.example.org"), $"'{text.Get}'=1 {text.Get}", [])
            .TrueForAll(line => line.Split(' ') is [var path, _, "1700000000"] && path.All(character => char.IsAsciiLetterOrDigit(character) || character is '_' or '-' or '.')))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("carbon.example.org")]
    [InlineData("192.0.2.1")]
    public void Settings_AnotherMachine_IsRefusedUnlessMeant(string host)
    {
        Assert.Contains("authentication", Assert.Throws<InvalidDataException>(() => GraphiteSettings.From(new Dictionary<string, string> { ["host"] = host })).Message, StringComparison.Ordinal);
        Assert.Equal(host, GraphiteSettings.From(new Dictionary<string, string> { ["host"] = host, ["allow_remote"] = "1" }).Host);
    }

    [Theory]
    [InlineData("port", "0")]
    [InlineData("port", "70000")]
    [InlineData("port", "2003.5")]
    [InlineData("spool_max_bytes", "-1")]
    [InlineData("spool_max_bytes", "1e9")]
    [InlineData("ignore_latency_limit", "NaN")]
    public void Settings_NumberWithoutSense_IsRefusedAtTheStart(string name, string value) =>
        Assert.StartsWith($"{name} is '{value}'", Assert.Throws<InvalidDataException>(() => GraphiteSettings.From(new Dictionary<string, string> { [name] = value })).Message, StringComparison.Ordinal);

    private static List<string> Lines(ItemId item, string perfdata, Dictionary<string, string> properties, float latency = 0)
    {
        var built = SnapshotBuilder.Build(new ResolvedConfigurationBuilder()
            .Contact("ann", ("host_notification_commands", "check"), ("service_notification_commands", "check"))
            .Command("check")
            .Host("web.example.org", ("check_command", "check"), ("contacts", "ann"), ("_GRAPHITE_PRE", "dc1..rack 2"))
            .Service("web.example.org", "Disk /", ("check_command", "check"), ("contacts", "ann"), ("_GRAPHITE_POST", "by.hand"))
            .Service("web.example.org", "quiet", ("check_command", "check"), ("contacts", "ann"), ("process_perf_data", "0"))
            .Build());
        var tables = new LiveTables();
        tables.SetDefinitions(1, built.Snapshot!);
        var text = new StringBuilder();
        var result = new CheckResultEvent { Item = item.Value, Perfdata = perfdata, StartUtcMs = Start, LatencySeconds = latency };
        var count = new MetricLines(GraphiteSettings.From(properties)).Append(tables.Site.Items[item], result, text);
        var lines = text.ToString().Split('\n')[..^1].ToList();
        Assert.Equal(count, lines.Count);
        return lines;
    }
}
