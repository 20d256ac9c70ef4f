using System.Collections.Immutable;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Core.Sources.Planning;

/// <summary>What is proposed for one object.</summary>
/// <param name="Kind">What.</param>
/// <param name="Name">The object as it will be called.</param>
/// <param name="OldName">What it is called now, where that differs.</param>
/// <param name="Sources">The sources that bring it, the strongest first.</param>
/// <param name="Properties">What changes in it, by property.</param>
/// <param name="Reason">Why, in one sentence; for what is kept or cannot be done, why not.</param>
public sealed record ProposedChange(
    ChangeKind Kind, ObjectName Name, ObjectName? OldName, ImmutableArray<string> Sources, ImmutableArray<PropertyChange> Properties, string Reason)
{
    /// <summary>Whether applying it writes anything.</summary>
    public bool IsEdit => Kind is ChangeKind.Add or ChangeKind.Change or ChangeKind.Rename or ChangeKind.Disable or ChangeKind.Delete;
}
