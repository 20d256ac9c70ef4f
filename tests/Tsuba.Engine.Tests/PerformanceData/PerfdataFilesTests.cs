using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Items;
using Tsuba.Testing;

namespace Tsuba.Engine.Tests.PerformanceData;

public sealed class PerfdataFilesTests
{
    // As the documentation of PNP4Nagios gives it, for its bulk mode.
    private const string PnpService =
        @"DATATYPE::SERVICEPERFDATA\tTIMET::$TIMET$\tHOSTNAME::$HOSTNAME$\tSERVICEDESC::$SERVICEDESC$\tSERVICEPERFDATA::$SERVICEPERFDATA$\tSERVICECHECKCOMMAND::$SERVICECHECKCOMMAND$\tHOSTSTATE::$HOSTSTATE$\tHOSTSTATETYPE::$HOSTSTATETYPE$\tSERVICESTATE::$SERVICESTATE$\tSERVICESTATETYPE::$SERVICESTATETYPE$";

    // As the documentation of Graphios gives it.
    private const string GraphiosHost =
        @"DATATYPE::HOSTPERFDATA\tTIMET::$TIMET$\tHOSTNAME::$HOSTNAME$\tHOSTPERFDATA::$HOSTPERFDATA$\tHOSTCHECKCOMMAND::$HOSTCHECKCOMMAND$\tHOSTSTATE::$HOSTSTATE$\tHOSTSTATETYPE::$HOSTSTATETYPE$\tGRAPHITEPREFIX::$_HOSTGRAPHITEPREFIX$\tGRAPHITEPOSTFIX::$_HOSTGRAPHITEPOSTFIX$";

    [Fact]
    public void Line_OfPnp4Nagios_HasItsFields()
    {
        var run = new EngineRun(Files(Site.New().Main("service_perfdata_file_template", PnpService)).Link()).Answer("web;http", 1, "WARNING - slow|time=2.5s;1;5;0").Until(60);
        Assert.Equal(
            "DATATYPE::SERVICEPERFDATA\tTIMET::1700000060\tHOSTNAME::web\tSERVICEDESC::http\tSERVICEPERFDATA::time=2.5s;1;5;0\tSERVICECHECKCOMMAND::check\tHOSTSTATE::UP\tHOSTSTATETYPE::HARD\tSERVICESTATE::WARNING\tSERVICESTATETYPE::SOFT",
            Lines(run, isHost: false).Single());
    }

    [Fact]
    public void Line_OfGraphios_HasItsFields()
    {
        var run = new EngineRun(Files(Site.New().Main("host_perfdata_file_template", GraphiosHost), ("_GRAPHITEPREFIX", "monitoring.nagios01.pingto")).Link())
            .Answer("web", 0, "UP|rta=1.2ms").Until(60);
        Assert.Equal(
            "DATATYPE::HOSTPERFDATA\tTIMET::1700000060\tHOSTNAME::web\tHOSTPERFDATA::rta=1.2ms\tHOSTCHECKCOMMAND::check\tHOSTSTATE::UP\tHOSTSTATETYPE::HARD\tGRAPHITEPREFIX::monitoring.nagios01.pingto\tGRAPHITEPOSTFIX::",
            Lines(run, isHost: true).Single());
    }

    [Fact]
    public void Line_WithoutTemplate_IsThatOfNagios()
    {
        var run = new EngineRun(Files(Site.New()).Link()).Answer("web;http", 0, "fine|time=1s").Until(60);
        Assert.Equal("[SERVICEPERFDATA]\t1700000060\tweb\thttp\t0.000\t0.000\tfine\ttime=1s", Lines(run, isHost: false).Single());
    }

    [Fact]
    public void Line_OfALabelWithBlanks_KeepsItsQuotes()
    {
        var run = new EngineRun(Files(Site.New().Main("service_perfdata_file_template", "$SERVICEPERFDATA$")).Link()).Answer("web;http", 0, "fine|'the time'=7s size=1KB").Until(60);
        Assert.Equal("'the time'=7s size=1KB", Lines(run, isHost: false).Single());
    }

