using Tsuba.Differential.Tests.Cases;
using Tsuba.Differential.Tests.Engines;
using Tsuba.Differential.Tests.Nagios;
using Tsuba.Testing.Requirements;

namespace Tsuba.Differential.Tests;

/// <summary>Lines of performance data files in nagios4 and here, with the templates of PNP4Nagios and with none.</summary>
public sealed class PerfdataTests
{
    private const string Templates = """
        service_perfdata_file_template=DATATYPE::SERVICEPERFDATA\tTIMET::$TIMET$\tHOSTNAME::$HOSTNAME$\tSERVICEDESC::$SERVICEDESC$\tSERVICEPERFDATA::$SERVICEPERFDATA$\tSERVICECHECKCOMMAND::$SERVICECHECKCOMMAND$\tHOSTSTATE::$HOSTSTATE$\tHOSTSTATETYPE::$HOSTSTATETYPE$\tSERVICESTATE::$SERVICESTATE$\tSERVICESTATETYPE::$SERVICESTATETYPE$\tSERVICEOUTPUT::$SERVICEOUTPUT$
        host_perfdata_file_template=DATATYPE::HOSTPERFDATA\tTIMET::$TIMET$\tHOSTNAME::$HOSTNAME$\tHOSTPERFDATA::$HOSTPERFDATA$\tHOSTCHECKCOMMAND::$HOSTCHECKCOMMAND$\tHOSTSTATE::$HOSTSTATE$\tHOSTSTATETYPE::$HOSTSTATETYPE$
        """;

    [RequiresTheory(Requirement.Nagios4, Requirement.CCompiler)]
    [InlineData("host", "", "a")]
    [InlineData("service", "", "a")]
    [InlineData("service", "service_perfdata_process_empty_results=0", "a")]
    [InlineData("service", "service_perfdata_process_empty_results=1", "w")]
    public async Task Lines_OfTheTemplatesOfPnp_AreTheSame(string kind, string setting, string mode)
    {
        var run = Run($"{Templates}\n{setting}\n{kind}_perfdata_file_mode={mode}");
        using var nagios = new NagiosOracle();
        var theirs = await nagios.RunForFileAsync(run, kind, CancellationToken.None);
        var ours = EngineOracle.PerfdataOf(run).Where(written => written.IsHost == (kind == "host") && !written.Line.Contains("idle", StringComparison.Ordinal)).Select(written => written.Line).ToList();

        Assert.True(ours.Count > 10, $"{ours.Count} lines");
        Assert.Equal(
            string.Join('\n', theirs.Where(line => !line.Contains("idle", StringComparison.Ordinal) && !line.Contains("forged", StringComparison.Ordinal))),
            string.Join('\n', ours.Where(line => !line.Contains("forged", StringComparison.Ordinal)).Select(WithColons)));

        // Deviation D-227: semicolons of an output stay.
        Assert.Equal(kind == "service", ours.Any(line => line.Contains("`x`; <b>", StringComparison.Ordinal)));

        // Deviation D-225: what a plugin says begins a field there, and not here.
        Assert.Equal(kind == "service", theirs.Any(line => line.Contains("\tforged", StringComparison.Ordinal)));
        Assert.DoesNotContain(ours, line => line.Contains("\tforged", StringComparison.Ordinal));
    }

    private static string WithColons(string line) => line.Replace("`x`; <b>", "`x`: <b>", StringComparison.Ordinal);

    private static DifferentialRun Run(string settings) => new()
    {
        Until = 200,
        StatusTimes = [],
        FurtherSettings = $"process_performance_data=1\nhost_perfdata_file=@SITE@/host\nservice_perfdata_file=@SITE@/service\n{settings}",
        Cases =
        [
            new DifferentialCase
            {
                Number = 0,
                Objects =
                [
                    new CaseObject("host", [("host_name", "@web"), ("address", "127.0.0.1"), ("check_command", "answer!@web"), ("check_interval", "10"), ("retry_interval", "10"), ("max_check_attempts", "2"), ("check_period", "always"), ("contacts", "nobody")]),
                    new CaseObject("service", [("host_name", "@web"), ("service_description", "http"), ("check_command", "answer!@web+http"), ("check_interval", "10"), ("retry_interval", "10"), ("max_check_attempts", "2"), ("check_period", "always"), ("contacts", "nobody")]),
                ],
                Steps =
                [
                    new CommandStep(1, "SCHEDULE_FORCED_HOST_CHECK;@web;$NOW+10$"),
                    new CommandStep(1, "SCHEDULE_FORCED_SVC_CHECK;@web;http;$NOW+11$"),
                    new AnswerStep(15, "@web", 0, "UP - fine|rta=1.5ms;100;200;0 pl=0%;;"),
                    new AnswerStep(15, "@web;http", 0, "OK - fine|time=0.5s;1;5;0"),
                    new AnswerStep(45, "@web;http", 2, "CRITICAL - slow | 'the time'=7s;1;5;0  size=1KB"),
                    new AnswerStep(75, "@web;http", 1, "no performance data"),
                    new AnswerStep(105, "@web;http", 1, "a tabulator\tforged|b=1\tforged=2"),
                    new AnswerStep(135, "@web", 2, "DOWN|rta=U"),
                    new AnswerStep(135, "@web;http", 3, "$USER1$ and `x`; <b>|c=1"),
                ],
            },
        ],
    };
}
