using System.Globalization;
using Tsuba.LiveState;

namespace Tsuba.Modules.Console.Pages;

/// <summary>Addresses of pages about items. Names go into the query, so a slash in one needs no rule of its own.</summary>
public static class ItemPath
{
    /// <summary>The detail page of an item.</summary>
    public static string Detail(LiveItem item) => "/item" + Query(item);

    /// <summary>The graph series of an item over a range.</summary>
    public static string Graph(LiveItem item, TimeRange range) =>
        string.Create(CultureInfo.InvariantCulture, $"/api/v1/graph{Query(item)}&from={range.From.ToUnixTimeSeconds()}&to={range.To.ToUnixTimeSeconds()}");

    /// <summary><c>?host=…&amp;service=…</c>.</summary>
    public static string Query(LiveItem item)
    {
        var name = item.Definition.Name;
        return "?host=" + Uri.EscapeDataString(name.Host) + (name.Description is { } service ? "&service=" + Uri.EscapeDataString(service) : "");
    }
}
