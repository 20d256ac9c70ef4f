using System.Collections.Immutable;
using Google.Protobuf;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Synchronizer.Core;

/// <summary>One production configuration, cut into pieces that fit into a message.</summary>
/// <param name="Commit">Its commit.</param>
/// <param name="MainFiles">Paths of the main files.</param>
/// <param name="Pieces">Its files; a large one in several pieces that follow each other.</param>
internal sealed record ProductionImage(string Commit, ImmutableArray<string> MainFiles, ImmutableArray<ProductionFile> Pieces)
{
    private const int MaxPieceBytes = 2 * 1024 * 1024;
    private const int MaxReplyBytes = 8 * 1024 * 1024;

    internal static ProductionImage Of(string commit, ImmutableArray<string> mainFiles, IEnumerable<KeyValuePair<string, ReadOnlyMemory<byte>>> files)
    {
        var pieces = ImmutableArray.CreateBuilder<ProductionFile>();
        foreach (var (path, content) in files)
        {
            for (var offset = 0; offset == 0 || offset < content.Length; offset += MaxPieceBytes)
            {
                var piece = content.Slice(offset, Math.Min(MaxPieceBytes, content.Length - offset));
                pieces.Add(new ProductionFile { Path = path, Content = ByteString.CopyFrom(piece.Span) });
            }
        }

        return new ProductionImage(commit, mainFiles, pieces.ToImmutable());
    }

    /// <summary>The reply that begins with a piece; what does not fit is asked for with <c>next</c>.</summary>
    internal ProductionReply Reply(int first, bool withFiles)
    {
        var reply = new ProductionReply { Commit = Commit };
        reply.MainFiles.AddRange(MainFiles);
        if (!withFiles)
        {
            return reply;
        }

        long bytes = 0;
        for (var index = Math.Max(0, first); index < Pieces.Length; index++)
        {
            bytes += Pieces[index].Content.Length + Pieces[index].Path.Length;
            if (bytes > MaxReplyBytes && reply.Files.Count > 0)
            {
                reply.Next = index;
                break;
            }

            reply.Files.Add(Pieces[index]);
        }

        return reply;
    }
}
