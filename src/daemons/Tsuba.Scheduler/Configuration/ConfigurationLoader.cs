using System.Collections.Concurrent;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Configuration;

/// <summary>From manifests to the compiled configurations of parts; each is linked from the one before of its part, as far as it is the same.</summary>
internal sealed class ConfigurationLoader
{
    private readonly ChunkStore _chunks;
    private readonly LinkedParts _linked;
    private readonly ConcurrentDictionary<PartId, ChunkLinker> _linkers = new();

    public ConfigurationLoader(ChunkStore chunks, LinkedParts linked)
    {
        _chunks = chunks;
        _linked = linked;
    }

    /// <summary>The configuration, or why there is none.</summary>
    public (ConfigurationSnapshot? Snapshot, string Refusal) Load(PartId part, ConfigurationManifest manifest)
    {
        var linker = _linkers.GetOrAdd(part, _ => new ChunkLinker(_linked));

        // A restart needs all of them: what is missing is told now, though only changed ones are read.
        return _chunks.Missing(manifest).Count > 0 ? linker.LinkWhole(manifest, _chunks.Find) : linker.Link(manifest, _chunks.Find);
    }

    /// <summary>The configuration of a frame or snapshot of our own journal.</summary>
    /// <exception cref="InvalidDataException">Its chunks are gone or cannot be linked.</exception>
    public ConfigurationSnapshot Require(PartId part, ConfigurationManifest manifest)
    {
        var (snapshot, refusal) = Load(part, manifest);
        return snapshot ?? throw new InvalidDataException($"the configuration of generation {manifest.Generation}: {refusal}");
    }

    /// <summary>Nothing more is to be linked from what the part ran last: it has left.</summary>
    public void Forget(PartId part) => _linkers.TryRemove(part, out _);
}
