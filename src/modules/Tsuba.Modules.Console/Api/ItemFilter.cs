using Microsoft.AspNetCore.Mvc;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Modules.Console.Pages;

namespace Tsuba.Modules.Console.Api;

/// <summary>Which hosts or services are wanted, and which page of them.</summary>
/// <param name="Q">Part of the name, whatever its case.</param>
/// <param name="Host">Pattern of the host's name with <c>*</c>.</param>
/// <param name="HostGroup">Members of this host group, and their services.</param>
/// <param name="ServiceGroup">Members of this service group.</param>
/// <param name="State">Names of states, with commas; <c>pending</c> is never checked.</param>
/// <param name="Handled">Whether somebody has taken care: acknowledged or in downtime.</param>
/// <param name="Hard">Whether the state is hard.</param>
/// <param name="Offset">First row wanted.</param>
/// <param name="Limit">Most rows, 100 by default and 10,000 at most.</param>
internal sealed record ItemFilter(
    [FromQuery(Name = "q")] string? Q,
    [FromQuery(Name = "host")] string? Host,
    [FromQuery(Name = "hostgroup")] string? HostGroup,
    [FromQuery(Name = "servicegroup")] string? ServiceGroup,
    [FromQuery(Name = "state")] string? State,
    [FromQuery(Name = "handled")] bool? Handled,
    [FromQuery(Name = "hard")] bool? Hard,
    [FromQuery(Name = "offset")] int? Offset,
    [FromQuery(Name = "limit")] int? Limit)
{
    private const int MostItems = 10_000;
    private static readonly string[] StateNames = ["UP", "DOWN", "UNREACHABLE", "OK", "WARNING", "CRITICAL", "UNKNOWN", "PENDING"];

    /// <summary>A page of what is wanted and seen, or why there is none.</summary>
    public (ApiPage? Page, string Refusal) Apply(IEnumerable<LiveItem> items, LiveSite site, Viewer viewer)
    {
        var states = (State ?? "").ToUpperInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (states.FirstOrDefault(name => !StateNames.Contains(name)) is { } unknown)
        {
            return (null, $"state '{unknown.ToLowerInvariant()}' is none of {string.Join(", ", StateNames).ToLowerInvariant()}");
        }

        HashSet<LiveItem>? members = null;
        if (HostGroup is not null)
        {
            members = [.. (site.HostGroups.GetValueOrDefault(HostGroup)?.Members ?? []).SelectMany(host => host.Services.Cast<LiveItem>().Prepend(host))];
        }

        if (ServiceGroup is not null)
        {
            var services = (site.ServiceGroups.GetValueOrDefault(ServiceGroup)?.Members ?? []).Cast<LiveItem>();
            members = members is null ? [.. services] : [.. members.Intersect(services)];
        }

        var seen = items.Where(item =>
            viewer.Sees(item)
            && (members is null || members.Contains(item))
            && (string.IsNullOrEmpty(Q) || item.Definition.Name.ToString().Contains(Q, StringComparison.OrdinalIgnoreCase))
            && (string.IsNullOrEmpty(Host) || NamePattern.Fits(Host, item.Definition.Name.Host))
            && (states.Length == 0 || states.Contains(StateText.Of(item)))
            && (Handled is null || Handled == item.IsHandled)
            && (Hard is null || Hard == (item.Status.StateType == 1))).ToList();
        return (new ApiPage(seen.Count, [.. seen.Skip(Math.Max(0, Offset ?? 0)).Take(Math.Clamp(Limit ?? 100, 0, MostItems)).Select(ApiItem.From)]), "");
    }
}
