using System.Text.Json;
using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>Arguments, exit statuses and messages of the program, as scripts see them.</summary>
public sealed class CommandLineTests : IDisposable
{
    private const string Good = """
        define command {
          command_name ok
          command_line /bin/true
        }
        define host {
          host_name web
          address 127.0.0.1
          check_command ok
        }
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("tsuba-cli-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("--nonsense")]
    [InlineData("verify")]
    [InlineData("nonsense")]
    [InlineData("run", "-c")]
    [InlineData("scheduler", "--port", "many")]
    [InlineData("pki", "issue", "king", "arthur")]
    public async Task Arguments_NotUnderstood_ExitWithTwoAndAHint(params string[] arguments)
    {
        var (exit, output, error) = await TsubaProgram.RunAsync(arguments);

        Assert.Equal((2, ""), (exit, output));
        Assert.StartsWith("tsuba: ", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("127.0.0.1", "198.51.100.1", "There is no certificate for arbiter first of site")]
    [InlineData("198.51.100.1", "127.0.0.1", "There is no certificate for arbiter second of site")]
    [InlineData("127.0.0.1", "127.0.0.1", "which arbiter of the configuration is this? Say it with --name: first (127.0.0.1), second (127.0.0.1)")]
    [InlineData("198.51.100.1", "198.51.100.2", "which arbiter of the configuration is this? Say it with --name: first (198.51.100.1), second (198.51.100.2)")]
    public async Task Arbiter_WithoutAName_IsTheOneOfThisMachine(string first, string second, string said)
    {
        var configuration = Path.Combine(_directory, "two.cfg");
        var state = Path.Combine(_directory, "state");
        await File.WriteAllTextAsync(configuration, $$"""
            {{Good}}
            define arbiter {
              arbiter_name first
              address {{first}}
            }
            define arbiter {
              arbiter_name second
              address {{second}}
              spare 1
            }
            """);
        await TsubaProgram.RunAsync("pki", "init", "--state", state);
        File.Delete(Path.Combine(state, "pki", "ca.key"));

        var (exit, _, error) = await TsubaProgram.RunAsync("arbiter", "-c", configuration, "--state", state, "--port", "0");

        Assert.Equal(1, exit);
        Assert.Contains(said, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arguments_Missing_AreNamed()
    {
        var (_, _, error) = await TsubaProgram.RunAsync("pki", "issue");

        Assert.Equal("tsuba: <role> is missing.\ntsuba: <name> is missing.\nTry: tsuba pki issue --help\n", error);
    }

    [Theory]
    [InlineData("-v", "tsuba verify -c FILE")]
    [InlineData("-d", "tsuba run -c FILE")]
    [InlineData("vrify", "there is no verb 'vrify'")]
    public async Task Habits_OfOldPrograms_AreToldWhatToType(string argument, string hint)
    {
        var (exit, _, error) = await TsubaProgram.RunAsync(argument, "site.cfg");

        Assert.Equal(2, exit);
        Assert.Contains(hint, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_OfEveryVerb_IsThere()
    {
        var (_, all, _) = await TsubaProgram.RunAsync("--help");
        var verbs = all[all.IndexOf("Commands:", StringComparison.Ordinal)..].Split('\n').Skip(1).Select(line => line.Trim().Split(' ')[0]).Where(verb => verb.Length > 0).ToList();

        Assert.True(verbs.Count >= 16, all);
        foreach (var verb in verbs)
        {
            var (exit, output, error) = await TsubaProgram.RunAsync(verb, "--help");
            Assert.True(exit == 0 && error.Length == 0 && output.Contains($"tsuba {verb}", StringComparison.Ordinal), $"{verb}: {exit}\n{output}{error}");
        }
    }

    [Theory]
    [InlineData("--port-offset", "60000", "port_offset")]
    [InlineData("--host", "nowhere", "no address")]
    [InlineData("--log-level", "LOUD", "log_level")]
    [InlineData("--state", "/dev/null", "state directory /dev/null")]
    public async Task Run_BadOption_SaysWhich(string option, string value, string reason)
    {
        var (exit, _, error) = await TsubaProgram.RunAsync(
            "run", "-c", Write("good.cfg", Good), option, value, option == "--state" ? "--port-offset" : "--state", option == "--state" ? "0" : Path.Combine(_directory, "state"));

        Assert.Equal(1, exit);
        Assert.Contains(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Status_BrokenSiteFile_NamesTheFile()
    {
        var state = Path.Combine(_directory, "state");
        Assert.Equal(0, (await TsubaProgram.RunAsync("pki", "init", "--state", state)).Exit);
        await File.WriteAllTextAsync(Path.Combine(state, "site.json"), "{");

        var (exit, _, error) = await TsubaProgram.RunAsync("status", "--state", state);

        Assert.Equal(1, exit);
        Assert.Contains("site.json is no description of a site", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Verify_GoodAndBad_ExitStatusSaysWhich()
    {
        var good = Write("good.cfg", Good);
        var bad = Write("bad.cfg", Good.Replace("check_command ok", "check_command ko", StringComparison.Ordinal));

        var accepted = await TsubaProgram.RunAsync("verify", "-c", good, "--json");
        var refused = await TsubaProgram.RunAsync("verify", "-c", bad);

        Assert.Equal(0, accepted.Exit);
        Assert.True(JsonDocument.Parse(accepted.Output).RootElement.GetProperty("accepted").GetBoolean());
        Assert.Equal(1, refused.Exit);
        Assert.Contains($"{bad}:8:", refused.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("shinken-arbiter")]
    [InlineData("/usr/sbin/tsuba-arbiter")]
    public async Task CalledName_OfADaemon_IsItsVerb(string name)
    {
        var (exit, output, _) = await TsubaProgram.RunAsAsync(name, "-v", "-c", Write("good.cfg", Good));

        Assert.Equal(0, exit);
        Assert.Contains("accepted: 0 errors", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Arbiter_DumpConf_WritesJson()
    {
        var target = Path.Combine(_directory, "dump.json");

        var (exit, _, error) = await TsubaProgram.RunAsync("arbiter", "-c", Write("good.cfg", Good), "--dump_conf", target);

        Assert.True(exit == 0, error);
        Assert.Equal("nagios", JsonDocument.Parse(await File.ReadAllTextAsync(target)).RootElement.GetProperty("profile").GetString());
    }

    [Fact]
    public async Task PrintSettings_IniAndFlags_ShowWhereEachValueCameFrom()
    {
        var ini = Write("schedulerd.ini", "[daemon]\nport=7001\nlog_level=WARNING\nuse_ssl=0\n");

        var (exit, output, error) = await TsubaProgram.RunAsync("scheduler", "-c", ini, "--port", "7002", "-d", "--print-settings");

        Assert.Equal(0, exit);
        Assert.Contains("port = 7002    ; command line\n", output, StringComparison.Ordinal);
        Assert.Contains($"log_level = WARNING    ; {ini}:3\n", output, StringComparison.Ordinal);
        Assert.Contains("without effect here: use_ssl", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Daemon_MisspeltSetting_DoesNotStart()
    {
        var ini = Write("pollerd.ini", "[daemon]\nlog_levl=WARNING\n");

        var (exit, _, error) = await TsubaProgram.RunAsync("poller", "-c", ini, "--state", Path.Combine(_directory, "state"));

        Assert.Equal(1, exit);
        Assert.Contains($"{ini}:2: there is no setting 'log_levl'; is 'log_level' meant?", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(_directory, "state")));
    }

    [Fact]
    public async Task Run_RefusedConfiguration_StartsNothing()
    {
        var state = Path.Combine(_directory, "state");

        var (exit, _, error) = await TsubaProgram.RunAsync(
            "run", "-c", Write("bad.cfg", Good.Replace("define host", "define hots", StringComparison.Ordinal)), "--state", state);

        Assert.Equal(1, exit);
        Assert.Contains("bad.cfg:5:", error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(state));
    }

    [Fact]
    public async Task Status_NoSite_SaysWhereItLooked()
    {
        var (exit, _, error) = await TsubaProgram.RunAsync("status", "--state", Path.Combine(_directory, "nowhere"));

        Assert.Equal(1, exit);
        Assert.Contains("There is no site in", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pki_InitIssueList_MakeAStateDirectoryToCarryElsewhere()
    {
        var state = Path.Combine(_directory, "state");
        var target = Path.Combine(_directory, "out");

        Assert.Equal(0, (await TsubaProgram.RunAsync("pki", "init", "--state", state, "--site", "paris")).Exit);
        Assert.Equal(0, (await TsubaProgram.RunAsync("pki", "issue", "poller", "p2", "--host", "far.example", "--out", target, "--state", state)).Exit);
        Assert.Equal(0, (await TsubaProgram.RunAsync("pki", "issue", "monitor", "prometheus", "--state", state)).Exit);
        var list = await TsubaProgram.RunAsync("pki", "list", "--state", state);
        var carried = await TsubaProgram.RunAsync("pki", "list", "--state", target);

        Assert.Equal(["ca.pem", "poller-p2.key", "poller-p2.pem"], Directory.GetFiles(Path.Combine(target, "pki")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.EndsWith("tsuba://paris/monitor/prometheus", list.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.EndsWith("tsuba://paris/poller/p2", carried.Output.TrimEnd(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pki_BundleOfAMachine_HoldsItsDaemonsOnly()
    {
        var state = Path.Combine(_directory, "state");
        var target = Path.Combine(_directory, "out");
        var configuration = Write("good.cfg", Good + """

