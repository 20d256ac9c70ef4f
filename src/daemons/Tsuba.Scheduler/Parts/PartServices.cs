using Microsoft.Extensions.Logging;
using Tsuba.Scheduler.Configuration;
using Tsuba.Scheduler.Work;

namespace Tsuba.Scheduler.Parts;

/// <summary>What all parts of a scheduler share.</summary>
internal sealed record PartServices(
    PartSettings Settings,
    LeaseDesk Desk,
    ChunkStore Chunks,
    ConfigurationLoader Configurations,
    MonotonicClock Clock,
    TimeProvider Time,
    SchedulerCounters Counters,
    ILogger Log);
