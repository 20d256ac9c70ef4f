using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>What the steps of one build share: tables of what is already linked, and the findings so far.</summary>
internal sealed class BuildContext(CompatibilityProfile profile)
{
    private readonly HashSet<Diagnostic> _findings = [];

    internal CompatibilityProfile Profile { get; } = profile;

    /// <summary>interval_length; read before anything else, since most intervals are multiples of it.</summary>
    internal TimeSpan IntervalLength { get; set; } = TimeSpan.FromSeconds(60);

    internal Dictionary<string, TimePeriod> TimePeriods { get; private init; } = new(StringComparer.Ordinal);

    internal Dictionary<string, CommandDefinition> Commands { get; private init; } = new(StringComparer.Ordinal);

    internal Dictionary<string, NotificationWay> Ways { get; private init; } = new(StringComparer.Ordinal);

    internal Dictionary<string, Contact> Contacts { get; private init; } = new(StringComparer.Ordinal);

    internal Dictionary<string, ContactGroup> ContactGroups { get; private init; } = new(StringComparer.Ordinal);

    internal Dictionary<string, Escalation> Escalations { get; private init; } = new(StringComparer.Ordinal);

    internal Dictionary<string, ResultModulation> ResultModulations { get; private init; } = new(StringComparer.Ordinal);

    internal Dictionary<string, CheckModulation> CheckModulations { get; private init; } = new(StringComparer.Ordinal);

    internal Dictionary<string, MacroModulation> MacroModulations { get; private init; } = new(StringComparer.Ordinal);

    internal Dictionary<string, BusinessImpactModulation> BusinessImpactModulations { get; private init; } = new(StringComparer.Ordinal);

    /// <summary>Calls that were already parsed, by text: most items share theirs.</summary>
    internal Dictionary<string, CommandCall> Calls { get; } = new(StringComparer.Ordinal);

    /// <summary>Names of custom variables in the form that the snapshot keeps, by the name as written.</summary>
    internal Dictionary<string, string> CustomNames { get; } = new(StringComparer.Ordinal);

    /// <summary>Every property that a reader asked for; null: not recorded. A test compares it with the catalogue.</summary>
    internal HashSet<(ObjectType, string)>? Reads { get; init; }

    /// <summary>Number of findings; tells whether a step has reported something.</summary>
    internal int FindingCount { get; private set; }

    internal bool HasErrors { get; private set; }

    /// <summary>
    /// For other items under the same shared objects: the tables of those, and nothing that was found or remembered of items. The tables are
    /// only read from then on.
    /// </summary>
    internal BuildContext ForOtherItems() => new(Profile)
    {
        IntervalLength = IntervalLength,
        TimePeriods = TimePeriods,
        Commands = Commands,
        Ways = Ways,
        Contacts = Contacts,
        ContactGroups = ContactGroups,
        Escalations = Escalations,
        ResultModulations = ResultModulations,
        CheckModulations = CheckModulations,
        MacroModulations = MacroModulations,
        BusinessImpactModulations = BusinessImpactModulations,
    };

    internal void Report(DiagnosticCode code, SourceLocation location, string message)
    {
        var finding = code.At(location, message);
        FindingCount++;
        HasErrors |= finding.Severity == Severity.Error;
        _findings.Add(finding);
    }

    internal ImmutableArray<Diagnostic> Findings() =>
    [
        .. _findings
            .OrderBy(finding => finding.Location.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location.Line)
            .ThenBy(finding => finding.Location.Column)
            .ThenBy(finding => finding.Code, StringComparer.Ordinal)
            .ThenBy(finding => finding.Message, StringComparer.Ordinal),
    ];
}
