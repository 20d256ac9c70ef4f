using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Runtime;
using System.Text;
using Tsuba.Benchmarks.Processes;
using Tsuba.Benchmarks.Sites;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Modules.Livestatus;

namespace Tsuba.Benchmarks.Runs;

/// <summary>
/// The Livestatus port over live tables in this process: the query mix of LMD's own tool, one client, by TCP. Beside it stands the query
/// alone, without a port. Ratios are to what LMD 2.1.7 took on two cores.
/// </summary>
internal static class LivestatusRun
{
    private const int Clients = 500;
    private const int LargeSite = 200_000;
    private const int FewRounds = 9;
    private const int LargestAnswer = 64 * 1024 * 1024;
    private static readonly TimeSpan WarmUpStep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWarmUp = TimeSpan.FromSeconds(6);

    /// <summary>Runs the queries whose names hold a word, and the 500 clients where there is none.</summary>
    public static async Task RunAsync(int services, string word)
    {
        var shape = new SiteShape { Hosts = services / 20, ServicesPerHost = 20 };
        var tables = LiveStateRun.Filled(shape);
        await using var port = await LivestatusBenchPort.StartAsync(tables);
        Figures.Print("query", $"p50 by TCP, least, ratio of p50 to LMD, CPU and bytes allocated, client included | alone: p50, least, ratio, CPU, bytes allocated | answer");
        var isLarge = services > LargeSite;
        foreach (var query in LivestatusQueries.Of(shape).Where(query => (!isLarge || !query.AnswerGrows) && query.Name.Contains(word, StringComparison.Ordinal)))
        {
            Measure(tables, port.Address, query, query.LmdMilliseconds < 1 ? 2000 : isLarge ? FewRounds : 60);
        }

        if (word.Length == 0)
        {
            await ManyClientsAsync(port.Address);
        }
    }

