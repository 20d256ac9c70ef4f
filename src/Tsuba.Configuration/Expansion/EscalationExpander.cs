using System.Globalization;
using System.Text;
using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Templates;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;

namespace Tsuba.Configuration.Expansion;

/// <summary>
/// The escalations of the Nagios forms become named ones, and their names stand on hosts and services. Source: reference/shinken.md 3.6.
/// </summary>
internal sealed class EscalationExpander(
    Resolution resolution, HostTable hosts, HostSelector selector, ServiceSelector serviceSelector, ServiceTable services, GroupTable serviceGroups)
{
    private static readonly string[] Kept =
    [
        "contact_groups", "contacts", "escalation_options", "escalation_period", "first_notification", "first_notification_time",
        "last_notification", "last_notification_time", "notification_interval",
    ];

    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    /// <summary>Expands both forms and puts their names on the items.</summary>
    internal void Expand()
    {
        foreach (var definition in resolution.Store.Of(ObjectType.HostEscalation).Where(definition => !definition.IsTemplate))
        {
            ExpandHosts(resolution.Draft(definition));
        }

        foreach (var definition in resolution.Store.Of(ObjectType.ServiceEscalation).Where(definition => !definition.IsTemplate))
        {
            ExpandServices(resolution.Draft(definition));
        }

        resolution.Results[(int)ObjectType.Escalation].Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
    }

    /// <summary>Checks what every escalation needs, whatever its form.</summary>
    internal static bool IsComplete(Resolution resolution, ObjectDraft draft)
    {
        var type = draft.Definition.Type;
        var text = ObjectTypes.Text(type);
        var errors = resolution.Findings.ErrorCount;
        if (resolution.Profile == CompatibilityProfile.Nagios && type != ObjectType.Escalation)
        {
            return HasRange(resolution, draft, text);
        }

        if (draft.Value(resolution.Name(type, "contacts")) is null && draft.Value(resolution.Name(type, "contact_groups")) is null)
        {
            resolution.Findings.Add(ReferenceFindings.EscalationWithoutContact, draft.Definition.Location, $"{text} needs contacts or contact_groups");
        }

        if (draft.Value(resolution.Name(type, "first_notification")) is null && draft.Value(resolution.Name(type, "first_notification_time")) is null)
        {
            resolution.Findings.Add(
                ReferenceFindings.EscalationIncomplete, draft.Definition.Location, $"{text} needs first_notification or first_notification_time");
        }

        return resolution.Findings.ErrorCount == errors;
    }

    // Nagios takes the contacts of the item where an escalation has none. One without first_notification holds from the first on; one without
    // last_notification is accepted and never holds. Source: both run beside nagios4.
    private static bool HasRange(Resolution resolution, ObjectDraft draft, string text)
    {
        var type = draft.Definition.Type;
        string[] properties = ["last_notification", "first_notification_time", "last_notification_time"];
        if (properties.Any(property => draft.Value(resolution.Name(type, property)) is not null))
        {
            return true;
        }

        resolution.Findings.Add(ReferenceFindings.EscalationWithoutRange, draft.Definition.Location, $"{text} has no last_notification");
        return false;
    }

    private void ExpandHosts(ObjectDraft draft)
    {
        const ObjectType Type = ObjectType.HostEscalation;
        if (!IsComplete(resolution, draft))
        {
            return;
        }

        var errors = resolution.Findings.ErrorCount;
        var chosen = selector.ByBoth(draft, resolution.Name(Type, "host_name"), resolution.Name(Type, "hostgroup_name")).All;
        if (chosen.Length == 0)
        {
            ReportNoTarget(draft, errors, "host_name or hostgroup_name");
            return;
        }

        var name = Make(draft);
        var property = resolution.Name(ObjectType.Host, "escalations");
        foreach (var host in chosen)
        {
            var item = hosts.Drafts[host];
            item.Set(property, TemplateMerge.Join(item.Value(property), name), draft.Definition.Location);
        }
    }

    private void ExpandServices(ObjectDraft draft)
    {
        if (!IsComplete(resolution, draft))
        {
            return;
        }

        var errors = resolution.Findings.ErrorCount;
        var chosen = Services(draft);
        if (chosen.Count == 0)
        {
            ReportNoTarget(draft, errors, "host_name or hostgroup_name, and service_description");
            return;
        }

        var name = Make(draft);
        foreach (var index in chosen)
        {
            services.Append(index, new ResolvedProperty("escalations", name, draft.Definition.Location));
        }
    }

    private SortedSet<int> Services(ObjectDraft draft)
    {
        const ObjectType Type = ObjectType.ServiceEscalation;
        var found = new SortedSet<int>();
        var groupProperty = resolution.Name(Type, "servicegroup_name");
        if (draft.Value(groupProperty) is { } groups)
        {
            found.UnionWith(serviceSelector.OfGroups(serviceGroups, groups, draft.Locate(groupProperty)));
        }

        var descriptionProperty = resolution.Name(Type, "service_description");
        if (draft.Value(descriptionProperty) is not { } descriptions)
        {
            return found;
        }

        var chosen = selector.ByBoth(draft, resolution.Name(Type, "host_name"), resolution.Name(Type, "hostgroup_name")).All;
        found.UnionWith(serviceSelector.Of(chosen, descriptions, draft.Locate(descriptionProperty)));
        return found;
    }

    private void ReportNoTarget(ObjectDraft draft, int errorsBefore, string missing)
    {
        if (resolution.Findings.ErrorCount == errorsBefore)
        {
            resolution.Findings.Add(
                ReferenceFindings.EscalationIncomplete,
                draft.Definition.Location,
                $"{ObjectTypes.Text(draft.Definition.Type)} applies to nothing: check {missing}");
        }
    }

    /// <summary>
    /// The named escalation for a Nagios form. Its name comes from its content, so that it stays the same when other lines of the file
    /// move, and equal ones are one object.
    /// </summary>
    private string Make(ObjectDraft draft)
    {
        var type = draft.Definition.Type;
        var properties = new List<ResolvedProperty>();
        var content = new StringBuilder();
        foreach (var text in Kept)
        {
            var property = resolution.Name(type, text);
            var value = draft.Value(property) ?? (text == "notification_interval" ? PropertyCatalogue.Find(type, text)?.DefaultIn(resolution.Profile) : null);
            if (value is not null)
            {
                properties.Add(new ResolvedProperty(text, property.IsList ? Words.NormaliseList(value) : value, draft.Locate(property)));
                content.Append(text).Append('=').Append(value).Append('\n');
            }
        }

        var name = string.Create(CultureInfo.InvariantCulture, $"generated-{ObjectTypes.Text(type)}-{Hash(content):x16}");
        if (_made.Add(name))
        {
            properties.Add(new ResolvedProperty("escalation_name", name, draft.Definition.Location));
            resolution.Results[(int)ObjectType.Escalation].Add(new ResolvedObject(
                ObjectType.Escalation, name, [.. properties.OrderBy(property => property.Name, StringComparer.Ordinal)], [], draft.Definition.Location));
        }

        return name;
    }

    // FNV-1a: stable from run to run and from machine to machine.
    private static ulong Hash(StringBuilder content)
    {
        var hash = 14695981039346656037UL;
        foreach (var value in Encoding.UTF8.GetBytes(content.ToString()))
        {
            hash = (hash ^ value) * 1099511628211UL;
        }

        return hash;
    }
}
