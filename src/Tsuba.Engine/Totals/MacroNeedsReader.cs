using System.Collections.Immutable;
using Tsuba.Engine.Macros;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Totals;

/// <summary>
/// Reads which totals of the site, and which items of other parts, the commands of a part name: command lines, their arguments, and the values of
/// the configuration that may stand in them. A name that is put together from other macros (<c>$HOSTSTATE:$ARG1$$</c>) is not seen.
/// </summary>
internal sealed class MacroNeedsReader
{
    /// <summary>Most macros on items of other parts; what is beyond them stays empty.</summary>
    public const int MostRemote = 2_000;

    private const string TotalPrefix = "TOTAL";

    private readonly ConfigurationSnapshot _configuration;
    private readonly SortedSet<string> _remote = new(StringComparer.Ordinal);
    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private bool _wantsTotals;

    private MacroNeedsReader(ConfigurationSnapshot configuration)
    {
        _configuration = configuration;
    }

    /// <summary>Reads a configuration.</summary>
    public static MacroNeeds Read(ConfigurationSnapshot configuration)
    {
        var reader = new MacroNeedsReader(configuration);
        reader.ReadAll();
        return new MacroNeeds(configuration, reader._wantsTotals, [.. reader._remote.Take(MostRemote)]);
    }

    private void ReadAll()
    {
        // Environment copies hold every macro.
        _wantsTotals = MacroSettings.Of(_configuration.Settings).EnvironmentMacros;
        foreach (var command in _configuration.Commands.Values)
        {
            _wantsTotals |= command.EnvironmentMacros;
            ReadText(command.Line);
        }

        foreach (var value in _configuration.ResourceMacros.Values)
        {
            ReadText(value);
        }

        foreach (var item in _configuration.Items.Values)
        {
            ReadCall(item.CheckCommand);
            ReadCall(item.EventHandler.Command);
            ReadCall(item.Maintenance?.Command);
            ReadCall(item.Snapshot?.Command);
            ReadVariables(item.CustomVariables);
            foreach (var modulation in item.Check.CheckModulations)
            {
                ReadCall(modulation.Command);
            }

            foreach (var modulation in item.MacroModulations)
            {
                ReadVariables(modulation.Variables);
            }
        }

        foreach (var contact in _configuration.Contacts.Values)
        {
            ReadVariables(contact.CustomVariables);
            foreach (var way in contact.Ways)
            {
                foreach (var call in way.HostCommands.AddRange(way.ServiceCommands))
                {
                    ReadCall(call);
                }
            }
        }
    }

    private void ReadVariables(ImmutableArray<CustomVariable> variables)
    {
        foreach (var variable in variables)
        {
            ReadText(variable.Value);
        }
    }

    private void ReadCall(CommandCall? call)
    {
        foreach (var argument in call?.Arguments ?? [])
        {
            ReadText(argument);
        }
    }

    // Templates give the same text to thousands of items.
    private void ReadText(string text)
    {
        if (!text.Contains('$', StringComparison.Ordinal) || !_read.Add(text))
        {
            return;
        }

        foreach (var segment in MacroTemplate.Parse(text).Segments)
        {
            if (segment.Reference is { } reference)
            {
                _wantsTotals |= reference.Kind == MacroReferenceKind.Named && reference.Name.StartsWith(TotalPrefix, StringComparison.Ordinal) && reference.Definition is { Subject: MacroSubject.Program };
                if (reference.Kind == MacroReferenceKind.OnDemand && IsElsewhere(reference))
                {
                    _remote.Add(reference.Name);
                }
            }
        }
    }

    // An empty name is the item's own host; a name of a group is a list, which holds the members that are here.
    private bool IsElsewhere(MacroReference reference) => (reference.Subject, reference.First, reference.Second) switch
    {
        (MacroSubject.Host or MacroSubject.Item, { Length: > 0 } host, null) => !_configuration.Items.ContainsKey(ItemId.OfHost(host)),
        (MacroSubject.Service or MacroSubject.Item, { Length: > 0 } host, { } description) =>
            !_configuration.Items.ContainsKey(ItemId.OfService(host, description)) && !_configuration.ServiceGroups.ContainsKey(host),
        _ => false,
    };
}
