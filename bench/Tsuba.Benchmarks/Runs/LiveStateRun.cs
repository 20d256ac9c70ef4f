using System.Globalization;
using Google.Protobuf;
using Tsuba.Benchmarks.Processes;
using Tsuba.Benchmarks.Sites;
using Tsuba.Configuration;
using Tsuba.Hosting.Files;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Benchmarks.Runs;

/// <summary>The live tables alone: memory of a service after a full collection, definitions and status apart, and cost of a status.</summary>
internal static class LiveStateRun
{
    private const int StatusesPerFrame = 1000;

    public static void Run(int services)
    {
        var small = Measure(1000, print: false);
        var large = Measure(services, print: true);
        var count = services - 1000.0;
        Figures.Print("definitions of a service, marginal", $"{(large.Definitions - small.Definitions) / count:F0} B");
        Figures.Print("live item of a service, marginal", $"{(large.Items - small.Items) / count:F0} B");
        Figures.Print("status of a service, marginal", $"{(large.Statuses - small.Statuses) / count:F0} B");
    }

    private static (long Definitions, long Items, long Statuses) Measure(int services, bool print)
    {
        var empty = GC.GetTotalMemory(forceFullCollection: true);
        var snapshot = Snapshot(Shape(services));
        var definitions = GC.GetTotalMemory(forceFullCollection: true);
        var tables = new LiveTables();
        var started = TimeProvider.System.GetTimestamp();
        tables.SetDefinitions(1, snapshot);
        var built = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        var items = GC.GetTotalMemory(forceFullCollection: true);
        var (cpu, bytes) = Apply(tables, Shape(services));
        var statuses = GC.GetTotalMemory(forceFullCollection: true);
        if (print)
        {
            Figures.Print($"tables of {services} services built in", $"{built:F0} ms");
            Figures.Print("status parsed and applied", $"{cpu / services:F2} us, {bytes / services} B allocated");
        }

        GC.KeepAlive(tables);
        return (definitions - empty, items - definitions, statuses - items);
    }

    /// <summary>Tables with every service checked once; each twentieth is CRITICAL.</summary>
    public static LiveTables Filled(SiteShape shape)
    {
        var tables = new LiveTables();
        tables.SetDefinitions(1, Snapshot(shape));
        Apply(tables, shape);
        return tables;
    }

    private static SiteShape Shape(int services) => new() { Hosts = services / 10 };

    private static ConfigurationSnapshot Snapshot(SiteShape shape)
    {
        var directory = Directory.CreateTempSubdirectory("tsuba-live-").FullName;
        try
        {
            var main = SiteWriter.Write(directory, shape);
            var built = SnapshotBuilder.Build(ConfigurationLoader.Load(new DiskSourceFiles(), [main]).Resolved);
            return built.Snapshot ?? throw new InvalidOperationException(string.Join('\n', built.Diagnostics.Take(5)));
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    // Statuses come as bytes, as they do from a scheduler.
    private static (double Microseconds, long Bytes) Apply(LiveTables tables, SiteShape shape)
    {
        var services = shape.Services;
        var stamp = new PartStamp { Part = 1, Epoch = 1 };
        var elapsed = 0.0;
        var allocated = 0L;
        ulong sequence = 1;
        for (var first = 0; first < services; first += StatusesPerFrame)
        {
            var frame = new EventFrame { First = sequence };
            for (var service = first; service < Math.Min(services, first + StatusesPerFrame); service++)
            {
                var (host, description) = shape.NameOf(service);
                frame.Events.Add(new Event { Sequence = sequence++, Status = Status(ItemId.OfService(host, description), service) });
            }

            var content = frame.ToByteArray();
            var started = TimeProvider.System.GetTimestamp();
            var before = GC.GetAllocatedBytesForCurrentThread();
            tables.Apply(stamp, EventFrame.Parser.ParseFrom(content));
            allocated += GC.GetAllocatedBytesForCurrentThread() - before;
            elapsed += TimeProvider.System.GetElapsedTime(started).TotalMicroseconds;
        }

        return (elapsed, allocated);
    }

    internal static StatusEvent Status(ItemId item, int service) => new()
    {
        Item = item.Value,
        State = service % 20 == 0 ? 2U : 0U,
        StateType = 1,
        Attempt = 1,
        MaxAttempts = 3,
        HasBeenChecked = true,
        LastCheck = 1_700_000_000_000 + service,
        NextCheck = 1_700_000_300_000 + service,
        LastStateChange = 1_700_000_000_000,
        LastHardStateChange = 1_700_000_000_000,
        LastTimeOk = 1_700_000_000_000 + service,
        Output = string.Create(CultureInfo.InvariantCulture, $"HTTP OK: HTTP/1.1 200 OK - {service} bytes in 0.010 second response time"),
        Perfdata = "time=0.010s;1;2;0;10",
        ExecutionSeconds = 0.01f,
        ChecksEnabled = true,
        PassiveEnabled = true,
        NotificationsEnabled = true,
        Poller = "poller-master",
    };
}
