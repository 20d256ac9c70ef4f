using System.Collections.Immutable;

namespace Tsuba.Execution.Work;

/// <summary>Where a worker writes down what must not be done twice, so that its next run knows.</summary>
public interface IWorkRecord : IDisposable
{
    /// <summary>What earlier runs wrote, as far as it still matters. Read once, before the first write.</summary>
    IReadOnlyList<RecordedWork> Works { get; }

    /// <summary>Why nothing becomes durable at present; null: it does.</summary>
    string? Fault { get; }

    /// <summary>
    /// Writes entries, in order. True: they survive a power cut. False: the disk refuses, or did not answer for a while; the work goes on, for a full disk
    /// must not keep notifications back.
    /// </summary>
    Task<bool> WriteAsync(ImmutableArray<WorkEntry> entries, CancellationToken cancellationToken);
}
