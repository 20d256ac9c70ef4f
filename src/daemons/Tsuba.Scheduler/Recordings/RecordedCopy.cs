using Tsuba.Journal.Reading;
using Tsuba.Journal.Snapshots;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Configuration;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Scheduler.Recordings;

/// <summary>What the files of one scheduler have of a part: as its owner, as its follower, or as the owner that it was once.</summary>
internal sealed class RecordedCopy
{
    private readonly PartId _part;
    private readonly ConfigurationLoader _configurations;

    public RecordedCopy(PartFiles files, string stateDirectory, PartRecord record)
    {
        _part = files.Part;
        Epoch = Epoch.FromPacked(record.Epoch);
        IsOwned = record.Role == PartRole.Owner;
        Manifest = record.Manifest;
        _configurations = new ConfigurationLoader(new ChunkStore(files.Files, Path.Combine(stateDirectory, "chunks")), new LinkedParts());
        Snapshots = [new SnapshotStore(files.Files, files.History), new SnapshotStore(files.Files, files.Snapshots)];
        Journal = new StoredJournal(files.Files, files.History, files.Journal);
    }

    /// <summary>Under which the part was given to the scheduler.</summary>
    public Epoch Epoch { get; }

    /// <summary>Whether the scheduler owns it, as far as it knows.</summary>
    public bool IsOwned { get; }

    /// <summary>The configuration that it was given last.</summary>
    public ConfigurationManifest? Manifest { get; }

    /// <summary>Those of the history first.</summary>
    public IReadOnlyList<SnapshotStore> Snapshots { get; }

    /// <summary>History and journal.</summary>
    public StoredJournal Journal { get; }

    /// <summary>The first frame that is here, or the first behind the oldest snapshot where there is none; null: neither is there.</summary>
    public ulong? First => Journal.FirstSequence is > 0 and var first ? first
        : Snapshots.SelectMany(store => store.Stored()).Order().Select(sequence => (ulong?)(sequence + 1)).FirstOrDefault();

    /// <summary>The configuration of a frame or snapshot; null: its chunks are not here.</summary>
    public ConfigurationSnapshot? Find(ConfigurationManifest manifest) => _configurations.Load(_part, manifest).Snapshot;

    /// <summary>The same.</summary>
    /// <exception cref="InvalidDataException">Its chunks are gone or cannot be linked.</exception>
    public ConfigurationSnapshot Require(ConfigurationManifest manifest) => _configurations.Require(_part, manifest);

    /// <summary>
    /// Whether the frames of another copy lead to the first one here: it has that frame too, and the same in it. A copy that was begun anew counts anew.
    /// </summary>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public bool Continues(RecordedCopy other) =>
        First is > 1 and var first
        && other.First < first
        && Journal.Read(first).FirstOrDefault() is { } here
        && other.Journal.Read(first).FirstOrDefault() is { } there
        && here.Sequence == there.Sequence
        && here.Payload.Span.SequenceEqual(there.Payload.Span);
}
