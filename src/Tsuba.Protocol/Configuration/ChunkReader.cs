using System.Collections.Immutable;
using Google.Protobuf;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Protocol.Configuration;

/// <summary>Collects the objects of chunks. Every index is checked, since a chunk comes from another machine.</summary>
internal sealed class ChunkReader
{
    private readonly List<ResolvedObject> _objects = [];
    private readonly Dictionary<string, string> _pool = new(StringComparer.Ordinal);

    /// <summary>What was taken so far, chunk by chunk; an object that came in several pieces is there several times.</summary>
    public IReadOnlyList<ResolvedObject> Taken => _objects;

    /// <summary>Takes a chunk; returns why it cannot be read, or null.</summary>
    public string? Add(ByteString content)
    {
        ConfigurationChunk chunk;
        try
        {
            chunk = ConfigurationChunk.Parser.ParseFrom(content);
        }
        catch (InvalidProtocolBufferException exception)
        {
            return exception.Message;
        }
        catch (IndexOutOfRangeException)
        {
            // What the library throws where an unknown group is cut short in the middle of a number.
            return "a group of unknown fields is cut short";
        }

        var texts = new string[chunk.Texts.Count];
        for (var index = 0; index < texts.Length; index++)
        {
            texts[index] = Pooled(chunk.Texts[index]);
        }

        foreach (var list in chunk.Lists)
        {
            if (!IsValid(list, texts.Length))
            {
                return "a shared list points outside the table of texts";
            }
        }

        foreach (var source in chunk.Objects)
        {
            if (source.Type > (uint)ObjectType.Synchronizer || source.Key >= texts.Length
                || source.Shared > chunk.Lists.Count
                || (source.Own is not null && !IsValid(source.Own, texts.Length))
                || source.Templates.Any(template => template >= texts.Length))
            {
                return "an object is not well formed";
            }

            var properties = ImmutableArray.CreateBuilder<ResolvedProperty>();
            Append(properties, source.Own, texts);
            var own = properties.Count;
            if (source.Shared > 0)
            {
                AppendMissing(properties, own, chunk.Lists[(int)source.Shared - 1], texts);
            }

            properties.Sort((left, right) => string.CompareOrdinal(left.Name, right.Name));
            _objects.Add(new ResolvedObject(
                (ObjectType)source.Type,
                texts[source.Key],
                properties.DrainToImmutable(),
                [.. source.Templates.Select(template => texts[template])],
                SourceLocation.None));
        }

        return null;
    }

    /// <summary>All objects by type and key; pieces of one object are joined.</summary>
    public ImmutableArray<ResolvedObject> Finish()
    {
        var ordered = _objects
            .OrderBy(o => o.Type)
            .ThenBy(o => o.Key, StringComparer.Ordinal)
            .ToList();
        var result = ImmutableArray.CreateBuilder<ResolvedObject>(ordered.Count);
        for (var start = 0; start < ordered.Count;)
        {
            var end = start + 1;
            while (end < ordered.Count && ordered[end].Type == ordered[start].Type && ordered[end].Key == ordered[start].Key)
            {
                end++;
            }

            result.Add(end - start == 1 ? ordered[start] : Join(ordered.GetRange(start, end - start)));
            start = end;
        }

        return result.ToImmutable();
    }

    private static ResolvedObject Join(List<ResolvedObject> pieces)
    {
        var properties = pieces
            .SelectMany(piece => piece.Properties)
            .GroupBy(property => property.Name, StringComparer.Ordinal)
            .OrderBy(group => group.Key, StringComparer.Ordinal)
            .Select(group => new ResolvedProperty(
                group.Key, string.Concat(group.Select(property => property.Value)), SourceLocation.None));
        return pieces[0] with
        {
            Own = [.. properties],
            Shared = [],
            Templates = [.. pieces.SelectMany(piece => piece.Templates)],
        };
    }

    private static bool IsValid(PropertyList list, int texts) =>
        list.Names.Count == list.Values.Count
        && list.Names.All(name => name < texts)
        && list.Values.All(value => value < texts);

    private static void Append(ImmutableArray<ResolvedProperty>.Builder properties, PropertyList? list, string[] texts)
    {
        for (var index = 0; index < (list?.Names.Count ?? 0); index++)
        {
            properties.Add(new ResolvedProperty(texts[list!.Names[index]], texts[list.Values[index]], SourceLocation.None));
        }
    }

    private static void AppendMissing(
        ImmutableArray<ResolvedProperty>.Builder properties, int own, PropertyList list, string[] texts)
    {
        for (var index = 0; index < list.Names.Count; index++)
        {
            var name = texts[list.Names[index]];
            var hidden = false;
            for (var other = 0; other < own && !hidden; other++)
            {
                hidden = properties[other].Name == name;
            }

            if (!hidden)
            {
                properties.Add(new ResolvedProperty(name, texts[list.Values[index]], SourceLocation.None));
            }
        }
    }

    private string Pooled(string text)
    {
        if (_pool.TryGetValue(text, out var known))
        {
            return known;
        }

        _pool.Add(text, text);
        return text;
    }
}
