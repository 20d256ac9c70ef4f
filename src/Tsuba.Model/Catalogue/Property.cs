using Tsuba.Model.Definitions;
using Tsuba.Model.Items;

namespace Tsuba.Model.Catalogue;

/// <summary>One row of the catalogue.</summary>
/// <param name="Type">Whose property.</param>
/// <param name="Name">Name in its present spelling.</param>
/// <param name="Kind">How its value is read.</param>
/// <param name="Default">Value where nothing is set, as text; null: unset. The nagios profile may have another, see <see cref="NagiosDefault"/>.</param>
public sealed record Property(ObjectType Type, string Name, PropertyKind Kind, string? Default)
{
    /// <summary>Default in the nagios profile, where it differs; empty: unset.</summary>
    public string? NagiosDefault { get; init; }

    /// <summary>Value where nothing is set, in one profile; null: unset.</summary>
    public string? DefaultIn(CompatibilityProfile profile) =>
        profile == CompatibilityProfile.Nagios && NagiosDefault is not null
            ? (NagiosDefault.Length == 0 ? null : NagiosDefault)
            : Default;

    /// <summary>Whether a registered object without it is refused in one profile: required, and without a default there.</summary>
    public bool IsRequiredIn(CompatibilityProfile profile) => IsRequired && DefaultIn(profile) is null;

    /// <summary>Whether a registered object without it is refused.</summary>
    public bool IsRequired { get; init; }

    /// <summary>Whether <c>+value</c> adds to the inherited value.</summary>
    public bool IsAdditive { get; init; }

    /// <summary>Whether it may stand several times in one object.</summary>
    public bool IsRepeatable { get; init; }

    /// <summary>Accepted, and nothing acts on it.</summary>
    public bool HasNoEffect { get; init; }

    /// <summary>Whether a service that sets nothing takes it from its host. Source: reference/shinken.md 3.2.</summary>
    public bool InheritsFromHost { get; init; }

    /// <summary>Whether it is masked wherever it is shown.</summary>
    public bool IsSensitive { get; init; }

    /// <summary>Unit of the number.</summary>
    public PropertyUnit Unit { get; init; }
}
