using Google.Protobuf;
using Tsuba.Engine;
using Tsuba.Journal;
using Tsuba.Journal.Segments;
using Tsuba.Journal.Snapshots;
using Tsuba.Model.Items;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Configuration;
using Tsuba.Scheduler.Core;

namespace Tsuba.Scheduler.Parts;

/// <summary>
/// Brings a part back from disk, after a restart as after a takeover: newest usable snapshot, then every frame behind it.
/// </summary>
internal static class PartOpening
{
    private const int ReadBytes = 4 * 1024 * 1024;

    private static readonly MessageParser<PartSnapshotManifest> ManifestOf = PartSnapshotManifest.Parser.WithDiscardUnknownFields(true);

    /// <summary>
    /// Opens; the journal's files stay open in the result. Only for files of a version of the rules that this scheduler knows, see
    /// <see cref="PartFiles.Semantics"/>: to open them repairs what a crash left.
    /// </summary>
    /// <param name="files">The part's files.</param>
    /// <param name="epoch">Under which it is to run where they hold nothing.</param>
    /// <param name="configurations">Every configuration that frames and snapshots may speak of.</param>
    /// <param name="settings">Limits.</param>
    /// <param name="damaged">Called where frames may be missing, before anything changes on the disk, to remember it; null: nobody has to.</param>
    /// <exception cref="IOException">The disk refuses; the next opening finds what this one found.</exception>
    /// <exception cref="InvalidDataException">
    /// A frame or snapshot needs a configuration that is not here, or no snapshot can be used and the journal does not reach back
    /// to the beginning.
    /// </exception>
    public static OpenedPart Open(PartFiles files, Epoch epoch, ConfigurationLoader configurations, PartSettings settings, Action? damaged = null)
    {
        var history = new PartHistory(files, settings.History);
        var snapshots = new SnapshotStore(files.Files, files.Snapshots, history.Directory);
        PartCore? core = null;
        var options = new EngineOptions { Part = files.Part.Value, Seed = (ulong)files.Part.Value };
        var (snapshot, snapshotFindings) = snapshots.Load(candidate =>
        {
            core = TryRestore(files.Part, candidate, configurations, options);
            return core is not null;
        });

        core ??= new PartCore(files.Part, epoch, options);
        var opening = SegmentedJournal.Open(
            files.Files,
            files.Journal,
            // The writer loop waits at PendingBytes; this leaves room for one turn of any size.
            new JournalOptions
            {
                SegmentBytes = settings.SegmentBytes,
                MaxPendingBytes = 16 * settings.PendingBytes,
                ArchiveDirectory = history.Directory,
                BeforeRepair = damaged,
            },
            Stamp(core.Manifest, files.Semantics()),
            snapshot?.Sequence ?? 0);
        long replayed;
        try
        {
            if (snapshot is null && opening.Journal.FirstSequence > 1 && opening.Journal.FirstSequence < opening.Journal.NextSequence)
            {
                throw new InvalidDataException(
                    $"no snapshot can be used, and frames before {opening.Journal.FirstSequence} are gone: the state is lost");
            }

            replayed = Replay(core, opening.Journal, configurations);
        }
        catch (Exception exception) when (exception is InvalidDataException or IOException)
        {
            opening.Journal.Dispose();
            throw;
        }

        if (opening.Journal.NextSequence > core.Frame + 1)
        {
            core.SkipFramesTo(opening.Journal.NextSequence);
        }

        return new OpenedPart(
            core,
            opening.Journal,
            snapshots,
            history,
            opening.HasDamage || !core.IsTurnComplete,
            replayed,
            snapshotFindings.AddRange(opening.Findings))
        {
            Snapshot = snapshot?.Sequence ?? 0,
            IsDamaged = opening.HasDamage,
        };
    }

    /// <summary>The stamp of segments under a configuration and a version of the rules.</summary>
    public static SegmentStamp Stamp(ConfigurationManifest? manifest, uint semantics) => new(
        semantics, manifest is null ? ReadOnlyMemory<byte>.Empty : ConfigurationChunks.ContentHash(manifest).Memory);

    // A snapshot of a later version of the rules is passed over; so is one that does not give back the state it was made of.
    private static PartCore? TryRestore(PartId part, JournalSnapshot snapshot, ConfigurationLoader configurations, EngineOptions options)
    {
        try
        {
            var content = PartSnapshot.Parser.ParseFrom(snapshot.Content.Span);
            var (configuration, _) = configurations.Load(part, content.Manifest ?? new ConfigurationManifest());
            return configuration is null ? null : PartCore.Restore(content, configuration, options);
        }
        catch (Exception exception) when (exception is InvalidProtocolBufferException or InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Every configuration that the kept frames and snapshots of a part speak of: its chunks are still needed.</summary>
    public static IReadOnlyList<ConfigurationManifest> Manifests(SegmentedJournal journal, SnapshotStore snapshots)
    {
        var manifests = new List<ConfigurationManifest>();
        foreach (var snapshot in snapshots.LoadAll())
        {
            if (ManifestOf.ParseFrom(snapshot.Content.Span).Manifest is { } manifest)
            {
                manifests.Add(manifest);
            }
        }

        for (var cursor = journal.FirstSequence; ;)
        {
            var read = journal.Read(cursor, ReadBytes);
            if (read.TooOld || read.Frames.IsEmpty)
            {
                return manifests;
            }

            foreach (var frame in FrameFormat.ReadAll(read.Frames) ?? [])
            {
                if (frame.Type == FrameCodec.TurnWithConfiguration)
                {
                    manifests.AddRange(FrameCodec.Manifests(frame.Payload.Span));
                }
            }

            cursor = read.Next;
        }
    }

    private static long Replay(PartCore core, SegmentedJournal journal, ConfigurationLoader configurations)
    {
        var count = 0L;
        var cursor = Math.Max(core.Frame + 1, journal.FirstSequence);
        while (true)
        {
            var read = journal.Read(cursor, ReadBytes);
            if (read.TooOld || read.Frames.IsEmpty)
            {
                return count;
            }

            foreach (var frame in FrameFormat.ReadAll(read.Frames) ?? [])
            {
                core.Replay(frame.Sequence, FrameCodec.ReadInputs(frame.Payload.Span), manifest => configurations.Require(core.Part, manifest));
                count++;
            }

            cursor = read.Next;
        }
    }
}
