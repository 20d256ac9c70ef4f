using System.Collections.Immutable;
using Tsuba.Journal.Files;

namespace Tsuba.Journal.Spooling;

/// <summary>
/// A bounded first-in-first-out of byte records that survives a power cut: receiver buffer, broker spill, reactionner outbox.
/// Append, wait until durable, then tell the sender; read, hand on, and acknowledge. A record is read until it is acknowledged,
/// so it may be seen twice after a crash. All members may be called by any thread.
/// </summary>
public sealed class Spool : IDisposable
{
    private readonly GroupCommit _commit;

    private Spool(SpoolLog log, string name)
    {
        Log = log;
        _commit = new GroupCommit(log.Journal, name, static _ => { });
    }

    /// <summary>Its records; never to be committed by anyone else.</summary>
    public SpoolLog Log { get; }

    /// <summary>What was not as it should be on disk: one log line each.</summary>
    public ImmutableArray<JournalFinding> Findings => Log.Findings;

    /// <summary>Everything up to here is acknowledged.</summary>
    public ulong Acknowledged => Log.Acknowledged;

    /// <summary>Why nothing becomes durable at present; null: it does.</summary>
    public string? Failure => Log.Failure;

    /// <summary>Counters at this moment.</summary>
    public SpoolCounters Counters => Log.Counters;

    /// <summary>Opens the spool of a directory, which is created where it is missing.</summary>
    /// <param name="files">The file system.</param>
    /// <param name="directory">A directory of the spool's own.</param>
    /// <param name="options">Limits.</param>
    public static Spool Open(IJournalFiles files, string directory, SpoolOptions options) =>
        new(SpoolLog.Open(files, directory, options), $"spool {Path.GetFileName(directory)}");

    /// <summary>Takes a record; returns its sequence, or 0 where the spool is full. Durable only after <see cref="WaitDurableAsync"/>.</summary>
    public ulong Append(ReadOnlySpan<byte> record)
    {
        var sequence = Log.Append(record);
        _commit.Request();
        return sequence;
    }

    /// <summary>
    /// Waits until a record, and with it every one before, survives a power cut. False where the spool was closed before. While
    /// the disk fails (<see cref="Failure"/>) it waits; give up with the token, and tell the sender that it is not taken.
    /// </summary>
    public ValueTask<bool> WaitDurableAsync(ulong sequence, CancellationToken cancellationToken) =>
        _commit.WaitDurableAsync(sequence, cancellationToken);

    /// <summary>Durable records with a sequence of at least <paramref name="from"/> that are not acknowledged, oldest first.</summary>
    /// <param name="from">First sequence wanted; 0: from the oldest.</param>
    /// <param name="maxRecords">Most records to return.</param>
    /// <param name="maxBytes">No further record is returned after this many bytes.</param>
    public IReadOnlyList<SpoolRecord> Read(ulong from, int maxRecords, long maxBytes = long.MaxValue) => Log.Read(from, maxRecords, maxBytes);

    /// <summary>Frees every record up to and with <paramref name="upTo"/>; an older or unknown number does no harm.</summary>
    public void Acknowledge(ulong upTo) => Log.Acknowledge(upTo);

    /// <summary>Makes durable what can be, and closes the files.</summary>
    public void Dispose()
    {
        _commit.Dispose();
        Log.Dispose();
    }
}
