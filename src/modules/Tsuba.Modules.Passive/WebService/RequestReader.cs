using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Primitives;
using Tsuba.Web.Ports;

namespace Tsuba.Modules.Passive.WebService;

/// <summary>
/// Reads the rows of a request: a form whose n-th fields belong together, where a field that is given once may hold for all rows, or a
/// JSON object or array of objects with the same names.
/// </summary>
internal static class RequestReader
{
    private const int MostRows = 20_000;
    private const int FieldsPerRow = 12;
    private const string HostField = "host_name";

    // The default of the server, 1,024 values, would allow 200 results.
    private static readonly FormOptions FormLimits = new() { ValueCountLimit = MostRows * FieldsPerRow };
    private static readonly JsonDocumentOptions JsonLimits = new() { MaxDepth = 4 };

    /// <summary>Reads a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="operation">What is asked.</param>
    /// <param name="cancellationToken">Stop.</param>
    public static async Task<RequestReading> ReadAsync(HttpRequest request, WebServiceOperation operation, CancellationToken cancellationToken)
    {
        try
        {
            if (request.HasFormContentType)
            {
                var (form, status, refusal) = await FormBody.ReadAsync(request, FormLimits, cancellationToken);
                return form is null ? RequestReading.Refused($"the request cannot be read: {refusal}", status) : OfForm(form, operation);
            }

            if (request.HasJsonContentType())
            {
                using var document = await JsonDocument.ParseAsync(request.Body, JsonLimits, cancellationToken);
                try
                {
                    return OfJson(document.RootElement, operation);
                }
                catch (InvalidOperationException)
                {
                    // Half a surrogate pair, or bytes that are no UTF-8: valid JSON, but no text.
                    return RequestReading.Refused("the request holds a text that is no valid Unicode");
                }
            }
        }
        catch (Exception exception) when (exception is BadHttpRequestException or JsonException)
        {
            return RequestReading.Refused($"the request cannot be read: {exception.Message}", (exception as BadHttpRequestException)?.StatusCode ?? StatusCodes.Status400BadRequest);
        }

        return !operation.IsAboutItems && request.ContentLength is null or 0
            ? RequestReading.Of([new RequestRow(new Dictionary<string, string>())])
            : RequestReading.Refused("the body is neither a form nor JSON", StatusCodes.Status415UnsupportedMediaType);
    }

    private static RequestReading OfForm(IFormCollection form, WebServiceOperation operation)
    {
        var count = operation.IsAboutItems ? form[HostField].Count : 1;
        if (count is 0 or > MostRows)
        {
            return RequestReading.Refused(FormattableString.Invariant($"1 to {MostRows} rows are wanted, each with a {HostField}"));
        }

        foreach (var name in operation.Fields)
        {
            var values = form[name].Count;
            if (values > 0 && values != count && (values != 1 || !operation.AllowsSharedFields))
            {
                return RequestReading.Refused(FormattableString.Invariant($"there are {count} fields {HostField} and {values} fields {name}"));
            }
        }

        return RequestReading.Of([.. Enumerable.Range(0, count).Select(index => new RequestRow(operation.Fields.ToDictionary(name => name, name => Value(form[name], index), StringComparer.Ordinal)))]);
    }

    private static string Value(StringValues values, int index) => values.Count == 0 ? "" : values[values.Count == 1 ? 0 : index] ?? "";

    private static RequestReading OfJson(JsonElement root, WebServiceOperation operation)
    {
        if (root.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array))
        {
            return RequestReading.Refused("an object, or an array of objects, is wanted");
        }

        var count = root.ValueKind == JsonValueKind.Array ? root.GetArrayLength() : 1;
        if (count is 0 or > MostRows)
        {
            return RequestReading.Refused(FormattableString.Invariant($"1 to {MostRows} objects are wanted"));
        }

        var rows = new List<RequestRow>(count);
        foreach (var element in root.ValueKind == JsonValueKind.Array ? root.EnumerateArray().AsEnumerable() : [root])
        {
            if (Row(element, operation, out var fields) is { } refusal)
            {
                return RequestReading.Refused(FormattableString.Invariant($"object {rows.Count + 1}: {refusal}"));
            }

            rows.Add(new RequestRow(fields));
        }

        return RequestReading.Of(rows);
    }

    private static string? Row(JsonElement element, WebServiceOperation operation, out Dictionary<string, string> fields)
    {
        fields = new Dictionary<string, string>(StringComparer.Ordinal);
        if (element.ValueKind != JsonValueKind.Object)
        {
            return "is no object";
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!operation.Fields.Contains(property.Name))
            {
                return $"'{property.Name}' is none of {string.Join(", ", operation.Fields)}";
            }

            var text = property.Value.ValueKind switch
            {
                JsonValueKind.String => property.Value.GetString()!,
                JsonValueKind.Number => property.Value.GetRawText(),
                JsonValueKind.True => "1",
                JsonValueKind.False => "0",
                JsonValueKind.Null => "",
                _ => null,
            };
            if (text is null)
            {
                return $"{property.Name} is neither text nor number";
            }

            fields[property.Name] = text;
        }

        return null;
    }
}
