using Microsoft.AspNetCore.Http;
using Tsuba.Modules.Console.Api;
using Tsuba.Modules.History;

namespace Tsuba.Modules.Console.Pages;

/// <summary>What the log page was asked to show, as it stands in its address.</summary>
/// <param name="Kind">Kind of lines, or empty.</param>
/// <param name="Host">Host, or empty.</param>
/// <param name="Service">Service, or empty.</param>
/// <param name="Contains">Text that lines hold, or empty.</param>
/// <param name="From">Oldest time as typed, or empty.</param>
/// <param name="To">First time not wanted as typed, or empty.</param>
/// <param name="Cursor">Where the page before ended, or empty.</param>
public sealed record LogFilter(string Kind, string Host, string Service, string Contains, string From, string To, string Cursor)
{
    /// <summary>Reads the address.</summary>
    public static LogFilter Of(IQueryCollection query) => new(
        query["kind"].ToString(),
        query["host"].ToString(),
        query["service"].ToString(),
        query["q"].ToString(),
        query["from"].ToString(),
        query["to"].ToString(),
        query["cursor"].ToString());

    /// <summary>The address of the same with another cursor.</summary>
    public string Path(string cursor)
    {
        (string Name, string Value)[] fields =
        [
            ("kind", Kind), ("host", Host), ("service", Service), ("q", Contains), ("from", From), ("to", To), ("cursor", cursor),
        ];
        return "/log?" + string.Join('&', fields.Where(field => field.Value.Length > 0).Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}"));
    }

    /// <summary>The query, or why there is none.</summary>
    internal (HistoryQuery? Query, string Trouble) Read(PageRequest request, int limit)
    {
        var zone = request.Site.Tables.Site.Zone;
        var from = TimeRange.Parse(From, zone);
        var to = TimeRange.Parse(To, zone);
        var asked = new HistoryRequest(
            Host.Length == 0 ? null : Host,
            Service.Length == 0 ? null : Service,
            Kind,
            from?.ToUnixTimeMilliseconds() / 1000.0,
            to?.ToUnixTimeMilliseconds() / 1000.0,
            Cursor,
            limit);
        var (query, refusal, _) = asked.Read<LogLineKind>(request.Site, request.Viewer);
        return query is null ? (null, refusal) : (query with { Contains = Contains }, "");
    }
}
