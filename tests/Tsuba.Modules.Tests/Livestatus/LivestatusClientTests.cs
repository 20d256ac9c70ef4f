using System.Diagnostics;
using System.Globalization;
using Tsuba.Testing.Requirements;

namespace Tsuba.Modules.Tests.Livestatus;

/// <summary>Programs that people connect, from Debian's packages and not changed, do at our port what they do at every other.</summary>
public sealed class LivestatusClientTests
{
    private static string Root => RequirementProbe.LivestatusClientsDirectory!;

    [RequiresFact(Requirement.LivestatusClients)]
    public async Task Perl_MonitoringLivestatus_ReadsEverythingAndGivesCommands()
    {
        await using var port = await LivestatusPortFixture.StartAsync();

        var lines = await RunAsync(
            "perl",
            [Script("perl-client.pl"), $"127.0.0.1:{port.Address.Port}"],
            ("PERL5LIB", $"{Root}/usr/share/perl5:{Root}/usr/lib/x86_64-linux-gnu/perl5/5.36"));

        Assert.Equal(
            [
                "hosts=db:1,web:0 code=0",
                "service=description,host_alias,host_name code=0",
                "version=naemon code=0",
                "stats=critical:1,ok:2,unhandled:1 code=0",
                "unicode=whole code=0",
                "grouped=db:1,web:2 code=0",
                "log=1700000800:2,1700000700:1 code=0",
                "nosuch=undef code=404",
                "columns=many bad=0",
                "command=undef code=0",
                "refused=undef code=400",
            ],
            lines);
        Assert.Equal("[1700000000] DISABLE_NOTIFICATIONS", port.Sink.Next());
    }

    [RequiresFact(Requirement.LivestatusClients)]
    public async Task Nagstamon_LivestatusServer_ShowsProblemsAndAcknowledges()
    {
        await using var port = await LivestatusPortFixture.StartAsync();
        var home = Directory.CreateTempSubdirectory("tsuba-nagstamon-").FullName;

        var lines = await RunAsync(
            "/usr/bin/python3",
            [Script("nagstamon-client.py"), port.Address.Port.ToString(CultureInfo.InvariantCulture)],
            ("PYTHONPATH", $"{Root}/usr/lib/python3/dist-packages"),
            ("HOME", home),
            ("QT_QPA_PLATFORM", "offscreen"));

        Directory.Delete(home, recursive: true);
        Assert.Equal(["error=", "host db DOWN soft", "host web UP hard", "service web http CRITICAL False"], lines);

        // Each comes over a connection of its own, so they may overtake each other.
        string[] commands = [port.Sink.Next(), port.Sink.Next()];
        Assert.Contains(commands, command => command.EndsWith("ACKNOWLEDGE_SVC_PROBLEM;web;http;2;0;0;ann;seen", StringComparison.Ordinal));
        Assert.Contains(commands, command => command.Contains("SCHEDULE_FORCED_HOST_CHECK;db;", StringComparison.Ordinal));
    }

    [RequiresFact(Requirement.LivestatusClients)]
    public async Task NagVis_Backend_DrawsItsMapsAndAcknowledges()
    {
        await using var port = await LivestatusPortFixture.StartAsync();

        var lines = await RunAsync(
            $"{Root}/usr/bin/php8.2",
            ["-n", "-d", "display_errors=stderr", Script("nagvis-client.php"), $"{Root}/usr/share/nagvis/share/server/core/classes", port.Address.Port.ToString(CultureInfo.InvariantCulture)],
            ("LD_LIBRARY_PATH", $"{Root}/usr/lib/x86_64-linux-gnu"));

        // States in NagVis' own numbers: 10 is UP, 11 DOWN.
        Assert.Equal(
            [
                """hosts=[{"name1":"db","name2":"db"},{"name1":"web","name2":"Web <b>server<\/b>"}]""",
                """services=[{"name1":"web","name2":"http"},{"name1":"web","name2":"ssh"}]""",
                "hostgroups=[]",
                """hostState={"db":[11,23],"web":[10,23]}""",
                """serviceState=[["http",2],["ssh",0]]""",
                """memberCounts=["db","web"]""",
                "hostgroupCounts=[]",
                "start=true",
                "contacts=0",
                "children=[]",
                "dependencies=[]",
            ],
            lines);
        Assert.EndsWith("ACKNOWLEDGE_SVC_PROBLEM;web;http;2;0;0;ann;seen by NagVis", port.Sink.Next(), StringComparison.Ordinal);
    }

    private static string Script(string name) => Path.Combine(RequirementProbe.CheckoutDirectory, "tests/Tsuba.Modules.Tests/Livestatus/Clients", name);

    private static async Task<string[]> RunAsync(string program, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var process = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        process.StandardInput.Close();
        var errors = process.StandardError.ReadToEndAsync(limit.Token);
        var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
        await process.WaitForExitAsync(limit.Token);
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {output}{await errors}");
        return output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }
}
