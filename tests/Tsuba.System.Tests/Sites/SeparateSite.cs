using System.Globalization;
using System.Text.Json;

namespace Tsuba.System.Tests.Sites;

/// <summary>
/// One site as processes of their own: the seven roles and a second poller, on one state directory. Four are started from ini files as
/// Shinken writes them, the others by flags.
/// </summary>
public sealed class SeparateSite : IAsyncLifetime
{
    public const string FirstPoller = "poller poller-master";
    public const string Scheduler = "scheduler scheduler-master";
    public const string Arbiter = "arbiter arbiter-master";
    public const string Broker = "broker broker-master";
    public const string Synchronizer = "synchronizer synchronizer-master";
    public const int Services = 8;

    private readonly Dictionary<string, TsubaProcess> _processes = [];
    private readonly string _directory = PassableDirectory.Create();
    private readonly string _offset = FreePorts.Offset().ToString(CultureInfo.InvariantCulture);
    private Dictionary<string, string[]> _commands = [];

    /// <summary>Where plugins and tests leave files for each other.</summary>
    public string Scratch { get; private set; } = "";

    public string Output => string.Join('\n', _processes.Select(entry => $"--- {entry.Key}\n{entry.Value.Output}"));

    /// <summary>What running daemons leave to be found by.</summary>
    public IEnumerable<string> RunningFiles => Directory.EnumerateFiles(Path.Combine(State, "run"), "*.running");

    private string Main => Path.Combine(_directory, "site.cfg");

    private string State => Path.Combine(_directory, "state");

