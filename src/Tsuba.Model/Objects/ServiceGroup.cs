using System.Collections.Immutable;

namespace Tsuba.Model.Objects;

/// <summary>A servicegroup with the members that are in this snapshot.</summary>
/// <param name="Name">servicegroup_name.</param>
/// <param name="Alias">alias, or the name.</param>
/// <param name="Notes">notes.</param>
/// <param name="NotesUrl">notes_url.</param>
/// <param name="ActionUrl">action_url.</param>
public sealed record ServiceGroup(string Name, string Alias, string Notes, string NotesUrl, string ActionUrl)
{
    /// <summary>Members, by host and description. Set once by the builder.</summary>
    public ImmutableArray<Service> Members { get; internal set; } = [];

    /// <summary>Identity, as groups refer to their members.</summary>
    public bool Equals(ServiceGroup? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => string.GetHashCode(Name, StringComparison.Ordinal);
}
