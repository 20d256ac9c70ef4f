using System.Collections.Immutable;

namespace Tsuba.Configuration.Edits;

/// <summary>Gives a property of one definition a value. Its line is changed where it has one, else a line is added behind the last property.</summary>
/// <param name="Target">Which definition.</param>
/// <param name="Name">Property; an old spelling means the present one.</param>
/// <param name="Values">One value; several only for a property that may be repeated, such as <c>service_overrides</c>: they replace all its lines.</param>
public sealed record SetProperty(DefinitionId Target, string Name, ImmutableArray<string> Values) : ConfigurationEdit
{
    /// <summary>With one value.</summary>
    public SetProperty(DefinitionId target, string name, string value)
        : this(target, name, [value])
    {
    }
}