    [Fact]
    public void Line_OfHostileOutput_StaysOneLineWithItsFields()
    {
        var run = new EngineRun(Files(Site.New()).Link())
            .Answer("web;http", 0, "fine\tDATATYPE::X\u2028[SERVICEPERFDATA]\t1\tdb\r|a=1\tb=2\u0085c=3\nlong|d=4\n[HOSTPERFDATA]\tforged e=5")
            .Until(60);
        var line = Lines(run, isHost: false).Single();
        Assert.DoesNotContain(line, letter => (char.IsControl(letter) && letter != '\t') || letter is '\u2028' or '\u2029');
        Assert.Equal(7, line.Count(letter => letter == '\t'));
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken, null, false)]
    [InlineData(CompatibilityProfile.Shinken, "1", true)]
    [InlineData(CompatibilityProfile.Nagios, null, true)]
    [InlineData(CompatibilityProfile.Nagios, "0", false)]
    public void Line_OfAResultWithoutPerfdata_IsWrittenAsProcessEmptyResultsSays(CompatibilityProfile profile, string? option, bool written)
    {
        var site = Files(Site.New(profile).Main("process_performance_data", "1"));
        if (option is not null)
        {
            site.Main("service_perfdata_process_empty_results", option);
        }

        Assert.Equal(written, Lines(new EngineRun(site.Link()).Answer("web;http", 0, "fine").Until(60), isHost: false).Any());
    }

    [Fact]
    public void ProcessPerfData_Off_WritesNothing()
    {
        var run = new EngineRun(Files(Site.New(), ("process_perf_data", "0")).Link()).Answer("web", 0, "UP|rta=1ms").Answer("web;http", 0, "fine|a=1").Until(60);
        Assert.Empty(Lines(run, isHost: true));
        Assert.Single(Lines(run, isHost: false));
    }

    [Fact]
    public void ProcessingCommand_RunsOnItsInterval_AlsoAfterARestart()
    {
        var run = new EngineRun(Files(Site.New().Main("service_perfdata_file_processing_command", "handle").Main("service_perfdata_file_processing_interval", "30")).Link());
        run.Until(100);
        var before = run.Actions.Count(action => action.Kind == ActionKind.PerfdataFile);
        Assert.Equal(3, before);
        run.Restart().Until(200);
        var due = run.Actions.Where(action => action.Kind == ActionKind.PerfdataFile).Select(action => action.DueUtcMilliseconds / 1000).ToList();

        // Part 1 has the second behind each full half minute.
        Assert.All(due, second => Assert.Equal(1, second % 30));
        Assert.Equal(7, due.Distinct().Count());
        Assert.Equal(7, due.Count);
        Assert.Equal(7, run.Events.OfType<PerfdataFileProcessed>().Count(processed => !processed.IsHost));
    }

    [Fact]
    public void ProcessingCommand_ClockSetBackByADay_GoesOn()
    {
        var run = new EngineRun(Files(Site.New().Main("host_perfdata_file_processing_command", "handle").Main("host_perfdata_file_processing_interval", "60")).Link());
        run.Until(100);
        run.Step = -86_400_000;
        run.Apply(new CommandReceived("t", 1, "a turn", "")).Until(400);
        var times = run.Actions.Where(action => action.Kind == ActionKind.PerfdataFile).Select(action => action.DueUtcMilliseconds).ToList();
        Assert.True(times.Count(time => time < EngineRun.StartUtc) >= 4, string.Join(' ', times));
    }

    private static ResolvedConfigurationBuilder Files(ResolvedConfigurationBuilder site, params (string, string)[] host) => site
        .Main("host_perfdata_file", "/var/lib/pnp/host-perfdata")
        .Main("service_perfdata_file", "/var/lib/pnp/service-perfdata")
        .Machine("web", host)
        .Check("web", "http");

    private static IEnumerable<string> Lines(EngineRun run, bool isHost) =>
        run.Events.OfType<PerfdataWritten>().Where(written => written.IsHost == isHost).Select(written => written.Line);
}
