using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Modules.StatusData.Files;

namespace Tsuba.Modules.StatusData.Objects;

/// <summary>Dependencies and escalations of objects.cache, one block for each pair of items, each kind of failure by itself.</summary>
/// <param name="writer">The file.</param>
/// <param name="site">The configuration.</param>
internal sealed class RelationBlocks(BlockWriter writer, LiveSite site)
{
    private const StateOptions AllOfHosts = StateOptions.Recovery | StateOptions.Down | StateOptions.Unreachable;
    private const StateOptions AllOfServices = StateOptions.Recovery | StateOptions.Unknown | StateOptions.Warning | StateOptions.Critical;

    /// <summary>Writes them in the order of nagios4.</summary>
    public void Write()
    {
        Dependencies(ItemKind.Service);
        Escalations(site.Services);
        Dependencies(ItemKind.Host);
        Escalations(site.Hosts);
    }

    private void Dependencies(ItemKind kind)
    {
        foreach (var dependency in site.Dependencies.Where(dependency => dependency.Dependent.Kind == kind))
        {
            Dependency(dependency, "notification_failure_options", dependency.NotificationCriteria);
            Dependency(dependency, "execution_failure_options", dependency.ExecutionCriteria);
        }
    }

    private void Dependency(Dependency dependency, string key, StateOptions criteria)
    {
        if (criteria == StateOptions.None)
        {
            return;
        }

        var isHost = dependency.Dependent.Kind == ItemKind.Host;
        writer.Begin(isHost ? "define hostdependency" : "define servicedependency");
        Name(dependency.Master, "");
        Name(dependency.Dependent, "dependent_");
        writer.AddIfAny("dependency_period", dependency.Period?.Name ?? "");
        writer.Add("inherits_parent", dependency.InheritsParent);
        writer.Add(key, OptionLetters.Of(criteria, isHost, (isHost ? OptionLetters.StatesOfHosts : OptionLetters.StatesOfServices) | StateOptions.Pending));
        writer.End();
    }

    private void Escalations(IEnumerable<LiveItem> items)
    {
        foreach (var item in items)
        {
            // Escalations by time are Shinken's; nagios4 has no words for them.
            foreach (var escalation in item.Definition.Notification.Escalations.Where(escalation => !escalation.ByTime))
            {
                var isHost = item.Definition.Kind == ItemKind.Host;
                writer.Begin(isHost ? "define hostescalation" : "define serviceescalation");
                Name(item.Definition, "");
                writer.Add("first_notification", escalation.FirstNotification);
                writer.Add("last_notification", escalation.LastNotification);
                writer.Add("notification_interval", (escalation.Interval ?? item.Definition.Notification.Interval) / site.Settings.IntervalLength, 6);
                writer.AddIfAny("escalation_period", escalation.Period?.Name ?? "");
                writer.Add("escalation_options", OptionLetters.Of(escalation.Options, isHost, isHost ? AllOfHosts : AllOfServices));
                var contacts = escalation.TakesContactsOfItem ? item.Definition.Notification.Contacts : escalation.Contacts;
                writer.AddIfAny("contacts", string.Join(',', contacts.Select(contact => contact.Name)));
                writer.End();
            }
        }
    }

    private void Name(Item item, string prefix)
    {
        writer.Add($"{prefix}host_name", item.Name.Host);
        writer.AddIfAny($"{prefix}service_description", item.Name.Description ?? "");
    }
}
