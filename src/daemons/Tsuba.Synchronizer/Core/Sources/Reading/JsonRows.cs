using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;

namespace Tsuba.Synchronizer.Core.Sources.Reading;

/// <summary>
/// Reads the array of objects of a JSON document. Members become fields, members of inner objects <c>outer.inner</c>, arrays of plain
/// values several values of one field; other arrays are passed over.
/// </summary>
public static class JsonRows
{
    /// <summary>Deepest nesting that is read.</summary>
    public const int MaxDepth = 16;

    private const int MostFields = 500;

    /// <summary>Reads the rows.</summary>
    /// <param name="content">UTF-8 bytes.</param>
    /// <param name="items">Names that lead to the array, joined by dots; empty: the document is the array.</param>
    /// <param name="most">Most rows.</param>
    /// <param name="fault">What is wrong; empty: nothing.</param>
    public static ImmutableArray<SourceRow> Parse(ReadOnlyMemory<byte> content, string items, int most, out string fault)
    {
        ArgumentNullException.ThrowIfNull(items);
        try
        {
            using var document = JsonDocument.Parse(content, new JsonDocumentOptions { MaxDepth = MaxDepth });
            return Read(document.RootElement, items, most, out fault);
        }
        catch (JsonException malformed)
        {
            fault = string.Create(
                CultureInfo.InvariantCulture,
                $"it is no JSON, or nested deeper than {MaxDepth}: line {malformed.LineNumber + 1}, byte {malformed.BytePositionInLine + 1}");
            return [];
        }
        catch (InvalidOperationException)
        {
            // A string that is valid JSON but no valid text, such as half a surrogate pair.
            fault = "it holds a text that is no valid Unicode";
            return [];
        }
    }

    private static ImmutableArray<SourceRow> Read(JsonElement root, string items, int most, out string fault)
    {
        var array = root;
        foreach (var name in items.Split('.', StringSplitOptions.RemoveEmptyEntries))
        {
            if (array.ValueKind != JsonValueKind.Object || !array.TryGetProperty(name, out array))
            {
                fault = $"there is no \"{name}\" on the way to items";
                return [];
            }
        }

        if (array.ValueKind != JsonValueKind.Array || array.GetArrayLength() > most)
        {
            fault = array.ValueKind != JsonValueKind.Array
                ? "there is no array of objects where items leads"
                : string.Create(CultureInfo.InvariantCulture, $"it has more than max_entries {most} rows");
            return [];
        }

        var rows = ImmutableArray.CreateBuilder<SourceRow>();
        foreach (var element in array.EnumerateArray())
        {
            var id = string.Create(CultureInfo.InvariantCulture, $"item {rows.Count + 1}");
            var fields = ImmutableDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.OrdinalIgnoreCase);
            if (element.ValueKind != JsonValueKind.Object || !Collect(element, "", fields))
            {
                fault = element.ValueKind != JsonValueKind.Object ? $"{id} is no object" : $"{id} has more than {MostFields} members";
                return [];
            }

            rows.Add(new SourceRow(id, fields.ToImmutable()));
        }

        fault = "";
        return rows.ToImmutable();
    }

    private static bool Collect(JsonElement element, string prefix, ImmutableDictionary<string, ImmutableArray<string>>.Builder fields)
    {
        foreach (var member in element.EnumerateObject())
        {
            var name = prefix + member.Name;
            if (member.Value.ValueKind == JsonValueKind.Object)
            {
                if (!Collect(member.Value, $"{name}.", fields))
                {
                    return false;
                }
            }
            else if (member.Value.ValueKind == JsonValueKind.Array)
            {
                fields[name] = [.. member.Value.EnumerateArray().Select(Plain).OfType<string>().Where(value => value.Length > 0)];
            }
            else if (Plain(member.Value) is { Length: > 0 } value)
            {
                fields[name] = [value];
            }

            if (fields.Count > MostFields)
            {
                return false;
            }
        }

        return true;
    }

    private static string? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.GetRawText(),
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        _ => null,
    };
}
