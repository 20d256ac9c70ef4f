using System.Collections.Immutable;

namespace Tsuba.Model.Objects;

/// <summary>A contactgroup.</summary>
/// <param name="Name">contactgroup_name.</param>
/// <param name="Alias">alias, or the name.</param>
/// <param name="Members">Members, by name.</param>
public sealed record ContactGroup(string Name, string Alias, ImmutableArray<Contact> Members)
{
    /// <summary>Identity.</summary>
    public bool Equals(ContactGroup? other) => ReferenceEquals(this, other);

    /// <inheritdoc />
    public override int GetHashCode() => string.GetHashCode(Name, StringComparison.Ordinal);
}
