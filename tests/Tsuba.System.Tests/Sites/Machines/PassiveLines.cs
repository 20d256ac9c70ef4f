using System.Globalization;
using System.Text.Json;

namespace Tsuba.System.Tests.Sites.Machines;

/// <summary>Passive results of one service as the history has them.</summary>
internal static class PassiveLines
{
    private const int Limit = 1000;

    /// <summary>Their texts.</summary>
    public static async Task<IReadOnlyList<string>> ReadAsync(HttpClient api, int host, int service)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"api/v1/log?host=h{host}&service=s{service}&limit={Limit}");
        using var document = JsonDocument.Parse(await api.GetStringAsync(path));
        var lines = document.RootElement.EnumerateArray().Select(line => line.GetProperty("text").GetString()!).ToList();
        Assert.True(lines.Count < Limit, "the history has more lines than are read here");
        return
        [
            .. lines.Where(line => line.StartsWith("PASSIVE SERVICE CHECK", StringComparison.Ordinal))
                .Select(line => line[(line.LastIndexOf(';') + 1)..]),
        ];
    }
}
