namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>One definition with its values.</summary>
/// <param name="Object">Which.</param>
/// <param name="Commit">The commit that was read.</param>
/// <param name="Properties">What it says itself, in order.</param>
/// <param name="Effective">What it has in the end, and from where.</param>
/// <param name="Groups">Groups that it is in.</param>
/// <param name="Makes">Keys of the registered objects that it makes; at most 1,000.</param>
public sealed record ObjectDetail(
    ObjectEntry Object,
    string Commit,
    IReadOnlyList<PropertyEntry> Properties,
    IReadOnlyList<EffectiveEntry> Effective,
    IReadOnlyList<string> Groups,
    IReadOnlyList<string> Makes);
