using System.Collections.Frozen;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Checks;

/// <summary>The letters of option lists; Nagios also takes the words. Source: reference/shinken.md 3.9, Nagios' object documentation.</summary>
internal static class OptionLetters
{
    // Hosts and services share some lists, so their letters are the union of both.
    private const string Both = "odurwcxfsnpa";

    private static readonly FrozenSet<string> WordsForLetters = new[]
    {
        "none", "all", "ok", "up", "down", "unreachable", "recovery", "recoveries", "warning", "unknown", "critical", "pending", "flapping",
        "downtime", "scheduled", "notifications",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>The letters that a property takes; null if it is no option list.</summary>
    internal static string? Allowed(Property row) => (row.Type, row.Name) switch
    {
        (ObjectType.Host, "notification_options") => "durfsna",
        (ObjectType.Host, "flap_detection_options") => "oduna",
        (ObjectType.Host, "stalking_options") => "odunNa",
        (ObjectType.Host, "snapshot_criteria") => "oduxna",
        (ObjectType.Service, "notification_options") => "wucrfsxna",
        (ObjectType.Service, "flap_detection_options") => "owcuxna",
        (ObjectType.Service, "stalking_options") => "owucxnNa",
        (ObjectType.Service, "snapshot_criteria") => "owucxna",
        (_, "host_notification_options") => "durfsna",
        (_, "service_notification_options") => "wucrfsxna",
        (_, "business_rule_host_notification_options") => "durfsna",
        (_, "business_rule_service_notification_options") => "wucrfsxna",
        (ObjectType.HostDependency, "execution_failure_criteria" or "notification_failure_criteria") => "odupna",
        (ObjectType.ServiceDependency, "execution_failure_criteria" or "notification_failure_criteria") => "owucxpna",
        (_, "escalation_options") => Both,
        _ => null,
    };

    /// <summary>Whether an entry is one of the letters or a word for one.</summary>
    internal static bool IsKnown(string allowed, string entry) =>
        (entry.Length == 1 && (allowed.Contains(entry[0], StringComparison.Ordinal) || allowed.Contains(char.ToLowerInvariant(entry[0]), StringComparison.Ordinal)))
        || WordsForLetters.Contains(entry);
}
