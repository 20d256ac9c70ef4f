using System.Runtime.InteropServices;
using System.Text;
using Tsuba.Model.Definitions;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Protocol.Configuration;

/// <summary>
/// Writes the objects of one bucket. Properties whose values are mostly the same among the objects go into shared lists, which
/// are written once; the rest is the object's own. Both depend on the objects of the bucket alone.
/// </summary>
internal sealed class ChunkWriter
{
    private readonly ConfigurationChunk _chunk = new();
    private readonly Dictionary<string, uint> _texts = new(StringComparer.Ordinal);
    private readonly Dictionary<string, uint> _lists = new(StringComparer.Ordinal);

    private ChunkWriter()
    {
    }

    /// <summary>The chunk that holds these objects, in this order.</summary>
    public static ConfigurationChunk Write(IReadOnlyList<ResolvedObject> objects)
    {
        var writer = new ChunkWriter();
        var shared = SharedNames(objects);
        foreach (var source in objects)
        {
            writer.Add(source, shared);
        }

        return writer._chunk;
    }

    private static HashSet<string> SharedNames(IReadOnlyList<ResolvedObject> objects)
    {
        var values = new Dictionary<string, (int Uses, HashSet<string> Distinct)>(StringComparer.Ordinal);
        foreach (var source in objects)
        {
            foreach (var property in source.Properties)
            {
                ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(values, property.Name, out var known);
                if (!known)
                {
                    entry.Distinct = new HashSet<string>(StringComparer.Ordinal);
                }

                entry.Uses++;
                entry.Distinct.Add(property.Value);
            }
        }

        return values
            .Where(pair => pair.Value.Distinct.Count * 8 <= pair.Value.Uses)
            .Select(pair => pair.Key)
            .ToHashSet(StringComparer.Ordinal);
    }

    private void Add(ResolvedObject source, HashSet<string> sharedNames)
    {
        var target = new ChunkObject { Type = (uint)source.Type, Key = Text(source.Key) };
        var common = new PropertyList();
        var own = new PropertyList();
        foreach (var property in source.Properties)
        {
            var list = sharedNames.Contains(property.Name) ? common : own;
            list.Names.Add(Text(property.Name));
            list.Values.Add(Text(property.Value));
        }

        if (common.Names.Count > 0)
        {
            target.Shared = List(common) + 1;
        }

        if (own.Names.Count > 0)
        {
            target.Own = own;
        }

        foreach (var template in source.Templates)
        {
            target.Templates.Add(Text(template));
        }

        _chunk.Objects.Add(target);
    }

    private uint Text(string text)
    {
        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_texts, text, out var known);
        if (!known)
        {
            index = (uint)_chunk.Texts.Count;
            _chunk.Texts.Add(text);
        }

        return index;
    }

    private uint List(PropertyList list)
    {
        var key = new StringBuilder();
        for (var position = 0; position < list.Names.Count; position++)
        {
            key.Append((char)(list.Names[position] & 0xFFFF)).Append((char)(list.Names[position] >> 16));
            key.Append((char)(list.Values[position] & 0xFFFF)).Append((char)(list.Values[position] >> 16));
        }

        ref var index = ref CollectionsMarshal.GetValueRefOrAddDefault(_lists, key.ToString(), out var known);
        if (!known)
        {
            index = (uint)_chunk.Lists.Count;
            _chunk.Lists.Add(list);
        }

        return index;
    }
}
