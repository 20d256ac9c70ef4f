using Tsuba.LiveState;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>
/// Resolves the macros of an item in its notes and addresses: names, addresses and custom variables. Macros of states and of other
/// objects stay as they are written, as with the old servers.
/// </summary>
internal static class ItemMacros
{
    // A text that is longer with its macros is cut; a configuration cannot make an answer of any size.
    private const int MostCharacters = 64 * 1024;

    public static string Expand(string text, LiveItem item)
    {
        if (!text.Contains('$', StringComparison.Ordinal))
        {
            return text;
        }

        var result = new System.Text.StringBuilder();
        for (var at = 0; at < text.Length && result.Length < MostCharacters;)
        {
            var open = text.IndexOf('$', at);
            var close = open < 0 ? -1 : text.IndexOf('$', open + 1);
            if (close < 0)
            {
                result.Append(text, at, text.Length - at);
                break;
            }

            result.Append(text, at, open - at);
            var name = text[(open + 1)..close];
            result.Append(name.Length == 0 ? "$" : Value(name, item) ?? $"${name}$");
            at = close + 1;
        }

        return result.ToString();
    }

    private static string? Value(string name, LiveItem item)
    {
        var host = item as LiveHost ?? ((LiveService)item).Host;
        return name switch
        {
            "HOSTNAME" => host.Host.HostName,
            "HOSTALIAS" => host.Host.Alias,
            "HOSTADDRESS" => host.Host.Address,
            "HOSTDISPLAYNAME" => host.Host.DisplayName,
            "HOSTNOTES" => host.Host.Presentation.Notes,
            "HOSTGROUPNAME" => host.Host.Groups.FirstOrDefault()?.Name ?? "",
            "SERVICEDESC" => (item as LiveService)?.Service.Description,
            "SERVICEDISPLAYNAME" => (item as LiveService)?.Service.DisplayName,
            "SERVICENOTES" => (item as LiveService)?.Service.Presentation.Notes,
            _ when name.StartsWith("_HOST", StringComparison.Ordinal) => ItemVariables.Value(host, name[5..]) ?? "",
            _ when name.StartsWith("_SERVICE", StringComparison.Ordinal) && item is LiveService => ItemVariables.Value(item, name[8..]) ?? "",
            _ => null,
        };
    }
}
