using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http;

namespace Tsuba.Modules.Passive.Nrdp;

/// <summary>An answer as clients read it: in JSON where they sent JSON, else in XML; with an honest status code besides.</summary>
/// <param name="Code">Status code of HTTP.</param>
/// <param name="Message"><c>OK</c>, or what is wrong.</param>
/// <param name="Output">What was done; empty: nothing.</param>
internal sealed record NrdpReply(int Code, string Message, string Output)
{
    /// <summary>So many results were taken.</summary>
    /// <param name="count">How many.</param>
    /// <param name="remark">What was not; empty: nothing.</param>
    public static NrdpReply Taken(int count, string remark) =>
        new(StatusCodes.Status200OK, "OK", string.Create(CultureInfo.InvariantCulture, $"{count} checks processed.{(remark.Length > 0 ? " " + remark : "")}"));

    /// <summary>Nothing was done.</summary>
    public static NrdpReply Refused(int code, string message) => new(code, message, "");

    /// <summary>The answer on the wire.</summary>
    public IResult Write(bool asJson) => asJson
        ? Results.Text(Json(), "application/json", statusCode: Code)
        : Results.Text(Xml(), "text/xml", Encoding.UTF8, Code);

    private int Status => Code == StatusCodes.Status200OK ? 0 : -1;

    private string Xml() => new XDocument(
        new XElement(
            "result",
            new XElement("status", Status),
            new XElement("message", Message),
            new XElement("meta", new XElement("output", Output)))).ToString();

    private ReadOnlySpan<byte> Json()
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartObject();
            writer.WriteStartObject("result");
            writer.WriteNumber("status", Status);
            writer.WriteString("message", Message);
            writer.WriteStartObject("meta");
            writer.WriteString("output", Output);
            writer.WriteEndObject();
            writer.WriteEndObject();
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }
}