            define poller {
                poller_name  far
                address      192.0.2.7
            }

            define broker {
                broker_name  far
                address      192.0.2.7
            }

            define broker {
                broker_name  near
                address      localhost
            }
            """);
        Assert.Equal(0, (await TsubaProgram.RunAsync("pki", "init", "--state", state)).Exit);

        var (exit, output, error) = await TsubaProgram.RunAsync("pki", "bundle", "192.0.2.7", "-c", configuration, "--out", target, "--state", state);
        var nowhere = await TsubaProgram.RunAsync("pki", "bundle", "192.0.2.8", "-c", configuration, "--out", target, "--state", state);

        Assert.True(exit == 0, error);
        Assert.Contains("tsuba://site/poller/far\n", output, StringComparison.Ordinal);
        Assert.Contains("tsuba://site/operator/192.0.2.7\n", output, StringComparison.Ordinal);
        Assert.Equal(
            ["broker-far.key", "broker-far.pem", "ca.pem", "operator-192.0.2.7.key", "operator-192.0.2.7.pem", "poller-far.key", "poller-far.pem", "web-broker-far.key", "web-broker-far.pem"],
            Directory.GetFiles(Path.Combine(target, "pki")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.Equal(1, nowhere.Exit);
        Assert.Contains("no daemon object has the address 192.0.2.8", nowhere.Error, StringComparison.Ordinal);

        // Whoever works there is believed; only that no daemon runs yet is in the way.
        var there = await TsubaProgram.RunAsync("status", "--state", target);
        Assert.Contains("No arbiter of site site runs on this machine", there.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pki_BundleOfAMachineThatAnswersNobody_HoldsNoOperator()
    {
        var state = Path.Combine(_directory, "state");
        var target = Path.Combine(_directory, "out");
        var configuration = Write("good.cfg", Good + """

