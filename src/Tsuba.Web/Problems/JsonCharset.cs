using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace Tsuba.Web.Problems;

/// <summary>
/// Looks at the charset of a body before the server's JSON reader does: that takes an unknown one, and one in quotes, for a fault of ours.
/// Source: RFC 9110 8.3.1, which has quotes mean the same.
/// </summary>
internal static class JsonCharset
{
    /// <summary>Whether the charset can be read; quotes around it are taken away.</summary>
    public static bool Settle(HttpRequest request)
    {
        if (!MediaTypeHeaderValue.TryParse(request.ContentType, out var type) || type.Charset.Length == 0)
        {
            return true;
        }

        var name = HeaderUtilities.RemoveQuotes(type.Charset);
        if (name.Length != type.Charset.Length)
        {
            type.Charset = name;
            request.ContentType = type.ToString();
        }

        return type.Encoding is not null;
    }
}
