namespace Tsuba.Hosting.Lifecycle;

/// <summary>
/// Memory that the collector of this process holds without need. A collection beside the running threads frees whole regions of the heap; the runtime
/// returns a free region to the machine once it has seen it unused in some collections, so a few of those follow that only look at what was made lately.
/// No thread waits for the length of a heap then. What is moved together leaves more free, but every thread waits for it: that is done after the first bulk
/// work of a process, which is its start, while little stays, and afterwards as long as the time that it took the last time says that nobody will
/// notice (decision 0052). One caller at a time.
/// </summary>
/// <param name="heap">The heap.</param>
/// <param name="told">Told what came of it.</param>
internal sealed class SpareMemory(IManagedHeap heap, Action<GivenBack> told)
{
    /// <summary>Collections after which nothing more was returned, measured with .NET 10: six to ten.</summary>
    internal const int YoungCollections = 12;

    // Below it there is too little to win: a site of some thousand services.
    private const long LeastBytes = 128L * 1024 * 1024;

    // More than this is not moved: 743 ms for 249 MiB were measured on two busy processors, and no check may be later than a second.
    private const long MostMoved = 320L * 1024 * 1024;

    // Half of what a check may be late.
    private static readonly TimeSpan LongestMove = TimeSpan.FromMilliseconds(500);

    // A collection beside the threads that has not ended by then is left to itself.
    private const int MostLooks = 120;

    private static readonly TimeSpan BetweenLooks = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan BetweenCollections = TimeSpan.FromMilliseconds(250);

    private long _kept;
    private double _moveMsPerByte = double.PositiveInfinity;

    /// <summary>
    /// Gives memory back, in steps. Left out where the heap is small or has not grown by half since the last time. Whoever has a reason to stop just
    /// takes no more steps.
    /// </summary>
    /// <returns>How long to wait before each further step.</returns>
    internal IEnumerable<TimeSpan> GiveBack()
    {
        var before = heap.Committed;
        if (before < LeastBytes || before < _kept + (_kept / 2))
        {
            yield break;
        }

        var (paused, last, longest) = (heap.Paused, heap.BackgroundCollection, TimeSpan.Zero);
        var begun = paused;
        heap.CollectBeside();
        Note();
        for (var look = 0; look < MostLooks && heap.BackgroundCollection == last; look++)
        {
            yield return BetweenLooks;
            Note();
        }

        var live = heap.Live;
        if (_kept == 0 ? live <= MostMoved : live * _moveMsPerByte <= LongestMove.TotalMilliseconds)
        {
            heap.Compact();
            _moveMsPerByte = Note().TotalMilliseconds / Math.Max(1, live);
        }
        else
        {
            for (var count = 0; count < YoungCollections; count++)
            {
                heap.CollectYoung();
                Note();
                yield return BetweenCollections;
            }
        }

        _kept = heap.Committed;
        told(new GivenBack(before, _kept, heap.Paused - begun, longest));

        TimeSpan Note()
        {
            var now = heap.Paused;
            var waited = now - paused;
            longest = waited > longest ? waited : longest;
            paused = now;
            return waited;
        }
    }
}
