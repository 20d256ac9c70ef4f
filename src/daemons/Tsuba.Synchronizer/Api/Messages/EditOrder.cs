namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>One edit.</summary>
/// <param name="Op">set, remove, add, rename or delete.</param>
/// <param name="Id">Which definition (all but add).</param>
/// <param name="Name">Property (set, remove) or new name (rename).</param>
/// <param name="Value">Value (set).</param>
/// <param name="Values">Values of a property that may be repeated (set).</param>
/// <param name="Type">What is defined (add).</param>
/// <param name="File">File to write into (add); absent: beside others of its type.</param>
/// <param name="Properties">Properties in order (add).</param>
/// <param name="AsTemplate">Whether the name as a template is meant (rename).</param>
public sealed record EditOrder(
    string Op,
    string? Id,
    string? Name,
    string? Value,
    IReadOnlyList<string>? Values,
    string? Type,
    string? File,
    IReadOnlyList<NewProperty>? Properties,
    bool? AsTemplate);
