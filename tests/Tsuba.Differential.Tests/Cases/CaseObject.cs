using System.Collections.Immutable;

namespace Tsuba.Differential.Tests.Cases;

/// <summary>A <c>define</c> of a case. Names of the case begin with <see cref="DifferentialCase.Mark"/>.</summary>
/// <param name="Type">Object type.</param>
/// <param name="Properties">Properties in order.</param>
internal sealed record CaseObject(string Type, ImmutableArray<(string Name, string Value)> Properties)
{
    /// <summary>The value of a property, or null.</summary>
    public string? Value(string name) => Properties.FirstOrDefault(property => property.Name == name).Value;

    /// <summary>The item that the object defines, or null if it is no host or service.</summary>
    public string? Item => Type switch
    {
        "host" => Value("host_name"),
        "service" => $"{Value("host_name")};{Value("service_description")}",
        _ => null,
    };

    /// <summary>The same without a property.</summary>
    public CaseObject Without(string name) => this with { Properties = Properties.RemoveAll(property => property.Name == name) };
}