            define poller {
                poller_name  far
                address      192.0.2.7
            }
            """);
        Assert.Equal(0, (await TsubaProgram.RunAsync("pki", "init", "--state", state)).Exit);

        var (exit, output, error) = await TsubaProgram.RunAsync("pki", "bundle", "192.0.2.7", "-c", configuration, "--out", target, "--operator", "ann", "--state", state);

        Assert.True(exit == 0, error);
        Assert.DoesNotContain("operator", output, StringComparison.Ordinal);
        Assert.Equal(["ca.pem", "poller-far.key", "poller-far.pem"], Directory.GetFiles(Path.Combine(target, "pki")).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Pki_Rotate_StepsAreKeptInOrder()
    {
        var state = Path.Combine(_directory, "state");
        Assert.Equal(0, (await TsubaProgram.RunAsync("pki", "init", "--state", state)).Exit);

        var early = await TsubaProgram.RunAsync("pki", "rotate", "switch", "--state", state);
        var begun = await TsubaProgram.RunAsync("pki", "rotate", "begin", "--state", state);
        var switched = await TsubaProgram.RunAsync("pki", "rotate", "switch", "--state", state);
        var finished = await TsubaProgram.RunAsync("pki", "rotate", "finish", "--state", state);

        Assert.Equal((1, 0, 0, 0), (early.Exit, begun.Exit, switched.Exit, finished.Exit));
        Assert.Contains("tsuba pki rotate begin", early.Error, StringComparison.Ordinal);
        Assert.Equal(1, (await File.ReadAllTextAsync(Path.Combine(state, "pki", "ca.pem"))).Split("BEGIN CERTIFICATE").Length - 1);
    }

    [Fact]
    public async Task Simulate_SameScenarioTwice_PrintsTheSame()
    {
        var configuration = Write("good.cfg", Good);
        var scenario = Write("s.scn", "at 0s answer web 0 \"UP\"\nat 60s answer web 2 \"DOWN\"\nuntil 30m\n");

        var first = await TsubaProgram.RunAsync("simulate", "-c", configuration, "-s", scenario);
        var second = await TsubaProgram.RunAsync("simulate", "-c", configuration, "-s", scenario);

        Assert.Equal(0, first.Exit);
        Assert.Contains("HOST ALERT: web;DOWN;", first.Output, StringComparison.Ordinal);
        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Simulate_RulesThatNobodyKnows_AreRefusedByTheirNumber()
    {
        var configuration = Write("good.cfg", Good);
        var scenario = Write("s.scn", "until 30m\n");

        var first = await TsubaProgram.RunAsync("simulate", "-c", configuration, "-s", scenario, "--rules", "1");
        var unknown = await TsubaProgram.RunAsync("simulate", "-c", configuration, "-s", scenario, "--rules", "4000");

        Assert.Equal(0, first.Exit);
        Assert.NotEqual(0, unknown.Exit);
        Assert.Contains("There are no rules 4000", unknown.Error, StringComparison.Ordinal);
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllText(path, text);
        return path;
    }
}
