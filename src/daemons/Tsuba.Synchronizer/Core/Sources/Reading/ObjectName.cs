using Tsuba.Model.Definitions;

namespace Tsuba.Synchronizer.Core.Sources.Reading;

/// <summary>What an object of the configuration is known by, whatever file it stands in.</summary>
/// <param name="Type">Type of the object.</param>
/// <param name="Name">Its name; the description of a service; the name of a template.</param>
/// <param name="Of">For services: host_name as written, or <c>@</c> and hostgroup_name; else empty.</param>
/// <param name="IsTemplate">Whether it is a template (<c>register 0</c>).</param>
public readonly record struct ObjectName(ObjectType Type, string Name, string Of = "", bool IsTemplate = false) : IComparable<ObjectName>
{
    /// <summary>The word behind <c>define</c>.</summary>
    public string TypeText => Type.ToString().ToLowerInvariant();

    /// <summary>The properties that make the name, in the order in which they are written.</summary>
    public IEnumerable<KeyValuePair<string, string>> Properties()
    {
        if (IsTemplate)
        {
            return [new("name", Name), new("register", "0")];
        }

        if (Type != ObjectType.Service)
        {
            return [new($"{TypeText}_name", Name)];
        }

        return
        [
            Of.StartsWith('@') ? new KeyValuePair<string, string>("hostgroup_name", Of[1..]) : new KeyValuePair<string, string>("host_name", Of),
            new("service_description", Name),
        ];
    }

    /// <inheritdoc />
    public int CompareTo(ObjectName other)
    {
        var order = Type.CompareTo(other.Type);
        order = order != 0 ? order : string.CompareOrdinal(Of, other.Of);
        order = order != 0 ? order : string.CompareOrdinal(Name, other.Name);
        return order != 0 ? order : IsTemplate.CompareTo(other.IsTemplate);
    }

    /// <summary>For people: <c>host web1</c>, <c>service web1/http</c>, <c>host template linux</c>.</summary>
    public override string ToString() => $"{TypeText}{(IsTemplate ? " template" : "")} {(Of.Length > 0 ? $"{Of}/" : "")}{Name}";
}
