namespace Tsuba.Synchronizer.Api.Sources;

/// <summary>What is proposed for one object.</summary>
/// <param name="Kind">add, change, rename, vanish, disable, delete, keep or conflict; the last two and vanish write nothing.</param>
/// <param name="Object">The object, such as <c>host web1</c>.</param>
/// <param name="OldName">What it is called now, where that differs.</param>
/// <param name="Sources">Who brings it, the strongest first.</param>
/// <param name="Properties">What changes in it.</param>
/// <param name="Reason">Why.</param>
internal sealed record ProposalEntry(
    string Kind, string Object, string? OldName, IReadOnlyList<string> Sources, IReadOnlyList<ProposedProperty> Properties, string Reason);
