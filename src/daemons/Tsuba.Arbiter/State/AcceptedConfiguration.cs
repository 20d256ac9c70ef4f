using System.Security.Cryptography;
using Google.Protobuf;
using Tsuba.Arbiter.Loading;
using Tsuba.Journal;
using Tsuba.Journal.Files;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.State;

/// <summary>
/// The configuration accepted last, kept so that an arbiter that starts beside broken files still knows what runs, routes commands
/// and takes over parts, and so that one that starts beside files that lost most of their hosts notices.
/// </summary>
internal sealed class AcceptedConfiguration(string directory)
{
    private const long MostBytes = 1024L * 1024 * 1024;

    private readonly string _path = Path.Combine(directory, "accepted.bin");
    private volatile string? _hash;

    /// <summary>SHA-256 of the file, in hexadecimal; empty: there is none.</summary>
    internal string Hash => _hash ??= File.Exists(_path) ? HashOf(File.ReadAllBytes(_path)) : "";

    /// <summary>The file as it is.</summary>
    internal byte[] ReadBytes() => File.Exists(_path) ? File.ReadAllBytes(_path) : [];

    /// <summary>
    /// Takes a piece of the file of another arbiter. True with the last one, when the file has taken the place of the one before.
    /// Pieces come in order; one out of order begins nothing.
    /// </summary>
    internal bool Take(ReplicateRequest piece, out string refusal)
    {
        var part = _path + ".part";
        var have = piece.Offset == 0 || !File.Exists(part) ? 0 : new FileInfo(part).Length;
        refusal = piece.Offset != have ? $"{have} bytes are here, not {piece.Offset}"
            : piece.Total > MostBytes || piece.Offset + piece.Piece.Length > piece.Total ? "the configuration is too large"
            : "";
        if (refusal.Length > 0)
        {
            return false;
        }

        using (var file = new FileStream(part, piece.Offset == 0 ? FileMode.Create : FileMode.Append))
        {
            file.Write(piece.Piece.Span);
        }

        if (piece.Offset + piece.Piece.Length < piece.Total)
        {
            return false;
        }

        var content = File.ReadAllBytes(part);
        File.Delete(part);
        if (HashOf(content) != piece.Accepted)
        {
            refusal = "the pieces do not make the file";
            return false;
        }

        DurableFile.Replace(DiskFiles.Instance, _path, content);
        _hash = piece.Accepted;
        return true;
    }

    /// <summary>Keeps it.</summary>
    internal void Write(PreviousConfiguration accepted, ChunkCache chunks)
    {
        var encoded = ConfigurationChunks.Encode(accepted.Configuration, chunks);
        using var content = new MemoryStream();
        new AcceptedHead { Manifest = encoded.Manifest, MainFiles = { accepted.MainFiles }, Arbiter = accepted.Arbiter, Commit = accepted.Commit }.WriteDelimitedTo(content);
        foreach (var hash in encoded.Manifest.Chunks.Distinct())
        {
            new StoredChunk { Hash = hash, Content = encoded.Chunks[hash] }.WriteDelimitedTo(content);
        }

        var bytes = content.GetBuffer().AsSpan(0, (int)content.Length);
        DurableFile.Replace(DiskFiles.Instance, _path, bytes);
        _hash = HashOf(bytes);
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
                ? new PreviousConfiguration(kept, [.. head.MainFiles], head.Arbiter) { Commit = head.Commit }
                : null;
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    private static string HashOf(ReadOnlySpan<byte> content) => Convert.ToHexStringLower(SHA256.HashData(content));
}
