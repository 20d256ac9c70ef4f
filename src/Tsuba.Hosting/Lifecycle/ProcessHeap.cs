using System.Runtime;

namespace Tsuba.Hosting.Lifecycle;

/// <summary>The heap of the runtime.</summary>
internal sealed class ProcessHeap : IManagedHeap
{
    private const int Young = 1;

    /// <inheritdoc />
    public long Committed => GC.GetGCMemoryInfo(GCKind.Any).TotalCommittedBytes;

    /// <inheritdoc />
    public long Live
    {
        get
        {
            var last = GC.GetGCMemoryInfo(GCKind.Any);
            return last.HeapSizeBytes - last.FragmentedBytes;
        }
    }

    /// <inheritdoc />
    public long BackgroundCollection => GC.GetGCMemoryInfo(GCKind.Background).Index;

    /// <inheritdoc />
    public TimeSpan Paused => GC.GetTotalPauseDuration();

    /// <inheritdoc />
    public void CollectBeside() => GC.Collect(GC.MaxGeneration, GCCollectionMode.Forced, blocking: false);

    /// <inheritdoc />
    public void Compact()
    {
        GCSettings.LargeObjectHeapCompactionMode = GCLargeObjectHeapCompactionMode.CompactOnce;
        GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    }

    /// <inheritdoc />
    public void CollectYoung() => GC.Collect(Young, GCCollectionMode.Forced, blocking: true);
}
