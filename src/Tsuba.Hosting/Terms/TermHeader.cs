using System.Globalization;
using System.Net.Http.Headers;
using Microsoft.AspNetCore.Http;

namespace Tsuba.Hosting.Terms;

/// <summary>The header that carries the term of an arbiter's order, in decimal digits. Without it the term is 0.</summary>
internal static class TermHeader
{
    private const string Name = "tsuba-term";

    internal static void Write(HttpRequestHeaders headers, uint term)
    {
        if (term > 0)
        {
            headers.Add(Name, term.ToString(CultureInfo.InvariantCulture));
        }
    }

    internal static uint Read(IHeaderDictionary headers) =>
        uint.TryParse(headers[Name].ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var term) ? term : 0;
}