    public async Task InitializeAsync()
    {
        Scratch = PassableDirectory.CreateWritable(Path.Combine(_directory, "scratch"));
        await File.WriteAllTextAsync(Path.Combine(_directory, "plugin.sh"), PluginText());
        await File.WriteAllTextAsync(Main, ConfigurationText());
        string[] flags = ["--state", State, "--port-offset", _offset, "--host", "127.0.0.1"];
        _commands = new Dictionary<string, string[]>
        {
            [Scheduler] = ["scheduler", "-c", Ini("schedulerd"), "--state", State],
            [FirstPoller] = ["poller", "-c", Ini("pollerd"), "--state", State, "-d"],
            ["poller poller-second"] = ["poller", "--name", "poller-second", "--port", "7774", .. flags],
            ["reactionner reactionner-master"] = ["reactionner", "-c", Ini("reactionnerd"), "--state", State],
            ["receiver receiver-master"] = ["receiver", .. flags],
            [Broker] = ["broker", "-c", Ini("brokerd"), "--state", State],
            [Synchronizer] = ["synchronizer", .. flags],
            [Arbiter] = ["arbiter", "-c", Main, .. flags],
        };
        foreach (var name in _commands.Keys)
        {
            Start(name);
        }

        try
        {
            await UntilWellAsync();
        }
        catch
        {
            // No test runs then, and nobody else would end the processes.
            await DisposeAsync();
            throw;
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var process in _processes.Values)
        {
            await process.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Starts one that does not run.</summary>
    public void Start(string name) => _processes[name] = TsubaProcess.Start(_commands[name]);

    /// <summary>Sends a signal to one.</summary>
    public Task SignalAsync(string name, string signal) => _processes[name].SignalAsync(signal);

    /// <summary>Writes another host into the configuration; the arbiter is not told.</summary>
    public Task AddHostAsync(string name) => File.AppendAllTextAsync(Main, HostText(name));

    /// <summary>Process id of one.</summary>
    public int ProcessId(string name) => _processes[name].Id;

    /// <summary><c>kill -9</c> of one.</summary>
    public Task KillAsync(string name) => _processes[name].KillAsync();

    /// <summary>TERM to all at once; how each ended.</summary>
    public async Task<IReadOnlyDictionary<string, int>> StopAllAsync()
    {
        var ends = await Task.WhenAll(_processes.Select(async entry => (entry.Key, End: await entry.Value.StopAsync())));
        return ends.ToDictionary(end => end.Key, end => end.End);
    }

    /// <summary>Starts all that do not run.</summary>
    public async Task StartAllAsync()
    {
        foreach (var name in _processes.Where(entry => entry.Value.HasEnded).Select(entry => entry.Key).ToList())
        {
            Start(name);
        }

        await UntilWellAsync();
    }

    /// <summary>Waits until the arbiter finds every daemon alive and every part owned.</summary>
    public Task UntilWellAsync() => UntilAsync("all daemons are alive", async () =>
    {
        foreach (var (name, process) in _processes)
        {
            Assert.False(process.HasEnded, $"{name} ended\n{Output}");
        }

        var status = await VerbAsync("status");
        return status.ExitCode == 0 && status.Output.Contains("active", StringComparison.Ordinal) && !status.Output.Contains("dead", StringComparison.Ordinal);
    });

    internal Task<VerbResult> VerbAsync(params string[] arguments) => TsubaProcess.RunAsync([.. arguments, "--state", State]);

    /// <summary>Gives a command and expects that it is applied.</summary>
    public async Task CommandAsync(string line)
    {
        var result = await VerbAsync("command", line);
        Assert.True(result.ExitCode == 0 && result.Output.StartsWith("applied", StringComparison.Ordinal), $"{line}\n{result.All}\n{Output}");
    }

    /// <summary>Rows of a Livestatus query; none while the broker does not answer.</summary>
    public async Task<IReadOnlyList<JsonElement>> QueryAsync(string query)
    {
        var result = await VerbAsync("query", query + "\\nOutputFormat: json\\n");
        if (result.ExitCode != 0)
        {
            return [];
        }

        using var document = JsonDocument.Parse(result.Output);
        return [.. document.RootElement.EnumerateArray().Select(row => row.Clone())];
    }

    public Task UntilAsync(string what, Func<Task<bool>> condition) => Waiting.UntilAsync(what, condition, () => Output);

    /// <summary>An ini file of a daemon with the keys that Shinken's own have.</summary>
    private string Ini(string name)
    {
        var path = Path.Combine(_directory, $"{name}.ini");
        File.WriteAllText(path, $"""
            [daemon]
            #-- Path Configuration
            workdir = /var/run/shinken
            logdir  = /var/log/shinken
            pidfile=%(workdir)s/{name}.pid
            daemon_enabled=1

            #-- Network configuration
            host=127.0.0.1 ; only this machine
            port_offset={_offset}
            user=shinken
            group=shinken
            idontcareaboutsecurity=0

            #-- SSL configuration --
            use_ssl=0
            hard_ssl_name_check=0

            #-- Local log management --
            use_local_log=1
            local_log=%(logdir)s/{name}.log
            log_level=INFO
            """);
        return path;
    }

    /// <summary>Notes who runs it, waits while there is a file <c>hold</c>, and is CRITICAL while there is a file of its name.</summary>
    private string PluginText() => $"""
        #!/bin/sh
        echo "$PPID $1" >> {Scratch}/started
        round=0
        while [ -e {Scratch}/hold ] && [ $round -lt 300 ]; do sleep 0.1; round=$((round + 1)); done
        if [ -e {Scratch}/$1 ]; then echo "$1 is broken"; exit 2; fi
        echo "$1 is fine"
        """;

    private static string HostText(string name) => $$"""

        define host {
            host_name           {{name}}
            address             127.0.0.1
            contacts            operator
            check_command       plugin!host
            check_interval      2
            retry_interval      1
            max_check_attempts  2
        }

        """;

    private string ConfigurationText()
    {
        var text = $$"""
            compat=shinken
            interval_length=1
            service_check_timeout=5
            max_service_check_spread=2
            max_host_check_spread=2

            define command {
                command_name    plugin
                command_line    /bin/sh {{_directory}}/plugin.sh $ARG1$
            }

            define contact {
                contact_name                    operator
                host_notification_commands      plugin!notified
                service_notification_commands   plugin!notified
                service_notification_options    c,r
            }

            define poller {
                poller_name     poller-master
                address         localhost
                port            7771
            }

            define poller {
                poller_name     poller-second
                address         localhost
                port            7774
            }

            {{HostText("h0")}}
            """;
        for (var service = 0; service < Services; service++)
        {
            text += $$"""

                define service {
                    host_name            h0
                    service_description  s{{service}}
                    contacts             operator
                    check_command        plugin!s{{service}}
                    check_interval       2
                    retry_interval       1
                    max_check_attempts   2
                }

                """;
        }

        return text;
    }
}
