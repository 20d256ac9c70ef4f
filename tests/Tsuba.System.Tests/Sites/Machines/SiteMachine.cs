using System.Globalization;
using System.Net.Http.Headers;

namespace Tsuba.System.Tests.Sites.Machines;

/// <summary>One machine of a site: <c>tsuba run --machine ADDRESS</c> as a process with a state directory of its own.</summary>
internal sealed class SiteMachine : IAsyncDisposable
{
    private readonly string[] _arguments;
    private readonly List<TsubaProcess> _before = [];
    private TsubaProcess? _process;

    /// <summary>A machine; nothing runs yet.</summary>
    /// <param name="address">What daemon objects name it by.</param>
    /// <param name="networkNamespace">Where it runs; null: where the tests run.</param>
    /// <param name="state">Its state directory.</param>
    /// <param name="main">The main configuration file.</param>
    /// <param name="offset">Port offset.</param>
    public SiteMachine(string address, string? networkNamespace, string state, string main, int offset)
    {
        Address = address;
        Namespace = networkNamespace;
        State = state;
        Offset = offset;
        _arguments = ["run", "-c", main, "--machine", address, "--state", state, "--port-offset", offset.ToString(CultureInfo.InvariantCulture)];
    }

    public string Address { get; }

    public string? Namespace { get; }

    public string State { get; }

    public int Offset { get; }

    public TsubaProcess Process => _process ?? throw new InvalidOperationException($"{Address} was not started");

    public string Output => _process?.Output ?? "";

    /// <summary>What all its processes printed, those that ended too.</summary>
    public IEnumerable<string> Lines => _before.Concat(_process is null ? [] : [_process]).SelectMany(process => process.Lines);

    /// <summary>Variables in the environment of its processes.</summary>
    public Dictionary<string, string> Variables { get; } = [];

    public bool HasEnded => _process is { HasEnded: true };

    public void Start()
    {
        if (_process is not null)
        {
            _before.Add(_process);
        }

        _process = TsubaProcess.StartIn(Namespace, Variables, _arguments);
    }

    /// <summary>Lets it stand still, as if it had no processor.</summary>
    public Task StopStillAsync() => Process.SignalAsync("STOP");

    /// <summary>Lets it go on.</summary>
    public Task ContinueAsync() => _process?.SignalAsync("CONT") ?? Task.CompletedTask;

    /// <summary>Runs a verb on this machine.</summary>
    public Task<VerbResult> VerbAsync(params string[] arguments) => TsubaProcess.RunInAsync(Namespace, [.. arguments, "--state", State]);

    /// <summary>How many lines of its log hold a text.</summary>
    public int Count(string text) => _process?.Lines.Count(line => line.Contains(text, StringComparison.Ordinal)) ?? 0;

    /// <summary>A client of the page's API.</summary>
    public async Task<HttpClient> ApiAsync() =>
        Client(7767, await SecretAsync(line => line.StartsWith("token=", StringComparison.Ordinal) ? line[6..] : null));

    /// <summary>A client of the web service for passive results.</summary>
    public async Task<HttpClient> PassiveAsync() =>
        Client(7760, await SecretAsync(line => line.StartsWith("tsuba_", StringComparison.Ordinal) ? line : null));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _before.Concat(_process is null ? [] : [_process]))
        {
            await process.DisposeAsync();
        }
    }

    private HttpClient Client(int port, string token)
    {
        var client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://{Address}:{port + Offset}/")) };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private async Task<string> SecretAsync(Func<string, string?> find)
    {
        string? secret = null;
        await Waiting.UntilAsync(
            "the secrets are printed",
            () => Task.FromResult((secret = Process.Lines.Select(find).FirstOrDefault(found => found is not null)) is not null),
            () => Output);
        return secret!;
    }
}
