using System.Collections.Frozen;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.Objects;
using Tsuba.Web.Problems;

namespace Tsuba.Modules.Console.Api;

/// <summary>
/// What is configured, and the site. Command lines, custom variables and contacts may hold secrets: they are for administrators; a contact gets
/// itself. Passwords are told to nobody.
/// </summary>
internal static class ObjectEndpoints
{
    private const int MostRows = 10_000;

    private static readonly Dictionary<string, IReadOnlyList<string>> NoLists = [];

    private static readonly FrozenDictionary<string, Func<LiveSite, Viewer, IEnumerable<ApiObject>>> Types = new Dictionary<string, Func<LiveSite, Viewer, IEnumerable<ApiObject>>>(StringComparer.Ordinal)
    {
        ["host"] = (site, viewer) => site.Hosts.Where(viewer.Sees).Select(host => Of(site, host, viewer)),
        ["service"] = (site, viewer) => site.Services.Where(viewer.Sees).Select(service => Of(site, service, viewer)),
        ["hostgroup"] = (site, viewer) => Groups("hostgroup", site.HostGroups.Select(pair => (pair.Key, pair.Value.Group.Alias, pair.Value.Members.Where(viewer.Sees).Select(host => host.Host.HostName))), viewer),
        ["servicegroup"] = (site, viewer) => Groups("servicegroup", site.ServiceGroups.Select(pair => (pair.Key, pair.Value.Group.Alias, pair.Value.Members.Where(viewer.Sees).Select(service => service.Service.Name.ToString()))), viewer),
        ["contact"] = (site, viewer) => site.Contacts.Values.Where(contact => viewer.IsAdministrator || IsOwn(contact, viewer)).Select(Of),
        ["contactgroup"] = (site, viewer) => viewer.IsAdministrator ? Groups("contactgroup", site.ContactGroups.Values.Select(group => (group.Name, group.Alias, group.Members.Select(member => member.Name))), viewer) : [],
        ["command"] = (site, viewer) => viewer.IsAdministrator ? site.Commands.Select(pair => new ApiObject("command", pair.Key, new Dictionary<string, string> { ["command_line"] = pair.Value.Line }, NoLists)) : [],
        ["timeperiod"] = (site, _) => site.TimePeriods.Values.Select(period => new ApiObject("timeperiod", period.Name, new Dictionary<string, string> { ["alias"] = period.Alias }, NoLists)),
    }.ToFrozenDictionary(StringComparer.Ordinal);

    public static void MapObjects(this IEndpointRouteBuilder api, ConsoleSite site)
    {
        api.MapGet("/objects/{type}", Results<Ok<ApiObjectPage>, NotFound<ApiProblem>> (HttpContext context, string type, string? q, int? offset, int? limit) =>
            {
                if (!Types.TryGetValue(type, out var list))
                {
                    return TypedResults.NotFound(new ApiProblem($"'{type}' is none of {string.Join(", ", Types.Keys.Order(StringComparer.Ordinal))}"));
                }

                var found = list(site.Tables.Site, ApiEndpoints.ViewerOf(context))
                    .Where(one => string.IsNullOrEmpty(q) || one.Name.Contains(q, StringComparison.OrdinalIgnoreCase))
                    .OrderBy(one => one.Name, StringComparer.Ordinal)
                    .ToList();
                return TypedResults.Ok(new ApiObjectPage(found.Count, [.. found.Skip(Math.Max(0, offset ?? 0)).Take(Math.Clamp(limit ?? 100, 0, MostRows))]));
            })
            .WithName("objects").WithSummary("What is configured, by type");
        api.MapGet("/site", (HttpContext context) => TypedResults.Ok(SiteDescription.Of(site, ApiEndpoints.ViewerOf(context))))
            .WithName("site").WithSummary("The site: totals, daemons, and parts with their owners");
    }

    private static ApiObject Of(LiveSite site, LiveItem item, Viewer viewer)
    {
        var definition = item.Definition;
        var properties = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["display_name"] = definition.DisplayName,
            ["max_check_attempts"] = definition.Check.MaxAttempts.ToString(CultureInfo.InvariantCulture),
            ["check_command"] = definition.CheckCommand?.Text.Split('!')[0] ?? "",
            ["business_impact"] = definition.BusinessImpact.ToString(CultureInfo.InvariantCulture),
            ["notes"] = definition.Presentation.Notes,
            ["notes_url"] = definition.Presentation.NotesUrl,
            ["action_url"] = definition.Presentation.ActionUrl,
        };
        var lists = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal)
        {
            ["contacts"] = [.. definition.Notification.Contacts.Select(contact => contact.Name)],
            ["use"] = [.. definition.Templates],
        };
        if (item is LiveHost { Host: var host })
        {
            properties["alias"] = host.Alias;
            properties["address"] = host.Address;
            properties["realm"] = host.Realm;
            lists["parents"] = [.. host.ParentNames.Where(parent => site.FindHost(parent) is { } seen && viewer.Sees(seen))];
            lists["hostgroups"] = [.. host.Groups.Select(group => group.Name)];
        }
        else if (item is LiveService { Service: var service })
        {
            properties["host_name"] = service.Host.HostName;
            properties["service_description"] = service.Description;
            lists["servicegroups"] = [.. service.Groups.Select(group => group.Name)];
        }

        if (viewer.IsAdministrator)
        {
            foreach (var variable in definition.CustomVariables)
            {
                properties["_" + variable.Name] = variable.Value;
            }
        }

        return new ApiObject(item is LiveHost ? "host" : "service", definition.Name.ToString(), properties, lists);
    }

    // A token may have the name of a contact, and is none.
    private static bool IsOwn(Contact contact, Viewer viewer) => !viewer.SeesEverything && !viewer.HasNoContactOfItsOwn && contact.Name == viewer.Name;

    private static ApiObject Of(Contact contact) => new(
        "contact",
        contact.Name,
        new Dictionary<string, string>
        {
            ["alias"] = contact.Alias,
            ["email"] = contact.Email,
            ["pager"] = contact.Pager,
            ["is_admin"] = contact.IsAdmin ? "1" : "0",
            ["can_submit_commands"] = contact.CanSubmitCommands ? "1" : "0",
        },
        new Dictionary<string, IReadOnlyList<string>> { ["contactgroups"] = [.. contact.GroupNames], ["notificationways"] = [.. contact.Ways.Select(way => way.Name)] });

    // A group of which nothing is seen is one that is not there.
    private static IEnumerable<ApiObject> Groups(string type, IEnumerable<(string Name, string Alias, IEnumerable<string> Members)> groups, Viewer viewer)
    {
        foreach (var (name, alias, members) in groups)
        {
            string[] seen = [.. members];
            if (seen.Length > 0 || viewer.SeesEverything)
            {
                yield return new ApiObject(
                    type, name, new Dictionary<string, string> { ["alias"] = alias }, new Dictionary<string, IReadOnlyList<string>> { ["members"] = seen });
            }
        }
    }
}
