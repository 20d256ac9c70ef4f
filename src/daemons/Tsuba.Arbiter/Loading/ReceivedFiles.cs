using System.Collections.Immutable;
using Google.Protobuf;
using Tsuba.Configuration.Files;
using Tsuba.Model.Sources;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Loading;

/// <summary>Files as the synchronizer sent them, under their own paths.</summary>
internal sealed class ReceivedFiles : ISourceFiles
{
    private readonly List<(string Path, ByteString Content)> _pieces = [];
    private ConfigurationImage _image = ConfigurationImage.Empty;

    /// <summary>Adds pieces in the order in which they come.</summary>
    internal void Add(IEnumerable<ProductionFile> pieces) => _pieces.AddRange(pieces.Select(piece => (piece.Path, piece.Content)));

    /// <summary>Joins the pieces and makes the directories out of the paths.</summary>
    internal void Finish()
    {
        _image = ConfigurationImage.Of(_pieces.GroupBy(piece => piece.Path, StringComparer.Ordinal).Select(file => KeyValuePair.Create(file.Key, Join(file.Select(piece => piece.Content)))));
        _pieces.Clear();
    }

    public bool TryRead(string path, out ReadOnlyMemory<byte> content, out string failure)
    {
        var found = _image.TryRead(path, out content, out failure);
        failure = found ? "" : "no such file in the production configuration";
        return found;
    }

    public bool TryList(string path, out ImmutableArray<SourceEntry> entries, out string failure)
    {
        var found = _image.TryList(path, out entries, out failure);
        failure = found ? "" : "no such directory in the production configuration";
        return found;
    }

    public string NameOf(string path) => _image.NameOf(path);

    private static ReadOnlyMemory<byte> Join(IEnumerable<ByteString> pieces)
    {
        var all = pieces.ToList();
        var content = new byte[all.Sum(piece => piece.Length)];
        var filled = 0;
        foreach (var piece in all)
        {
            piece.CopyTo(content, filled);
            filled += piece.Length;
        }

        return content;
    }
}
