using System.Runtime;

namespace Tsuba.Hosting.Lifecycle;

/// <summary>Memory that the collector of this process holds without need. One caller at a time.</summary>
internal sealed class SpareMemory
{
    // Below it there is too little to win for stopping every thread: a site of some thousand services.
    private const long LeastBytes = 128L * 1024 * 1024;

    private long _kept;

    /// <summary>
    /// One full collection that compacts, large objects too, and returns what is free to the machine. Every thread waits for it, so it is left out
    /// where the heap has not grown by half since the last one.
    /// </summary>
    /// <returns>Bytes that the heap had of the machine before and after; null: too little to win.</returns>
    internal (long Before, long After)? GiveBack()
    {
        var before = Committed();
        if (before < LeastBytes || before < _kept + (_kept / 2))
        {
            return null;
        }

        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
        _kept = Committed();
        return (before, _kept);
    }

    // As of the last collection: asking costs nothing.
    private static long Committed() => GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;
}
