using System.Collections.Immutable;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Synchronizer.Core.Sources.Definitions;

/// <summary>
/// One <c>define source</c>: where objects come from, how often they are fetched, and what becomes of them. It is written by whoever
/// owns the synchronizer's machine, never through a page, so it is also the list of targets that may be contacted.
/// Source: reference/shinken.md 7.1.
/// </summary>
public sealed record SourceDefinition
{
    /// <summary>source_name: letters, digits, <c>_</c>, <c>-</c>, at most 64; names files and authors.</summary>
    public required string Name { get; init; }

    /// <summary>module_type.</summary>
    public required SourceKind Kind { get; init; }

    /// <summary>Where it is defined.</summary>
    public required SourceLocation Location { get; init; }

    /// <summary>order, from 1: where two sources give the same property of the same object, the lower order wins.</summary>
    public int Order { get; init; } = 100;

    /// <summary>import_interval; zero: only when somebody asks.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>enabled.</summary>
    public bool IsEnabled { get; init; } = true;

    /// <summary>apply: whether each run writes what it proposes into staging by itself (<c>staging</c>), or a person does (<c>by_hand</c>).</summary>
    public bool AppliesItself { get; init; }

    /// <summary>trusted: values may hold every character, macros and shell signs included, as a person's may.</summary>
    public bool IsTrusted { get; init; }

    /// <summary>minimum_share, 0 to 100 percent: a run that brings less of what was there before lets nothing vanish.</summary>
    public int MinimumShare { get; init; } = 70;

    /// <summary>disable_after: how long an object has been away before it is switched off; null: never.</summary>
    public TimeSpan? DisableAfter { get; init; } = TimeSpan.FromDays(1);

    /// <summary>delete_after: how long an object has been away before it is deleted; null: never.</summary>
    public TimeSpan? DeleteAfter { get; init; } = TimeSpan.FromDays(30);

    /// <summary>Where and as whom it is read.</summary>
    public required SourceTarget Target { get; init; }

    /// <summary>How rows become objects; empty for trees of configuration files.</summary>
    public ImmutableArray<ObjectMapping> Mappings { get; init; } = [];
}
