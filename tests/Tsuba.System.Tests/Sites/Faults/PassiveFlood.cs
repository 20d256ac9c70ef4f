using System.Buffers.Binary;
using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>
/// Numbered passive results over three ways at once, a third each: NRDP in batches, packets of NSCA, lines of the pipe. Result <c>n</c> has the output
/// <c>flood n</c>. What NRDP did not answer with success counts as refused; the other two have no answers, so all of theirs must arrive. Each way has
/// services of its own, in which its results come in the order of their times: a result that is older than the last one of its item has no effect.
/// </summary>
internal sealed class PassiveFlood(HttpClient web, int nscaPort, string pipe, int hosts, int services)
{
    public const string Word = "flood ";

    private const int Batch = 100;
    private const int Ways = 3;
    private const int PacketBytes = 4304;
    private const int OpeningBytes = 132;

    private readonly HashSet<int> _refused = [];

    /// <summary>Whether all go through the pipe.</summary>
    public bool OnlyPipe { get; init; }

    /// <summary>How many were sent so far: numbers below.</summary>
    public int Sent { get; private set; }

    /// <summary>Numbers whose batch was refused in so many words.</summary>
    public IReadOnlySet<int> Refused => _refused;

    /// <summary>Sends so many more; returns when all is given or refused.</summary>
    public async Task SendAsync(int count)
    {
        var first = Sent;
        Sent += count;
        var third = OnlyPipe ? 0 : count / Ways;
        await Task.WhenAll(NrdpAsync(first, third), NscaAsync(first + third, third), PipeAsync(first + (2 * third), count - (2 * third)));
    }

    /// <summary>Sends at a rate; returns how many seconds that took.</summary>
    public async Task<double> SendAsync(int perSecond, TimeSpan span)
    {
        const int Steps = 10;
        var started = TimeProvider.System.GetTimestamp();
        for (var step = 1; step <= span.TotalSeconds * Steps; step++)
        {
            await SendAsync(perSecond / Steps);
            if (TimeSpan.FromSeconds(step / (double)Steps) - TimeProvider.System.GetElapsedTime(started) is { Ticks: > 0 } ahead)
            {
                await Task.Delay(ahead);
            }
        }

        return TimeProvider.System.GetElapsedTime(started).TotalSeconds;
    }

    private async Task NrdpAsync(int first, int count)
    {
        foreach (var numbers in Enumerable.Range(first, count).Chunk(Batch))
        {
            var results = numbers.Select(number =>
            {
                var (host, service) = Item(number, way: 0);
                return new { checkresult = new { type = "service" }, hostname = host, servicename = service, state = 0, output = Output(number) };
            });
            using var form = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["token"] = web.DefaultRequestHeaders.Authorization!.Parameter!,
                ["cmd"] = "submitcheck",
                ["JSONDATA"] = JsonSerializer.Serialize(new { checkresults = results }),
            });
            using var answer = await web.PostAsync("nrdp/", form);
            if (!answer.IsSuccessStatusCode)
            {
                _refused.UnionWith(numbers);
            }
        }
    }

    // The server ends the connection when it has taken all of it.
    private async Task NscaAsync(int first, int count)
    {
        if (count == 0)
        {
            return;
        }

        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, nscaPort);
        var buffer = new byte[OpeningBytes];
        for (var read = 0; read < OpeningBytes;)
        {
            read += await socket.ReceiveAsync(buffer.AsMemory(read)) is > 0 and var more ? more : throw new IOException("the NSCA server ended the connection");
        }

        var packet = new byte[PacketBytes];
        for (var number = first; number < first + count; number++)
        {
            Write(packet, number);
            for (var sent = 0; sent < PacketBytes;)
            {
                sent += await socket.SendAsync(packet.AsMemory(sent));
            }
        }

        socket.Shutdown(SocketShutdown.Send);
        while (await socket.ReceiveAsync(buffer) > 0)
        {
        }
    }

    private async Task PipeAsync(int first, int count)
    {
        var lines = new StringBuilder();
        for (var number = first; number < first + count; number++)
        {
            var (host, service) = Item(number, way: 2);
            lines.Append(CultureInfo.InvariantCulture, $"[{Seconds()}] PROCESS_SERVICE_CHECK_RESULT;{host};{service};0;{Output(number)}\n");
        }

        await using var stream = new FileStream(pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        await stream.WriteAsync(Encoding.UTF8.GetBytes(lines.ToString()));
    }

    private void Write(byte[] packet, int number)
    {
        var (host, service) = Item(number, way: 1);
        packet.AsSpan().Clear();
        BinaryPrimitives.WriteInt16BigEndian(packet, 3);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(8), (uint)Seconds());
        Encoding.UTF8.GetBytes(host).CopyTo(packet, 14);
        Encoding.UTF8.GetBytes(service).CopyTo(packet, 78);
        Encoding.UTF8.GetBytes(Output(number)).CopyTo(packet, 206);
        BinaryPrimitives.WriteUInt32BigEndian(packet.AsSpan(4), Crc32.HashToUInt32(packet));
    }

    private (string Host, string Service) Item(int number, int way)
    {
        var width = services / Ways;
        return (FormattableString.Invariant($"h{number % hosts}"), FormattableString.Invariant($"s{(way * width) + (number / hosts % width)}"));
    }

    private static string Output(int number) => FormattableString.Invariant($"{Word}{number}|n={number}");

    private static long Seconds() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
}
