using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Tsuba.System.Tests.Sites;

/// <summary>
/// Arbiter, two schedulers, receiver and broker as processes of their own, on hosts that are fed passively. The arbiter has a pipe of its own,
/// the receiver routes directly.
/// </summary>
public class TwoSchedulerSite : IAsyncLifetime
{
    public const string Arbiter = "arbiter";
    public const string SpareArbiter = "spare arbiter";
    public const string Receiver = "receiver";
    public const int Hosts = 8;

    private readonly bool _hasSpareArbiter;
    private readonly string _directory = PassableDirectory.Create();
    private readonly int _offset = FreePorts.Offset();
    private readonly Dictionary<string, TsubaProcess> _processes = [];
    private readonly Dictionary<string, string[]> _commands = [];

    public TwoSchedulerSite()
        : this(hasSpareArbiter: false)
    {
    }

    protected TwoSchedulerSite(bool hasSpareArbiter)
    {
        _hasSpareArbiter = hasSpareArbiter;
    }

    /// <summary>The JSON API of the broker.</summary>
    public HttpClient Api { get; } = new();

    /// <summary>The web service of the receiver.</summary>
    public HttpClient WebService { get; } = new();

    /// <summary>The pipe of the arbiter: a twin of the configuration's command_file.</summary>
    public string ArbiterPipe => Path.Combine(State, "run", "nagios.cmd");

    /// <summary>The pipe of the receiver.</summary>
    public string ReceiverPipe => Path.Combine(State, "receiver-receiver-master", "module-named-pipe", "tsuba.cmd");

    private const string PipeText = "\ncommand_file=/var/lib/nagios4/rw/nagios.cmd\n";

    private const string SpareArbiterText = """

        define arbiter {
            arbiter_name    arbiter-master
            address         localhost
        }

        define arbiter {
            arbiter_name    arbiter-spare
            address         localhost
            port            7780
            spare           1
        }

        """;

    /// <summary>The file that the arbiters are started with.</summary>
    public string MainFile => Path.Combine(_directory, "site.cfg");

    protected int Offset => _offset;

    protected string State => Path.Combine(_directory, "state");

    public async Task InitializeAsync()
    {
        var main = MainFile;
        await File.WriteAllTextAsync(main, ConfigurationText() + (_hasSpareArbiter ? SpareArbiterText : PipeText));
        string[] flags = ["--state", State, "--port-offset", _offset.ToString(CultureInfo.InvariantCulture), "--host", "127.0.0.1"];
        _commands["s1"] = ["scheduler", "--name", "s1", "--port", "7768", .. flags];
        _commands["s2"] = ["scheduler", "--name", "s2", "--port", "7778", .. flags];
        _commands[Receiver] = ["receiver", .. flags];
        _commands["broker"] = ["broker", .. flags];
        _commands[Arbiter] = ["arbiter", "-c", main, .. flags];
        if (_hasSpareArbiter)
        {
            _commands["synchronizer"] = ["synchronizer", .. flags];
            _commands[SpareArbiter] = ["arbiter", "--name", "arbiter-spare", "--port", "7780", "-c", main, .. flags];
        }

        foreach (var name in _commands.Keys)
        {
            Start(name);
        }

        try
        {
            Api.BaseAddress = Address(7767);
            WebService.BaseAddress = Address(7760);
            await UntilAsync("all hosts are served", async () => await CountAsync("GET hosts\\nColumns: name") == Hosts && (await OwnersAsync()).Values.Distinct().Count() == 2);
            Authorize(Api, (await File.ReadAllLinesAsync(Path.Combine(State, "broker-broker-master", "module-console", "first-secrets"))).Single(line => line.StartsWith("token=", StringComparison.Ordinal))[6..]);
            Authorize(WebService, (await File.ReadAllTextAsync(Path.Combine(State, "receiver-receiver-master", "module-ws-arbiter", "first-token"))).Trim());
            await UntilAsync("the receiver knows the hosts", async () => (await PushAsync("nowhere")) == global::System.Net.HttpStatusCode.NotFound);
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
        Api.Dispose();
        WebService.Dispose();
        foreach (var process in _processes.Values)
        {
            await process.DisposeAsync();
        }

        Directory.Delete(_directory, recursive: true);
    }

    /// <summary>Waits until the arbiter answers for every host.</summary>
    public Task UntilServedAsync() => UntilAsync("every host is served", async () => !(await OwnersAsync()).Values.Contains("nobody"));

    /// <summary>What all processes printed.</summary>
    public string Output => string.Join('\n', _processes.Select(entry => $"--- {entry.Key}\n{entry.Value.Output}"));

    /// <summary>Starts one that does not run.</summary>
    public void Start(string name) => _processes[name] = TsubaProcess.Start(_commands[name]);

    /// <summary><c>kill -9</c> of one.</summary>
    public Task KillAsync(string name) => _processes[name].KillAsync();

    internal Task<VerbResult> VerbAsync(params string[] arguments) => TsubaProcess.RunAsync([.. arguments, "--state", State]);

    /// <summary>Gives a command with <c>tsuba command</c> and returns what it printed.</summary>
    public async Task<string> CommandAsync(string line) => (await VerbAsync("command", line)).Output;

    /// <summary>Gives a passive result of a host through the web service.</summary>
    public async Task<global::System.Net.HttpStatusCode> PushAsync(string host, string output = "up")
    {
        using var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["host_name"] = host, ["return_code"] = "0", ["output"] = output });
        return (await WebService.PostAsync("/push_check_result", form)).StatusCode;
    }

    /// <summary>The scheduler that answers for each host.</summary>
    public async Task<IReadOnlyDictionary<string, string>> OwnersAsync()
    {
        var owners = new Dictionary<string, string>();
        for (var host = 0; host < Hosts; host++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"h{host}");
            var answer = await CommandAsync($"ENABLE_HOST_NOTIFICATIONS;{name}");
            owners[name] = new[] { "s1", "s2" }.FirstOrDefault(scheduler => answer.Contains($" on {scheduler}: applied", StringComparison.Ordinal)) ?? "nobody";
        }

        return owners;
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

    /// <summary>How many rows a query has.</summary>
    public async Task<int> CountAsync(string query) => (await QueryAsync(query)).Count;

    public Task UntilAsync(string what, Func<Task<bool>> condition) => Waiting.UntilAsync(what, condition, () => Output);

    private Uri Address(int port) => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port + _offset}/"));

    private static void Authorize(HttpClient client, string token) => client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

    private static string ConfigurationText()
    {
        var text = $$"""
            compat=shinken
            log_external_commands=1

            define command {
                command_name    nothing
                command_line    /bin/true
            }

            define contact {
                contact_name                    operator
                host_notification_commands      nothing
                service_notification_commands   nothing
            }

            define scheduler {
                scheduler_name  s1
                address         localhost
                port            7768
            }

            define scheduler {
                scheduler_name  s2
                address         localhost
                port            7778
            }

            define receiver {
                receiver_name   receiver-master
                address         localhost
                port            7773
                direct_routing  1
            }

            """;
        for (var host = 0; host < Hosts; host++)
        {
            text += string.Create(CultureInfo.InvariantCulture, $$"""

                define host {
                    host_name              h{{host}}
                    address                127.0.0.1
                    contacts               operator
                    check_command          nothing
                    active_checks_enabled  0
                }

                """);
        }

        return text;
    }
}
