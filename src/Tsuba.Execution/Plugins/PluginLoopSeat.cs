using System.Collections.Concurrent;
using Tsuba.Execution.Native;

namespace Tsuba.Execution.Plugins;

/// <summary>What the loops of one runner share.</summary>
/// <param name="Waiting">Requests that no loop has taken yet.</param>
/// <param name="Guard">Kills what runs if we die; null where there is none.</param>
/// <param name="FirstGuarded">Where this loop's slots begin in the guard's table.</param>
/// <param name="Counters">Counters of all loops.</param>
internal sealed record PluginLoopSeat(
    ConcurrentQueue<PluginRequest> Waiting,
    PluginGuard? Guard,
    int FirstGuarded,
    PluginCounters Counters);
