using Google.Protobuf;
using Microsoft.Extensions.Logging;
using Tsuba.Engine;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Parts;

/// <summary>
/// When an owned part stores its state, and what it lets go of then. Synchronous; one caller at a time. A snapshot that the disk refuses costs nothing but a
/// longer replay: the journal has everything.
/// </summary>
internal sealed partial class PartSnapshots
{
    private readonly OpenedPart _opened;
    private readonly PartWriter _writer;
    private readonly DurableGate _gate;
    private readonly PartServices _services;

    /// <summary>For an open part.</summary>
    public PartSnapshots(OpenedPart opened, PartWriter writer, DurableGate gate, PartServices services)
    {
        _opened = opened;
        _writer = writer;
        _gate = gate;
        _services = services;
    }

    /// <summary>The state now, where a snapshot is due; null: none is. For the writer loop, while no other one is under way.</summary>
    public PartSnapshot? TakeIfDue() => _writer.IsSnapshotDue && _opened.Core.Manifest is not null ? _writer.TakeSnapshot() : null;

    /// <summary>The state when the part stops in order; null: it is stored already, or its last frame is not on the disk.</summary>
    public PartSnapshot? TakeLast() =>
        _opened.Core.Manifest is not null && _opened.Journal.DurableSequence >= _opened.Core.Frame && _opened.Snapshots.NewestSequence() != _opened.Core.Frame
            ? _opened.Core.Snapshot()
            : null;

    /// <summary>Stores a state whose last frame is durable, and frees what nobody needs any more.</summary>
    public void Write(PartSnapshot snapshot)
    {
        try
        {
            var oldest = _opened.Snapshots.Write(snapshot.Frame, Math.Max(SemanticsVersions.First, snapshot.Semantics), snapshot.ToByteArray());

            // What a follower that keeps up has not got yet is needed too.
            _opened.Journal.DropBefore(Math.Min(oldest, _gate.Mark) + 1, _services.Settings.KeepBytes);
            _opened.History.Prune(_opened.Journal, _opened.Snapshots);
            _services.Counters.Snapshot(written: true);
        }
        catch (IOException exception)
        {
            // The next one is tried when the journal has grown again.
            _services.Counters.Snapshot(written: false);
            LogFailed(_services.Log, snapshot.Part, exception);
        }
    }

    [LoggerMessage(2001, LogLevel.Warning, "Part {Part}: a snapshot could not be written; the journal is kept")]
    private static partial void LogFailed(ILogger log, int part, Exception exception);
}
