using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Tsuba.Modules.Livestatus.Execution;
using Tsuba.Modules.Livestatus.Requests;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Output;

/// <summary>Writes answers. Source: reference/livestatus.md 5 and 7.</summary>
public static class AnswerWriter
{
    /// <summary>The bytes of an answer with data.</summary>
    public static byte[] Write(LivestatusRequest request, QueryResult result)
    {
        var body = request.OutputFormat switch
        {
            "csv" => Encoding.UTF8.GetBytes(Csv(request, result)),
            "json" => Json(result, wrapped: false),
            _ => Json(result, wrapped: true),
        };
        return request.HasFixedHeader ? WithHeader(200, body) : body;
    }

    /// <summary>The bytes of an error: one line.</summary>
    public static byte[] WriteError(int status, string error, bool hasFixedHeader)
    {
        var body = Encoding.UTF8.GetBytes(error.ReplaceLineEndings(" ") + "\n");
        return hasFixedHeader ? WithHeader(status, body) : body;
    }

    private static byte[] WithHeader(int status, byte[] body) =>
        [.. Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{status} {body.Length,11}\n")), .. body];

    private static string Csv(LivestatusRequest request, QueryResult result)
    {
        var text = new StringBuilder();
        var (row, field, list, pair) = request.Separators;
        if (result.ShowNames)
        {
            text.AppendJoin(field, result.Names).Append(row);
        }

        foreach (var cells in result.Rows)
        {
            text.AppendJoin(field, cells.Select(cell => CsvCell(cell.Cell, cell.Type, list, pair))).Append(row);
        }

        return text.ToString();
    }

    private static string CsvCell(Cell cell, ColumnType type, char list, char pair) => type switch
    {
        // csv has no quoting: a line feed in a text would make a second row, so it is written as \n.
        ColumnType.Text => cell.Text.ReplaceLineEndings("\\n"),
        ColumnType.List => string.Join(list, (cell.List ?? []).Select(entry => entry.ReplaceLineEndings("\\n"))),
        ColumnType.Dict => string.Join(list, (cell.List ?? []).Chunk(2).Select(entry => string.Join(pair, entry).ReplaceLineEndings("\\n"))),
        _ => cell.NumberText(type),
    };

    private static byte[] Json(QueryResult result, bool wrapped)
    {
        var buffer = new ArrayBufferWriter<byte>();

        // The default encoder escapes everything that is not ASCII, which NagVis needs.
        using (var writer = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = JavaScriptEncoder.Default }))
        {
            if (wrapped)
            {
                writer.WriteStartObject();
                if (result.ShowNames)
                {
                    writer.WritePropertyName("columns");
                    WriteNames(writer, result);
                }

                writer.WritePropertyName("data");
            }

            writer.WriteStartArray();
            if (result.ShowNames && !wrapped)
            {
                WriteNames(writer, result);
            }

            foreach (var cells in result.Rows)
            {
                writer.WriteStartArray();
                foreach (var (cell, type) in cells)
                {
                    WriteCell(writer, cell, type);
                }

                writer.WriteEndArray();
            }

            writer.WriteEndArray();
            if (wrapped)
            {
                writer.WriteNumber("total_count", result.TotalCount);
                writer.WriteEndObject();
            }
        }

        return [.. buffer.WrittenSpan, (byte)'\n'];
    }

    private static void WriteNames(Utf8JsonWriter writer, QueryResult result)
    {
        writer.WriteStartArray();
        foreach (var name in result.Names)
        {
            writer.WriteStringValue(name);
        }

        writer.WriteEndArray();
    }

    private static void WriteCell(Utf8JsonWriter writer, Cell cell, ColumnType type)
    {
        switch (type)
        {
            case ColumnType.Text:
                writer.WriteStringValue(cell.Text);
                break;
            case ColumnType.List:
                writer.WriteStartArray();
                foreach (var entry in cell.List ?? [])
                {
                    writer.WriteStringValue(entry);
                }

                writer.WriteEndArray();
                break;
            case ColumnType.Dict:
                writer.WriteStartObject();
                foreach (var pair in (cell.List ?? []).Chunk(2))
                {
                    writer.WriteString(pair[0], pair[1]);
                }

                writer.WriteEndObject();
                break;
            case ColumnType.Float:
                writer.WriteNumberValue(cell.Number);
                break;
            default:
                writer.WriteNumberValue((long)cell.Number);
                break;
        }
    }
}
