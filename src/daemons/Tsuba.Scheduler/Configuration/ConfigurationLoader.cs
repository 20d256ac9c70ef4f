using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Configuration;

/// <summary>From a manifest to the compiled configuration of a part.</summary>
internal sealed class ConfigurationLoader
{
    private readonly ChunkStore _chunks;

    public ConfigurationLoader(ChunkStore chunks)
    {
        _chunks = chunks;
    }

    /// <summary>The configuration, or why there is none.</summary>
    public (ConfigurationSnapshot? Snapshot, string Refusal) Load(ConfigurationManifest manifest)
    {
        var decoded = ConfigurationChunks.Decode(manifest, _chunks.Find);
        if (decoded.Configuration is null)
        {
            return (null, decoded.Refusal);
        }

        var built = SnapshotBuilder.Build(decoded.Configuration);
        return built.Snapshot is null
            ? (null, string.Join("; ", built.Diagnostics.Take(3)))
            : (built.Snapshot, "");
    }

    /// <summary>The configuration of a frame or snapshot of our own journal.</summary>
    /// <exception cref="InvalidDataException">Its chunks are gone or cannot be linked.</exception>
    public ConfigurationSnapshot Require(ConfigurationManifest manifest)
    {
        var (snapshot, refusal) = Load(manifest);
        return snapshot ?? throw new InvalidDataException($"the configuration of generation {manifest.Generation}: {refusal}");
    }
}
