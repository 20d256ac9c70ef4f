using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Testing.Snapshots;

/// <summary>
/// A snapshot as text, property by property: two that mean the same have the same text. A named object that another one leads to stands there by
/// its name, and is marked if it is not the one that the snapshot's own table has: a leftover of another snapshot.
/// </summary>
public sealed class SnapshotText
{
    private readonly ConfigurationSnapshot _snapshot;
    private readonly List<string> _lines = [];

    private SnapshotText(ConfigurationSnapshot snapshot)
    {
        _snapshot = snapshot;
    }

    /// <summary>The text, a line for each object; without the generation.</summary>
    public static string Of(ConfigurationSnapshot snapshot)
    {
        var text = new SnapshotText(snapshot);
        foreach (var item in snapshot.Hosts.Concat<Item>(snapshot.Services))
        {
            text.Add(item);
        }

        text._lines.Add($"items {string.Join(',', snapshot.Items.Select(pair => $"{pair.Key}={text.Describe(pair.Value)}").Order(StringComparer.Ordinal))}");
        text.AddAll(snapshot.Contacts.Values);
        text.AddAll(snapshot.ContactGroups.Values);
        text.AddAll(snapshot.HostGroups.Values);
        text.AddAll(snapshot.ServiceGroups.Values);
        text.AddAll(snapshot.Commands.Values);
        text.AddAll(snapshot.TimePeriods.Values);
        foreach (var dependency in snapshot.Dependencies)
        {
            text.Add(dependency);
        }

        text._lines.Add($"{snapshot.Profile} {text.Properties(snapshot.Settings)} {text.Describe(snapshot.ResourceMacros)}");
        return string.Join('\n', text._lines);
    }

    private void AddAll(IEnumerable<object> objects) => _lines.AddRange(objects.Select(Line).Order(StringComparer.Ordinal));

    private void Add(object source) => _lines.Add(Line(source));

    private string Line(object source) => $"{source.GetType().Name} {Properties(source)}";

    private string Describe(object? value) => value switch
    {
        null => "-",
        string text => $"\"{text}\"",
        Item item => Named(item.Name.ToString(), item, _snapshot.Items.GetValueOrDefault(item.Id)),
        Contact contact => Named(contact.Name, contact, _snapshot.Contacts.GetValueOrDefault(contact.Name)),
        ContactGroup group => Named(group.Name, group, _snapshot.ContactGroups.GetValueOrDefault(group.Name)),
        HostGroup group => Named(group.Name, group, _snapshot.HostGroups.GetValueOrDefault(group.Name)),
        ServiceGroup group => Named(group.Name, group, _snapshot.ServiceGroups.GetValueOrDefault(group.Name)),
        CommandDefinition command => Named(command.Name, command, _snapshot.Commands.GetValueOrDefault(command.Name)),
        TimePeriod period => Named(period.Name, period, _snapshot.TimePeriods.GetValueOrDefault(period.Name)),
        TimeZoneInfo zone => zone.Id,
        ITuple tuple => $"({string.Join(' ', Enumerable.Range(0, tuple.Length).Select(index => Describe(tuple[index])))})",
        IDictionary dictionary => $"{{{string.Join(' ', dictionary.Cast<object>().Select(Properties).Order(StringComparer.Ordinal))}}}",
        IEnumerable list => $"[{string.Join(' ', list.Cast<object?>().Select(Describe))}]",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        bool flag => flag ? "yes" : "no",
        _ => Properties(value),
    };

    private static string Named(string name, object there, object? own) =>
        ReferenceEquals(there, own) ? $"{there.GetType().Name}:{name}" : $"{there.GetType().Name}:{name} OF ANOTHER SNAPSHOT";

    private string Properties(object source) => $"{{{string.Join(' ', source.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance)
        .Where(property => property.GetIndexParameters().Length == 0)
        .OrderBy(property => property.Name, StringComparer.Ordinal)
        .Select(property => $"{property.Name}={Describe(property.GetValue(source))}"))}}}";
}
