using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Benchmarks.Processes;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Benchmarks.Sites;

/// <summary><c>tsuba run</c> as a process of its own, with its files in a directory that goes when it ends.</summary>
internal sealed class BenchSite : IAsyncDisposable
{
    private const int PortOffset = 17_037;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly ConcurrentQueue<string> _output = new();
    private readonly DaemonMeterFactory _meters = new();
    private readonly Process _process;
    private readonly string _directory;
    private LiveIdentity? _identity;
    private PeerClient? _peers;
    private SiteState? _state;

    private BenchSite(string program, string directory, string configuration)
    {
        _directory = directory;
        Configuration = configuration;
        var offset = PortOffset.ToString(CultureInfo.InvariantCulture);
        _process = Process.Start(new ProcessStartInfo("dotnet", [program, "run", "-c", configuration, "--state", StateDirectory, "--port-offset", offset])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        }) ?? throw new InvalidOperationException("the site was not started");
        _process.OutputDataReceived += (_, line) => Remember(line.Data);
        _process.ErrorDataReceived += (_, line) => Remember(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Where the site keeps its state.</summary>
    public string StateDirectory => Path.Combine(_directory, "state");

    /// <summary>The main file.</summary>
    public string Configuration { get; }

    /// <summary>The process.</summary>
    public int ProcessId => _process.Id;

    /// <summary>Address of the web service for passive results.</summary>
    public static Uri PassiveAddress => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{7760 + PortOffset}/"));

    /// <summary>CPU of the site so far, plugins included.</summary>
    public double CpuSeconds => ProcessCosts.CpuSeconds(_process.Id);

    /// <summary>Starts a site and waits until the broker knows all its services.</summary>
    public static async Task<BenchSite> StartAsync(string program, SiteShape shape)
    {
        var directory = Directory.CreateTempSubdirectory("tsuba-bench-").FullName;
        var configuration = SiteWriter.Write(directory, shape);
        var site = new BenchSite(program, directory, configuration);
        await site.UntilAsync("all services are known", async () => await site.CountAsync("GET services\nStats: state >= 0\nOutputFormat: json\n\n") == shape.Services);
        return site;
    }

    /// <summary>A Livestatus query with one number as its answer; -1 while nobody answers.</summary>
    public async Task<double> CountAsync(string query)
    {
        var text = await QueryAsync(query);
        if (text.Length == 0)
        {
            return -1;
        }

        using var document = JsonDocument.Parse(text);
        return document.RootElement[0][0].GetDouble();
    }

    /// <summary>The answer to a Livestatus query; empty while nobody answers.</summary>
    public async Task<string> QueryAsync(string query)
    {
        var peers = Peers();
        if (peers is null || RunningDaemon.List(_state!).FirstOrDefault(daemon => daemon.ToPeer()?.Role == DaemonRole.Broker)?.ToPeer() is not { } broker)
        {
            return "";
        }

        try
        {
            var reply = await peers.CallAsync(broker, Routes.Query, new QueryRequest { Text = query }, TimeSpan.FromSeconds(30), CancellationToken.None);
            return reply.Body.ToStringUtf8();
        }
        catch (PeerCallException)
        {
            return "";
        }
    }

    /// <summary>Has the configuration read again; returns when every part runs it.</summary>
    public async Task<ReloadReply> ReloadAsync()
    {
        var arbiter = RunningDaemon.List(_state!).First(daemon => daemon.ToPeer()?.Role == DaemonRole.Arbiter).ToPeer()!;
        return await Peers()!.CallAsync(arbiter, Routes.Reload, new ReloadRequest { WaitMs = 60_000 }, TimeSpan.FromMinutes(3), CancellationToken.None);
    }

    /// <summary>Waits for a line of the site's output.</summary>
    public async Task<string> LineAsync(Func<string, bool> isWanted)
    {
        await UntilAsync("a line is printed", () => Task.FromResult(_output.Any(isWanted)));
        return _output.First(isWanted);
    }

    /// <summary>Lines of the site's output so far.</summary>
    public IEnumerable<string> Lines(Func<string, bool> isWanted) => _output.Where(isWanted);

    /// <summary>Waits for a condition; ends the run where it does not come, or where the site has ended.</summary>
    public async Task UntilAsync(string what, Func<Task<bool>> condition)
    {
        var started = TimeProvider.System.GetTimestamp();
        while (!await condition())
        {
            if (_process.HasExited || TimeProvider.System.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException($"waited in vain until {what}\n{string.Join('\n', _output.TakeLast(20))}");
            }

            await Task.Delay(Pause, TimeProvider.System);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_peers is not null)
        {
            await _peers.DisposeAsync();
        }

        _identity?.Dispose();
        _meters.Dispose();
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private PeerClient? Peers()
    {
        if (_peers is null && RunningState() is { } state)
        {
            _state = state;
            _identity = new LiveIdentity(state.Pki.OpenOrIssue(DaemonRole.Operator, "bench"));
            _peers = new PeerClient(_identity, TimeProvider.System, _meters, NullLoggerFactory.Instance);
        }

        return _peers;
    }

    // The launcher makes the identities; only when daemons are announced are they complete.
    private SiteState? RunningState()
    {
        if (!File.Exists(Path.Combine(StateDirectory, "site.json")))
        {
            return null;
        }

        var state = SiteState.Open(StateDirectory, TimeProvider.System);
        return RunningDaemon.List(state).Count > 0 ? state : null;
    }

    private void Remember(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
        }
    }
}
