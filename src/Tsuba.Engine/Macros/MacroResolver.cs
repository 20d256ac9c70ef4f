using System.Buffers;
using System.Collections.Immutable;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Macros;

/// <summary>Finds the value of one macro. Source: reference/shinken.md 3.4 (which class wins, modulations, on demand).</summary>
internal sealed partial class MacroResolver
{
    // Parts of names of custom variables that hold secrets by custom: _SNMPCOMMUNITY, _DOMAINPASSWORD, _API_TOKEN.
    private static readonly string[] _secretNames = ["PASS", "PWD", "SECRET", "TOKEN", "COMMUNITY", "CREDENTIAL", "PRIVKEY", "APIKEY", "API_KEY"];

    private readonly IMacroSource _source;
    private string? _illegalText;
    private SearchValues<char> _illegal = SearchValues.Create("\0");

    internal MacroResolver(IMacroSource source)
    {
        _source = source;
    }

    /// <summary>Whether illegal_macro_output_chars stay: the text reaches no command line.</summary>
    internal bool KeepsIllegalCharacters { get; set; }

    internal MacroValue Resolve(MacroReference reference, in MacroScope scope, ImmutableArray<string> arguments)
    {
        switch (reference.Kind)
        {
            case MacroReferenceKind.Dollar:
                return new MacroValue("$", MacroNature.Generated);
            case MacroReferenceKind.Argument:
                var index = reference.ArgumentNumber - 1;
                return index >= 0 && index < arguments.Length ? new MacroValue(arguments[index], MacroNature.Configured) : MacroValue.Empty;
            case MacroReferenceKind.Custom:
                return Custom(reference, scope);
            case MacroReferenceKind.OnDemand:
                return OnDemand(reference, scope);
            default:
                return Named(reference, scope);
        }
    }

    // Resource macros win over standard ones of the same name: the configuration is the last class that is asked.
    private MacroValue Named(MacroReference reference, in MacroScope scope)
    {
        if (_source.Configuration.ResourceMacros.TryGetValue(reference.Name, out var resource))
        {
            return new MacroValue(resource, MacroNature.Secret);
        }

        return reference.Definition is { } definition ? Read(definition, Subject(definition.Subject, scope)) : MacroValue.Empty;
    }

    private static object? Subject(MacroSubject subject, in MacroScope scope) => subject switch
    {
        MacroSubject.Host => scope.Host,
        MacroSubject.Service => scope.Service,
        MacroSubject.Item => scope.Item,
        MacroSubject.HostGroup => scope.Host?.Definition is Host { Groups: [var group, ..] } ? group : null,
        MacroSubject.ServiceGroup => scope.Service?.Definition is Service { Groups: [var group, ..] } ? group : null,
        MacroSubject.Contact => scope.Contact,
        MacroSubject.Notification => scope.Notification,
        MacroSubject.Program => "",
        _ => null,
    };

    internal MacroValue Read(MacroDefinition definition, in MacroScope scope) => Read(definition, Subject(definition.Subject, scope));

    private MacroValue Read(MacroDefinition definition, object? subject)
    {
        if (definition.Subject == MacroSubject.ContactGroup && subject is Contact { GroupNames: [var groupName, ..] })
        {
            subject = _source.Configuration.ContactGroups.GetValueOrDefault(groupName);
        }

        if (subject is null)
        {
            return MacroValue.Empty;
        }

        var text = definition.Read(subject, _source);
        return new MacroValue(definition.Nature == MacroNature.Data ? Clean(text) : text, definition.Nature);
    }

    private MacroValue Custom(MacroReference reference, in MacroScope scope)
    {
        if (reference.Subject == MacroSubject.Contact)
        {
            var contact = reference.First is { Length: > 0 } name ? _source.Configuration.Contacts.GetValueOrDefault(name) : scope.Contact;
            return contact is null ? MacroValue.Empty : ContactVariable(contact, reference.Variable);
        }

        var item = reference.Subject == MacroSubject.Host ? HostOf(reference, scope) : ServiceOf(reference, scope);
        return item is null ? MacroValue.Empty : ItemVariable(item, reference.Variable);
    }

    internal MacroValue ContactVariable(Contact contact, string variable) =>
        _source.FindChangedVariable(contact, variable) is { } changed
            ? new MacroValue(Clean(changed), MacroNature.Data)
            : Configured(contact.CustomVariables, variable) ?? MacroValue.Empty;

    internal MacroValue ItemVariable(IMacroItem item, string variable)
    {
        if (item.FindChangedVariable(variable) is { } changed)
        {
            return new MacroValue(Clean(changed), MacroNature.Data);
        }

        foreach (var modulation in item.Definition.MacroModulations)
        {
            if ((modulation.Period?.Contains(_source.Now.UtcSeconds, _source.MacroSettings.Zone) ?? true)
                && Configured(modulation.Variables, variable) is { } modulated)
            {
                return modulated;
            }
        }

        return Configured(item.Definition.CustomVariables, variable) ?? MacroValue.Empty;
    }

    private static MacroValue? Configured(ImmutableArray<CustomVariable> variables, string name)
    {
        foreach (var variable in variables)
        {
            if (variable.Name == name)
            {
                var isSecret = _secretNames.Any(part => name.Contains(part, StringComparison.Ordinal));
                return new MacroValue(variable.Value, isSecret ? MacroNature.Secret : MacroNature.Configured);
            }
        }

        return null;
    }

    /// <summary>
    /// Run-time text as macros give it: without the characters that the configuration forbids, line feeds as <c>\n</c>, no control character.
    /// </summary>
    private string Clean(string text)
    {
        if (KeepsIllegalCharacters)
        {
            return text;
        }

        if (_illegalText != _source.MacroSettings.IllegalOutputCharacters)
        {
            _illegalText = _source.MacroSettings.IllegalOutputCharacters;
            var controls = Enumerable.Range(0, 0x20).Where(code => code != '\t').Append(0x7F).Select(code => (char)code);
            _illegal = SearchValues.Create([.. _illegalText, .. controls]);
        }

        return text.AsSpan().ContainsAny(_illegal) ? CleanSlowly(text) : text;
    }

    private string CleanSlowly(string text)
    {
        var cleaned = new System.Text.StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (character == '\n')
            {
                cleaned.Append("\\n");
            }
            else if (char.IsControl(character) && character != '\t')
            {
                cleaned.Append(character is '\r' or '\0' ? "" : " ");
            }
            else if (!_source.MacroSettings.IllegalOutputCharacters.Contains(character, StringComparison.Ordinal))
            {
                cleaned.Append(character);
            }
        }

        return cleaned.ToString();
    }

    private IMacroItem? HostOf(MacroReference reference, in MacroScope scope) =>
        reference.First is { Length: > 0 } name ? _source.FindItem(ItemId.OfHost(name)) : scope.Host;

    private IMacroItem? ServiceOf(MacroReference reference, in MacroScope scope)
    {
        if (reference.First is null)
        {
            return scope.Service;
        }

        var host = reference.First.Length > 0 ? reference.First : scope.Host?.Definition.Name.Host;
        return host is null || reference.Second is null ? null : _source.FindItem(ItemId.OfService(host, reference.Second));
    }
}
