using System.Collections.Immutable;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;

namespace Tsuba.Testing;

/// <summary>Writes resolved configurations in a few lines. Objects get one source line each, so findings can be told apart.</summary>
public sealed class ResolvedConfigurationBuilder(CompatibilityProfile profile = CompatibilityProfile.Shinken)
{
    private readonly List<ResolvedObject> _objects = [];
    private readonly SortedDictionary<string, string> _main = new(StringComparer.Ordinal);

    /// <summary>An option of the main file.</summary>
    public ResolvedConfigurationBuilder Main(string name, string value)
    {
        _main[name] = value;
        return this;
    }

    /// <summary>An object of any type.</summary>
    public ResolvedConfigurationBuilder Add(ObjectType type, string key, params (string Name, string Value)[] properties)
    {
        var location = new SourceLocation("test.cfg", _objects.Count + 1, 1);
        _objects.Add(new ResolvedObject(type, key, Sorted(properties, location), [], location));
        return this;
    }

    /// <summary>A host that is checked by nothing unless a property says so.</summary>
    public ResolvedConfigurationBuilder Host(string name, params (string Name, string Value)[] properties) =>
        Add(ObjectType.Host, name, [("host_name", name), .. properties]);

    /// <summary>A service.</summary>
    public ResolvedConfigurationBuilder Service(string host, string description, params (string Name, string Value)[] properties) =>
        Add(ObjectType.Service, $"{host};{description}", [("host_name", host), ("service_description", description), .. properties]);

    /// <summary>A command.</summary>
    public ResolvedConfigurationBuilder Command(string name, string line = "/bin/true") =>
        Add(ObjectType.Command, name, ("command_name", name), ("command_line", line));

    /// <summary>A contact.</summary>
    public ResolvedConfigurationBuilder Contact(string name, params (string Name, string Value)[] properties) =>
        Add(ObjectType.Contact, name, [("contact_name", name), .. properties]);

    /// <summary>A time period; each entry is a date and its list of times.</summary>
    public ResolvedConfigurationBuilder TimePeriod(string name, params (string Name, string Value)[] entries) =>
        Add(ObjectType.TimePeriod, name, [("timeperiod_name", name), .. entries]);

    /// <summary>The configuration, in the order that the model asks for.</summary>
    public ResolvedConfiguration Build()
    {
        ImmutableArray<ResolvedProperty> main =
            [.. _main.Select((pair, index) => new ResolvedProperty(pair.Key, pair.Value, new SourceLocation("main.cfg", index + 1, 1)))];
        IEnumerable<ResolvedObject> all = [new ResolvedObject(ObjectType.Main, "", main, [], new SourceLocation("main.cfg", 1, 1)), .. _objects];
        return new ResolvedConfiguration(
            profile,
            1,
            [.. all.OrderBy(item => item.Type).ThenBy(item => item.Key, StringComparer.Ordinal)]);
    }

    /// <summary>The linked snapshot.</summary>
    /// <exception cref="InvalidOperationException">The configuration has an error; the message holds all findings.</exception>
    public ConfigurationSnapshot Link()
    {
        var result = SnapshotBuilder.Build(Build());
        return result.Snapshot ?? throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics));
    }

    private static ImmutableArray<ResolvedProperty> Sorted((string Name, string Value)[] properties, SourceLocation location) =>
    [
        .. properties
            .Select(property => new ResolvedProperty(property.Name, property.Value, location))
            .OrderBy(property => property.Name, StringComparer.Ordinal),
    ];
}
