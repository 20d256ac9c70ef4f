using System.Globalization;
using Google.Protobuf;
using Tsuba.Benchmarks.Processes;
using Tsuba.Benchmarks.Sites;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.Items;
using Tsuba.Modules.Livestatus;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Benchmarks.Runs;

/// <summary>
/// The stream of events into live tables, alone and while other threads query the same tables without a pause. Counted is the CPU time of the writing thread, so other
/// work on the machine does not count; waiting for a reader would show in the time on the clock, of which the shortest round is printed.
/// </summary>
internal static class EventsRun
{
    private const int StatusesPerFrame = 1000;
    private const int Frames = 40;
    private const int Rounds = 9;

    public static void Run(int services)
    {
        var shape = new SiteShape { Hosts = services / 20, ServicesPerHost = 20 };
        var tables = LiveStateRun.Filled(shape);
        ulong next = tables.Parts[1].NextSequence;
        var alone = new List<double>();
        var queried = new List<double>();
        var (shortestAlone, shortestQueried) = (double.MaxValue, double.MaxValue);
        Round(tables, shape, ref next);
        for (var round = 0; round < Rounds; round++)
        {
            var (cpu, wall) = Round(tables, shape, ref next);
            alone.Add(cpu);
            shortestAlone = Math.Min(shortestAlone, wall);

            using var stop = new CancellationTokenSource();
            var reader = new Thread(() => Query(tables, shape, stop.Token));
            reader.Start();
            (cpu, wall) = Round(tables, shape, ref next);
            stop.Cancel();
            reader.Join();
            queried.Add(cpu);
            shortestQueried = Math.Min(shortestQueried, wall);
        }

        var (before, during) = (Figures.Median(alone), Figures.Median(queried));
        Figures.Print(
            "a status parsed and applied, alone | while queries run",
            $"CPU of the thread {before:F2} us | {during:F2} us, {during / before:F2}; shortest round {shortestAlone:F2} us | {shortestQueried:F2} us");
    }

    private static void Query(LiveTables tables, SiteShape shape, CancellationToken stop)
    {
        var queries = new LivestatusQuery(tables, TimeProvider.System);
        var caller = Viewer.Everything("bench", canSubmitCommands: false);
        var texts = LivestatusQueries.Of(shape).Where(query => !query.AnswerGrows).Select(query => query.Text).ToList();
        for (var index = 0; !stop.IsCancellationRequested; index++)
        {
            queries.Answer(texts[index % texts.Count], caller).Release();
        }
    }

    // Microseconds for a status: of the thread's processor, and on the clock.
    private static (double Cpu, double Wall) Round(LiveTables tables, SiteShape shape, ref ulong next)
    {
        var frames = new List<byte[]>();
        for (var frame = 0; frame < Frames; frame++)
        {
            var events = new EventFrame { First = next };
            for (var index = 0; index < StatusesPerFrame; index++)
            {
                var service = (int)(next * 7_919 % (ulong)shape.Services);
                var (host, description) = shape.NameOf(service);
                events.Events.Add(new Event { Sequence = next++, Status = LiveStateRun.Status(ItemId.OfService(host, description), service) });
            }

            frames.Add(events.ToByteArray());
        }

        var stamp = new PartStamp { Part = 1, Epoch = 1 };
        var started = TimeProvider.System.GetTimestamp();
        var cpu = ThreadNanoseconds();
        foreach (var frame in frames)
        {
            tables.Apply(stamp, EventFrame.Parser.ParseFrom(frame));
        }

        const double Count = Frames * StatusesPerFrame;
        return ((ThreadNanoseconds() - cpu) / 1000.0 / Count, TimeProvider.System.GetElapsedTime(started).TotalMicroseconds / Count);
    }

    private static long ThreadNanoseconds() => long.Parse(File.ReadAllText("/proc/thread-self/schedstat").Split(' ')[0], CultureInfo.InvariantCulture);
}
