using System.Collections.Immutable;
using Tsuba.LiveState;
using HostGroup = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.LiveState.LiveHostGroup>;
using ServiceGroup = Tsuba.Modules.Livestatus.Tables.Make<Tsuba.LiveState.LiveServiceGroup>;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Columns of host and service groups, and who sees a group. Lists and counts hold what the viewer sees.</summary>
internal static class GroupColumns
{
    public static ImmutableArray<Column> OfHosts { get; } =
    [
        HostGroup.Text("name", "Name", (group, _) => group.Group.Name),
        HostGroup.Text("alias", "Alias", (group, _) => group.Group.Alias),
        HostGroup.Int("id", "Place in the table", (group, context) => context.Index.IdOf(group)),
        HostGroup.Text("notes", "Notes", (group, _) => group.Group.Notes),
        HostGroup.Text("notes_url", "Address of notes", (group, _) => group.Group.NotesUrl),
        HostGroup.Text("action_url", "Address of actions", (group, _) => group.Group.ActionUrl),
        HostGroup.List("members", "Names of its hosts", (group, context, cell) => Members(group, context, cell, withState: false)),
        HostGroup.List("members_with_state", "Its hosts: name, state, whether checked", (group, context, cell) => Members(group, context, cell, withState: true)),
        HostGroup.Int("worst_host_state", "Worst state of the hosts; UP, UNREACHABLE, DOWN in this order", WorstHost),
        HostGroup.Int("num_hosts", "Number of hosts", (group, context) => Count(group, context, static _ => true)),
        HostGroup.Int("num_hosts_up", "Hosts that are UP", (group, context) => Count(group, context, static host => host.Status is { HasBeenChecked: true, State: 0 })),
        HostGroup.Int("num_hosts_down", "Hosts that are DOWN", (group, context) => Count(group, context, static host => host.Status is { HasBeenChecked: true, State: 1 })),
        HostGroup.Int("num_hosts_unreach", "Hosts that are UNREACHABLE", (group, context) => Count(group, context, static host => host.Status is { HasBeenChecked: true, State: 2 })),
        HostGroup.Int("num_hosts_pending", "Hosts that were never checked", (group, context) => Count(group, context, static host => !host.Status.HasBeenChecked)),
        .. ServiceCounts.Columns<LiveHostGroup>(group => new ServiceSet(group.Members)),
    ];

    public static ImmutableArray<Column> OfServices { get; } =
    [
        ServiceGroup.Text("name", "Name", (group, _) => group.Group.Name),
        ServiceGroup.Text("alias", "Alias", (group, _) => group.Group.Alias),
        ServiceGroup.Int("id", "Place in the table", (group, context) => context.Index.IdOf(group)),
        ServiceGroup.Text("notes", "Notes", (group, _) => group.Group.Notes),
        ServiceGroup.Text("notes_url", "Address of notes", (group, _) => group.Group.NotesUrl),
        ServiceGroup.Text("action_url", "Address of actions", (group, _) => group.Group.ActionUrl),
        ServiceGroup.List("members", "Its services as pairs of host and description", (group, context, cell) => Members(group, context, cell, withState: false)),
        ServiceGroup.List("members_with_state", "Its services: host, description, state, whether checked", (group, context, cell) => Members(group, context, cell, withState: true)),
        .. ServiceCounts.Columns<LiveServiceGroup>(group => new ServiceSet(group.Members)),
    ];

    /// <summary>
    /// Whether the viewer sees a group: all of its members, or where groups are loose at least one; an empty one is seen by nobody who
    /// does not see everything. Source: reference/livestatus.md 10.
    /// </summary>
    public static bool Sees(object row, QueryContext context) => row switch
    {
        LiveHostGroup hosts => Sees(hosts.Members, context),
        LiveServiceGroup services => Sees(services.Members, context),
        _ => true,
    };

    private static bool Sees<TItem>(ImmutableArray<TItem> members, QueryContext context)
        where TItem : LiveItem
    {
        foreach (var member in members)
        {
            if (context.Viewer.Sees(member) == context.Server.LooseGroups)
            {
                return context.Server.LooseGroups;
            }
        }

        return !context.Server.LooseGroups && !members.IsEmpty;
    }

    private static long Count(LiveHostGroup group, QueryContext context, Func<LiveHost, bool> fits)
    {
        var count = 0;
        foreach (var host in group.Members)
        {
            if (fits(host) && context.Viewer.Sees(host))
            {
                count++;
            }
        }

        return count;
    }

    private static long WorstHost(LiveHostGroup group, QueryContext context)
    {
        var worst = 0U;
        foreach (var host in group.Members)
        {
            // DOWN is worse than UNREACHABLE, though its number is less.
            var state = host.Status.State;
            if (state != 0 && (worst == 0 || state == 1) && context.Viewer.Sees(host))
            {
                worst = state;
            }
        }

        return worst;
    }

    private static void Members(LiveHostGroup group, QueryContext context, ListCell cell, bool withState)
    {
        foreach (var host in group.Members)
        {
            if (!context.Viewer.Sees(host))
            {
                continue;
            }

            if (!withState)
            {
                cell.Add(host.Host.HostName);
                continue;
            }

            cell.Open();
            cell.Add(host.Host.HostName);
            cell.Add(host.Status.State);
            cell.Add(host.Status.HasBeenChecked);
            cell.Close();
        }
    }

    private static void Members(LiveServiceGroup group, QueryContext context, ListCell cell, bool withState)
    {
        foreach (var service in group.Members)
        {
            if (!context.Viewer.Sees(service))
            {
                continue;
            }

            cell.Open();
            cell.Add(service.Host.Host.HostName);
            cell.Add(service.Service.Description);
            if (withState)
            {
                cell.Add(service.Status.State);
                cell.Add(service.Status.HasBeenChecked);
            }

            cell.Close();
        }
    }
}
