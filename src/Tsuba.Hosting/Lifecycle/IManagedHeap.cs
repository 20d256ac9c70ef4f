namespace Tsuba.Hosting.Lifecycle;

/// <summary>The heap of this process and its collector; tests have another one.</summary>
internal interface IManagedHeap
{
    /// <summary>Bytes that the heap had of the machine at the end of the last collection. Asking costs nothing.</summary>
    long Committed { get; }

    /// <summary>Bytes in use at the end of the last collection.</summary>
    long Live { get; }

    /// <summary>Number of the last collection that ran beside the threads; 0: none did.</summary>
    long BackgroundCollection { get; }

    /// <summary>How long every thread has waited for collections since the process began.</summary>
    TimeSpan Paused { get; }

    /// <summary>Begins a collection of everything beside the running threads, and returns before it ends.</summary>
    void CollectBeside();

    /// <summary>Collects everything, moves what stays together and returns what is free. Every thread waits, the longer the more stays.</summary>
    void Compact();

    /// <summary>Collects what was made lately, which every thread waits for.</summary>
    void CollectYoung();
}
