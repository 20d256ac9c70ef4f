using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Livestatus.Server;

/// <summary>The counters of the table <c>status</c> and their smoothed rates: 0.25 of the last ten seconds, 0.75 of what was before.</summary>
internal sealed class TrafficCounts(LiveTables tables, LivestatusCounters counters)
{
    private const double Weight = 0.25;
    private static readonly TimeSpan Step = TimeSpan.FromSeconds(10);
    private static readonly string[] Names = ["connections", "requests", "commands", "host_checks", "service_checks", "forks", "log_messages", "neb_callbacks"];

    private readonly double[] _rates = new double[Names.Length];
    private readonly long[] _last = new long[Names.Length];
    private long _hostChecks;
    private long _serviceChecks;
    private long _logLines;
    private long _events;

    /// <summary>Counts events; by the one loop that delivers them.</summary>
    public void Count(IReadOnlyList<EventFrame> frames)
    {
        var items = tables.Site.Items;
        foreach (var frame in frames)
        {
            Interlocked.Add(ref _events, frame.Events.Count);
            foreach (var happened in frame.Events)
            {
                if (happened.KindCase == Event.KindOneofCase.Log)
                {
                    Interlocked.Increment(ref _logLines);
                }
                else if (happened.KindCase == Event.KindOneofCase.CheckResult && items.TryGetValue(new ItemId(happened.CheckResult.Item), out var item))
                {
                    Interlocked.Increment(ref item is LiveHost ? ref _hostChecks : ref _serviceChecks);
                }
            }
        }
    }

    /// <summary>Since the start of the module. A check is a process, so there are as many forks as checks.</summary>
    public long Counter(string name) => name switch
    {
        "connections" => counters.Connections,
        "requests" => counters.Requests,
        "commands" => counters.Commands,
        "host_checks" => Volatile.Read(ref _hostChecks),
        "service_checks" => Volatile.Read(ref _serviceChecks),
        "forks" => Volatile.Read(ref _hostChecks) + Volatile.Read(ref _serviceChecks),
        "log_messages" => Volatile.Read(ref _logLines),
        "neb_callbacks" => Volatile.Read(ref _events),
        _ => 0,
    };

    public double Rate(string name) => Array.IndexOf(Names, name) is >= 0 and var index ? Volatile.Read(ref _rates[index]) : 0;

    /// <summary>Keeps the rates until the stop.</summary>
    public async Task RunAsync(TimeProvider time, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Step, time);
        while (await timer.WaitForNextTickAsync(stop))
        {
            for (var index = 0; index < Names.Length; index++)
            {
                var count = Counter(Names[index]);
                var rate = (count - _last[index]) / Step.TotalSeconds;
                _last[index] = count;
                Volatile.Write(ref _rates[index], (_rates[index] * (1 - Weight)) + (rate * Weight));
            }
        }
    }
}
