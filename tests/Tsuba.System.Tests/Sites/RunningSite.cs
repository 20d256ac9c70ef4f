using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text.Json;

namespace Tsuba.System.Tests.Sites;

/// <summary>
/// A whole site as a process of its own: <c>tsuba run</c> on ports that were free, with its own state directory. It may be killed and
/// started again on the same state.
/// </summary>
internal sealed class RunningSite : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);
    // Below the ports that the system hands out to clients (32768 and up), where a start would fail now and then.
    private const int MostOffset = 24_000;
    private static int _nextOffset = 10_000 + (Environment.ProcessId % 130 * 100);

    private readonly string _configuration;
    private readonly ConcurrentQueue<string> _output = new();
    private Process? _process;

    private RunningSite(string directory, string configuration)
    {
        Directory = directory;
        _configuration = configuration;
        Offset = FreeOffset();
    }

    public string Directory { get; }

    public int Offset { get; }

    public string State => Path.Combine(Directory, "state");

    public string Output => string.Join('\n', _output);

    /// <summary>A client of the page's API, signed in by token.</summary>
    public HttpClient Api { get; } = new();

    /// <summary>A client of the web service for passive results.</summary>
    public HttpClient Passive { get; } = new();

    public static async Task<RunningSite> StartAsync(string configuration)
    {
        var directory = global::System.IO.Directory.CreateTempSubdirectory("tsuba-system-").FullName;
        var file = Path.Combine(directory, "site.cfg");
        await File.WriteAllTextAsync(file, configuration);
        var site = new RunningSite(directory, file);
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
        _process = Start(["run", "-c", _configuration, "--state", State, "--port-offset", Offset.ToString(CultureInfo.InvariantCulture)]);
        _process.OutputDataReceived += (_, line) => Remember(line.Data);
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await UntilAsync("the page answers", async () =>
        {
            Assert.False(_process.HasExited, Output);
            using var client = new HttpClient();
            return (await client.GetAsync(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{7767 + Offset}/health"))).StatusCode == HttpStatusCode.OK;
        });
    }

    /// <summary><c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: false);
        await _process.WaitForExitAsync();
    }

    /// <summary>Runs a verb of the command line against this site and returns what it printed.</summary>
    public async Task<string> RunVerbAsync(params string[] arguments)
    {
        using var process = Start([.. arguments, "--state", State]);
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await output + await error);
        return await output;
    }

    /// <summary>Asks the API for JSON.</summary>
    public async Task<JsonElement> GetAsync(string path)
    {
        using var document = JsonDocument.Parse(await Api.GetStringAsync(path));
        return document.RootElement.Clone();
    }

    /// <summary>Waits for a condition of the site; fails with what the process printed.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        var start = Stopwatch.GetTimestamp();
        string trouble = "";
        while (Stopwatch.GetElapsedTime(start) < Patience)
        {
            try
            {
                if (await condition())
                {
                    return;
                }
            }
            catch (HttpRequestException exception)
            {
                trouble = exception.Message;
            }

            await Task.Delay(100);
        }

        Assert.Fail($"waited {Patience.TotalSeconds} s until {what}. {trouble}\n{Output}");
    }

    public async ValueTask DisposeAsync()
    {
        Api.Dispose();
        Passive.Dispose();
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        global::System.IO.Directory.Delete(Directory, recursive: true);
    }

    private static Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "tsuba.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return Process.Start(start) ?? throw new InvalidOperationException("the program was not started");
    }

    private static int FreeOffset()
    {
        while (true)
        {
            var offset = 10_000 + ((Interlocked.Add(ref _nextOffset, 100) - 10_000) % (MostOffset - 10_000));
            if (new[] { 7760, 7765, 7766, 7767, 7768, 7769, 7770, 7771, 7772, 7773 }.All(port => IsFree(port + offset)))
            {
                return offset;
            }
        }
    }

    private static bool IsFree(int port)
    {
        using var listener = new TcpListener(IPAddress.Loopback, port);
        try
        {
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private void Remember(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }

    private async Task<string> SecretAsync(Func<string, string?> find)
    {
        string? secret = null;
        await UntilAsync("the secrets are printed", () => Task.FromResult((secret = _output.Select(find).FirstOrDefault(found => found is not null)) is not null));
        return secret!;
    }
}
