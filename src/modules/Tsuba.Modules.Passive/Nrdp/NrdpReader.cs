using System.Text.Json;
using System.Xml;
using System.Xml.Linq;

namespace Tsuba.Modules.Passive.Nrdp;

/// <summary>Reads the results of <c>XMLDATA</c> or <c>JSONDATA</c>. No document type, no entity, no depth, and not too many.</summary>
internal static class NrdpReader
{
    private const int MostRows = 20_000;
    private const int MostCharacters = 4 * 1024 * 1024;
    private const int MostDepth = 8;
    private const string Service = "service";

    /// <summary>Reads XML.</summary>
    /// <param name="text">The document.</param>
    /// <param name="refusal">Why there are no rows; null: there are.</param>
    public static IReadOnlyList<NrdpRow> OfXml(string text, out string? refusal)
    {
        var settings = new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostCharacters };
        try
        {
            using var reader = XmlReader.Create(new StringReader(text), settings);
            var elements = Rows(reader).Take(MostRows + 1).ToList();
            return Judge([.. elements.Select(element => new NrdpRow(
                Value(element, "hostname"), ServiceOf((string?)element.Attribute("type"), Value(element, "servicename")), Value(element, "state"), Value(element, "output"), Time(name => Value(element, name))))], out refusal);
        }
        catch (XmlException exception)
        {
            refusal = $"BAD XML: {exception.Message}";
            return [];
        }
    }

    /// <summary>Reads JSON.</summary>
    /// <param name="text">The document.</param>
    /// <param name="refusal">Why there are no rows; null: there are.</param>
    public static IReadOnlyList<NrdpRow> OfJson(string text, out string? refusal)
    {
        try
        {
            using var document = JsonDocument.Parse(text, new JsonDocumentOptions { MaxDepth = MostDepth });
            if (document.RootElement.ValueKind != JsonValueKind.Object || !document.RootElement.TryGetProperty("checkresults", out var list) || list.ValueKind != JsonValueKind.Array)
            {
                refusal = "BAD JSON: an object with the array checkresults is wanted";
                return [];
            }

            return Judge([.. list.EnumerateArray().Take(MostRows + 1).Select(Row)], out refusal);
        }
        catch (JsonException exception)
        {
            refusal = $"BAD JSON: {exception.Message}";
            return [];
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair is valid JSON, but no text.
            refusal = "BAD JSON: it holds a text that is no valid Unicode";
            return [];
        }
    }

    private static IReadOnlyList<NrdpRow> Judge(IReadOnlyList<NrdpRow> rows, out string? refusal)
    {
        refusal = rows.Count switch
        {
            0 => "NO DATA: there is no checkresult",
            > MostRows => FormattableString.Invariant($"TOO MUCH DATA: at most {MostRows} results in a request"),
            _ => null,
        };
        return rows;
    }

    // One element at a time, whatever depth a hostile document has.
    private static IEnumerable<XElement> Rows(XmlReader reader)
    {
        reader.MoveToContent();
        while (!reader.EOF)
        {
            if (reader.Depth > MostDepth)
            {
                throw new XmlException("the document is too deep");
            }

            if (reader.NodeType == XmlNodeType.Element && reader.Name == "checkresult")
            {
                yield return Read(reader);
            }
            else
            {
                reader.Read();
            }
        }
    }

    // The fields of a result are elements of text; anything deeper is passed over.
    private static XElement Read(XmlReader reader)
    {
        var row = new XElement("checkresult", new XAttribute("type", reader.GetAttribute("type") ?? ""));
        if (reader.IsEmptyElement)
        {
            reader.Read();
            return row;
        }

        reader.Read();
        while (reader.NodeType != XmlNodeType.EndElement && !reader.EOF)
        {
            if (reader.NodeType == XmlNodeType.Element)
            {
                row.Add(new XElement(XmlConvert.EncodeLocalName(reader.LocalName), reader.ReadElementContentAsString()));
            }
            else
            {
                reader.Read();
            }
        }

        reader.Read();
        return row;
    }

    private static string Value(XElement row, string name) => (string?)row.Element(name) ?? "";

    private static NrdpRow Row(JsonElement element)
    {
        var type = element.ValueKind == JsonValueKind.Object && element.TryGetProperty("checkresult", out var kind) ? Value(kind, "type") : "";
        return new NrdpRow(Value(element, "hostname"), ServiceOf(type, Value(element, "servicename")), Value(element, "state"), Value(element, "output"), Time(name => Value(element, name)));
    }

    private static string Value(JsonElement element, string name) =>
        element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out var value) ? ""
        : value.ValueKind == JsonValueKind.String ? value.GetString()!
        : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : "";

    private static string Time(Func<string, string> value) => value("time") is { Length: > 0 } time ? time : value("checktime");

    // Some clients name a service in the result of a host; its type decides.
    private static string ServiceOf(string? type, string name) => type is null or "" or Service ? name : "";
}
