using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Tsuba.System.Tests.Sites;

/// <summary>
/// A whole site as a process of its own: <c>tsuba run</c> on ports that were free, with its own state directory. It may be killed and
/// started again on the same state.
/// </summary>
internal sealed class RunningSite : IAsyncDisposable
{
    private TsubaProcess? _process;

    private RunningSite(string directory, string configuration)
    {
        Directory = directory;
        Configuration = configuration;
        Offset = FreePorts.Offset();
    }

    public string Directory { get; }

    /// <summary>The main configuration file.</summary>
    public string Configuration { get; }

    public int Offset { get; }

    public string State => Path.Combine(Directory, "state");

    public string Output => _process?.Output ?? "";

    public TsubaProcess Process => _process ?? throw new InvalidOperationException("the site was not started");

    /// <summary>A client of the page's API, signed in by token.</summary>
    public HttpClient Api { get; } = new();

    /// <summary>A client of the web service for passive results.</summary>
    public HttpClient Passive { get; } = new();

    /// <summary>Variables in the environment of the process.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; private init; } = new Dictionary<string, string>();

    /// <summary>Starts a site on a configuration of one file.</summary>
    public static Task<RunningSite> StartAsync(string configuration) => StartAsync(configuration, new Dictionary<string, string>());

    /// <summary>The same with variables in the environment of the process.</summary>
    public static async Task<RunningSite> StartAsync(string configuration, IReadOnlyDictionary<string, string> variables)
    {
        var directory = PassableDirectory.Create();
        var file = Path.Combine(directory, "site.cfg");
        await File.WriteAllTextAsync(file, configuration);
        return await StartAsync(directory, file, variables);
    }

    /// <summary>Starts a site on a configuration that is there; the directory takes the state and is removed at the end.</summary>
    public static Task<RunningSite> StartAsync(string directory, string file) => StartAsync(directory, file, new Dictionary<string, string>());

    private static async Task<RunningSite> StartAsync(string directory, string file, IReadOnlyDictionary<string, string> variables)
    {
        var site = new RunningSite(directory, file) { Variables = variables };
        await site.StartAsync();
        site.Api.BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{7767 + site.Offset}/"));
        site.Passive.BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{7760 + site.Offset}/"));
        site.Api.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await site.SecretAsync(line => line.StartsWith("token=", StringComparison.Ordinal) ? line[6..] : null));
        site.Passive.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", await site.SecretAsync(line => line.StartsWith("tsuba_", StringComparison.Ordinal) ? line : null));
        return site;
    }

    /// <summary>Starts the process on the state as it is, and waits until its page answers.</summary>
    public async Task StartAsync()
    {
        _process = TsubaProcess.StartWith(Variables, ["run", "-c", Configuration, "--state", State, "--port-offset", Offset.ToString(CultureInfo.InvariantCulture)]);
        await UntilAsync("the page answers", async () =>
        {
            Assert.False(_process.HasEnded, Output);
            using var client = new HttpClient();
            return (await client.GetAsync(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{7767 + Offset}/health"))).StatusCode == HttpStatusCode.OK;
        });
    }

    /// <summary><c>kill -9</c>.</summary>
    public Task KillAsync() => Process.KillAsync();

    /// <summary>Runs a verb of the command line against this site and returns what it printed.</summary>
    public async Task<string> RunVerbAsync(params string[] arguments)
    {
        var result = await TryVerbAsync(arguments);
        Assert.True(result.ExitCode == 0, $"{string.Join(' ', arguments)}: exit {result.ExitCode}\n{result.All}");
        return result.Output;
    }

    /// <summary>Runs a verb that may fail.</summary>
    public Task<VerbResult> TryVerbAsync(params string[] arguments) => TsubaProcess.RunAsync([.. arguments, "--state", State]);

    /// <summary>Asks the API for JSON.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var document = JsonDocument.Parse(await Api.GetStringAsync(path));
        return document.RootElement.Clone();
    }

    /// <summary>Waits for a condition of the site; fails with what the process printed.</summary>
    public Task UntilAsync(string what, Func<Task<bool>> condition) => Waiting.UntilAsync(what, condition, () => Output);

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Passive.Dispose();
        if (_process is { } process)
        {
            await process.DisposeAsync();
        }

        global::System.IO.Directory.Delete(Directory, recursive: true);
    }

    private async Task<string> SecretAsync(Func<string, string?> find)
    {
        string? secret = null;
        await UntilAsync("the secrets are printed", () => Task.FromResult((secret = Process.Lines.Select(find).FirstOrDefault(found => found is not null)) is not null));
        return secret!;
    }
}