    // The client blocks, as those in C, Perl, Python and PHP do.
    private static void Measure(LiveTables tables, IPEndPoint address, LivestatusQueries.Query query, int rounds)
    {
        var request = Encoding.UTF8.GetBytes(query.Text + "OutputFormat: json\nResponseHeader: fixed16\nKeepAlive: on\n\n");
        var times = new List<double>();
        var bytes = 0;
        var answer = new byte[LargestAnswer];
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.Connect(address);

        WarmUp(() => Ask(client, request, answer));
        var cpu = Environment.CpuUsage.TotalTime;
        var allocated = GC.GetTotalAllocatedBytes();
        for (var round = 0; round < rounds; round++)
        {
            var started = TimeProvider.System.GetTimestamp();
            bytes = Ask(client, request, answer);
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }

        var cpuMilliseconds = (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / rounds;
        allocated = (GC.GetTotalAllocatedBytes() - allocated) / rounds;
        var alone = Alone(tables, query.Text + "OutputFormat: json\n", rounds);
        var p50 = Figures.Median(times);
        Figures.Print(
            query.Name,
            $"{p50:F3} ms, {times.Min():F3} ms, {p50 / query.LmdMilliseconds:F2}, {cpuMilliseconds:F3} ms, {allocated} B | {alone.Milliseconds:F3} ms, {alone.Least:F3} ms, {alone.Milliseconds / query.LmdMilliseconds:F2}, {alone.CpuMilliseconds:F3} ms, {alone.Allocated} B | {bytes} B");
    }

    // A port that was just opened runs code that is not compiled in full, and one that people work with does not: asks until nothing was compiled for a second.
    private static void WarmUp(Action ask)
    {
        var begun = TimeProvider.System.GetTimestamp();
        long compiled;
        do
        {
            compiled = JitInfo.GetCompiledMethodCount();
            for (var step = TimeProvider.System.GetTimestamp(); TimeProvider.System.GetElapsedTime(step) < WarmUpStep;)
            {
                ask();
            }
        }
        while (JitInfo.GetCompiledMethodCount() != compiled && TimeProvider.System.GetElapsedTime(begun) < LongestWarmUp);
    }

    // The query without a port, on this thread, as a terminal asks it.
    private static (double Milliseconds, double Least, double CpuMilliseconds, long Allocated) Alone(LiveTables tables, string text, int rounds)
    {
        var queries = new LivestatusQuery(tables, TimeProvider.System);
        var caller = Viewer.Everything("bench", canSubmitCommands: false);
        WarmUp(() => queries.Answer(text, caller).Release());
        var times = new List<double>(rounds);
        var cpu = Environment.CpuUsage.TotalTime;
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var round = 0; round < rounds; round++)
        {
            var started = TimeProvider.System.GetTimestamp();
            queries.Answer(text, caller).Release();
            times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
        }

        return (
            Figures.Median(times),
            times.Min(),
            (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / rounds,
            (GC.GetAllocatedBytesForCurrentThread() - before) / rounds);
    }

    // Many clients, each with its own connection, each asks for the status: all in the same moment, which measures the queue; then as Naemon's acceptance has
    // it, all at once, and each holds its connection for a second before it asks again; then each once a second, at moments of its own.
    private static async Task ManyClientsAsync(IPEndPoint address)
    {
        var request = "GET status\nOutputFormat: json\nResponseHeader: fixed16\nKeepAlive: on\n\n"u8.ToArray();
        var clients = new List<Socket>();
        for (var count = 0; count < Clients; count++)
        {
            var client = await ConnectAsync(address);
            await AskAsync(client, request);
            clients.Add(client);
        }

        Spread($"{Clients} clients at once, GET status", await Task.WhenAll(clients.Select(client => TimeAsync(() => AskAsync(client, request)))));
        Spread($"{Clients} clients, two queries and a second between", await Task.WhenAll(clients.Select(client => TimeAsync(async () =>
        {
            await AskAsync(client, request);
            await Task.Delay(TimeSpan.FromSeconds(1));
            await AskAsync(client, request);
        }))));
        var chance = new Random(1);
        var phases = clients.ConvertAll(_ => chance.NextDouble());
        var times = await Task.WhenAll(clients.Select(async (client, index) =>
        {
            await Task.Delay(TimeSpan.FromSeconds(phases[index]));
            var own = new List<double>();
            for (var round = 0; round < 5; round++)
            {
                own.Add(await TimeAsync(() => AskAsync(client, request)));
                await Task.Delay(TimeSpan.FromSeconds(1));
            }

            return own;
        }));
        Spread($"{Clients} clients, each once a second", [.. times.SelectMany(own => own)]);
        clients.ForEach(client => client.Dispose());
    }

    private static async Task<double> TimeAsync(Func<Task> act)
    {
        var started = TimeProvider.System.GetTimestamp();
        await act();
        return TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
    }

    private static void Spread(string name, IReadOnlyCollection<double> times)
    {
        var ordered = times.Order().ToList();
        Figures.Print(
            name,
            $"fastest {ordered[0]:F2} ms, average {ordered.Average():F2} ms, p95 {ordered[ordered.Count * 95 / 100]:F2} ms, slowest {ordered[^1]:F2} ms: {ordered[^1] / ordered[0]:F1} times the fastest");
    }

    private static async Task<Socket> ConnectAsync(IPEndPoint address)
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await client.ConnectAsync(address);
        return client;
    }

    // Into memory that is used again: what the client does with an answer is not measured.
    private static int Ask(Socket client, byte[] request, byte[] answer)
    {
        client.Send(request);
        Read(client, answer.AsSpan(0, 16));
        var length = LengthOf(answer.AsSpan(0, 16));
        Read(client, answer.AsSpan(0, length));
        return length;
    }

    private static void Read(Socket client, Span<byte> target)
    {
        for (var at = 0; at < target.Length;)
        {
            var count = client.Receive(target[at..]);
            at += count > 0 ? count : throw new InvalidOperationException("the port closed the connection");
        }
    }

    private static int LengthOf(ReadOnlySpan<byte> header) => header[0] == (byte)'2'
        ? int.Parse(Encoding.ASCII.GetString(header.Slice(4, 11)).Trim(), CultureInfo.InvariantCulture)
        : throw new InvalidOperationException(Encoding.ASCII.GetString(header));

    private static async Task<int> AskAsync(Socket client, byte[] request)
    {
        await client.SendAsync(request);
        var header = new byte[16];
        await ReadAsync(client, header);
        var length = LengthOf(header);
        await ReadAsync(client, new byte[length]);
        return length;
    }

    private static async Task ReadAsync(Socket client, byte[] target)
    {
        for (var at = 0; at < target.Length;)
        {
            var count = await client.ReceiveAsync(target.AsMemory(at));
            at += count > 0 ? count : throw new InvalidOperationException("the port closed the connection");
        }
    }
}
