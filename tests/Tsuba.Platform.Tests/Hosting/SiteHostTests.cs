using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Logging;
using Tsuba.Hosting.Routing;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Platform.Tests.Hosting;

public sealed class SiteHostTests
{
    [Fact]
    public async Task Run_SeveralDaemons_SchedulerStartsFirstAndStopsLast()
    {
        await using var site = new TemporarySite();
        await using var sink = new LogSink(null, TextWriter.Null, isOnTerminal: false);
        await using var host = Host(site, sink);
        var steps = new List<string>();
        await host.StartAsync(
            [Specification(DaemonRole.Arbiter, steps), Specification(DaemonRole.Poller, steps), Specification(DaemonRole.Scheduler, steps)],
            CancellationToken.None);
        using var stop = new CancellationTokenSource();
        Assert.Equal(3, RunningDaemon.List(site.State).Count);

        var run = host.RunAsync(stop.Token);
        await stop.CancelAsync();

        Assert.True(await run);
        Assert.Equal(
            ["start scheduler", "start poller", "start arbiter", "stop arbiter", "stop poller", "stop scheduler"], steps);
        Assert.Empty(RunningDaemon.List(site.State));
    }

    [Fact]
    public async Task Run_DaemonBreaks_EverythingStopsAndItIsSaid()
    {
        await using var site = new TemporarySite();
        var terminal = new StringWriter();
        var steps = new List<string>();
        await using (var sink = new LogSink(null, terminal, isOnTerminal: true))
        {
            await using var host = Host(site, sink);
            await host.StartAsync(
                [Specification(DaemonRole.Scheduler, steps), Specification(DaemonRole.Poller, steps, fault: new IOException("no disk"))],
                CancellationToken.None);

            Assert.False(await host.RunAsync(CancellationToken.None));
        }

        Assert.Contains("stop scheduler", steps);
        Assert.Contains("CRT 8040 tsuba Poller poller-1 broke", terminal.ToString(), StringComparison.Ordinal);
        Assert.Contains("no disk", terminal.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_AddressOfAnotherMachine_SaysSoWithoutAStackTrace()
    {
        await using var site = new TemporarySite();
        await using var sink = new LogSink(null, TextWriter.Null, isOnTerminal: false);
        await using var host = Host(site, sink);
        var elsewhere = Specification(DaemonRole.Poller, []) with { Address = IPAddress.Parse("198.51.100.1") };

        var refused = await Assert.ThrowsAsync<IOException>(() => host.StartAsync([elsewhere], CancellationToken.None));

        Assert.Contains("cannot listen on 198.51.100.1", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("Take an address of this machine with --host.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_PortIsTaken_NamesTheOwnerAndUndoesTheRest()
    {
        await using var site = new TemporarySite();
        await using var sink = new LogSink(null, TextWriter.Null, isOnTerminal: false);
        await using var host = Host(site, sink);
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var steps = new List<string>();

        var refused = await Assert.ThrowsAsync<IOException>(() => host.StartAsync(
            [Specification(DaemonRole.Scheduler, steps), Specification(DaemonRole.Poller, steps) with { Port = port }],
            CancellationToken.None));

        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"used by process {Environment.ProcessId} ("), refused.Message, StringComparison.Ordinal);
        Assert.Equal(["start scheduler", "stop scheduler"], steps);
    }

    [Fact]
    public void ListeningInodes_LinesOfTheKernel_OnlyListenersOfThePort()
    {
        string[] lines =
        [
            "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode",
            "   0: 0100007F:1E58 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 111 1 0000000000000000 100 0 0 10 0",
            "   1: 0100007F:1E58 0100007F:9C40 01 00000000:00000000 00:00000000 00000000     0        0 222 1 0000000000000000 20 4 30 10 -1",
            "   2: 00000000:0016 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 333 1 0000000000000000 100 0 0 10 0",
        ];

        Assert.Equal(["111"], PortOwner.ListeningInodes(lines, 7768));
    }

    private static SiteHost Host(TemporarySite site, LogSink sink) =>
        new(site.State, TimeProvider.System, sink, _ => LogLevel.Information, TimeSpan.FromSeconds(20));

    private static DaemonSpecification Specification(DaemonRole role, List<string> steps, Exception? fault = null)
    {
        var text = role.ToString().ToLowerInvariant();
        return new DaemonSpecification(
            role, $"{text}-1", IPAddress.Loopback, 0, new Dictionary<string, string>(), context => new StepDaemon(context, text, steps, fault));
    }

    private sealed class StepDaemon(DaemonContext context, string text, List<string> steps, Exception? fault) : IDaemon
    {
        public DaemonRole Role => context.Role;

        public string Name => context.Name;

        public void Map(IDaemonRoutes routes) => Assert.NotNull(routes);

        public Task StartAsync(CancellationToken cancellationToken)
        {
            steps.Add($"start {text}");
            return Task.CompletedTask;
        }

        public Task RunAsync(CancellationToken stop) => fault is null
            ? Task.Delay(Timeout.InfiniteTimeSpan, context.Time, stop)
            : Task.FromException(fault);

        public Task StopAsync(CancellationToken deadline)
        {
            steps.Add($"stop {text}");
            return Task.CompletedTask;
        }

        public void Describe(HeartbeatReply reply) => reply.Health = "ok";

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
