using Google.Protobuf;
using Tsuba.Arbiter.Loading;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.State;

/// <summary>
/// The configuration accepted last, kept so that an arbiter that starts beside broken files still knows what runs, routes commands
/// and takes over parts, and so that one that starts beside files that lost most of their hosts notices.
/// </summary>
internal sealed class AcceptedConfiguration(string directory)
{
    private readonly string _path = Path.Combine(directory, "accepted.bin");

    /// <summary>Keeps it.</summary>
    internal void Write(PreviousConfiguration accepted, ChunkCache chunks)
    {
        var encoded = ConfigurationChunks.Encode(accepted.Configuration, chunks);
        using var content = new MemoryStream();
        new AcceptedHead { Manifest = encoded.Manifest, MainFiles = { accepted.MainFiles } }.WriteDelimitedTo(content);
        foreach (var hash in encoded.Manifest.Chunks.Distinct())
        {
            new StoredChunk { Hash = hash, Content = encoded.Chunks[hash] }.WriteDelimitedTo(content);
        }

        DurableFile.Write(_path, content.GetBuffer().AsSpan(0, (int)content.Length), keepBefore: false);
    }

    /// <summary>Reads it; null if there is none or it is damaged (each chunk is checked by its hash).</summary>
    internal PreviousConfiguration? Read()
    {
        if (!File.Exists(_path))
        {
            return null;
        }

        try
        {
            using var content = File.OpenRead(_path);
            var head = AcceptedHead.Parser.ParseDelimitedFrom(content);
            var chunks = new Dictionary<ByteString, ByteString>();
            while (content.Position < content.Length)
            {
                var chunk = StoredChunk.Parser.ParseDelimitedFrom(content);
                if (!ConfigurationChunks.Hash(chunk.Content.Span).Equals(chunk.Hash))
                {
                    return null;
                }

                chunks[chunk.Hash] = chunk.Content;
            }

            return head.Manifest is { } manifest && ConfigurationChunks.Decode(manifest, hash => chunks.GetValueOrDefault(hash)).Configuration is { } kept
                ? new PreviousConfiguration(kept, [.. head.MainFiles])
                : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }
}
