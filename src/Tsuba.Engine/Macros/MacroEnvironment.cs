using System.Collections.Immutable;

namespace Tsuba.Engine.Macros;

/// <summary>The macros as environment variables: <c>NAGIOS_HOSTNAME</c>, <c>NAGIOS__HOSTSNMP</c>, <c>NAGIOS_ARG1</c>. Source: reference/conventions.md 6.</summary>
internal static class MacroEnvironment
{
    internal static ImmutableArray<KeyValuePair<string, string>> Build(
        MacroResolver resolver, MacroExpander expander, in MacroScope scope, ImmutableArray<string> arguments)
    {
        var variables = ImmutableArray.CreateBuilder<KeyValuePair<string, string>>();
        var text = new MacroText();
        foreach (var definition in MacroTable.Rows)
        {
            Add(definition.Name, resolver.Read(definition, scope), scope);
        }

        for (var index = 0; index < arguments.Length; index++)
        {
            Add(FormattableString.Invariant($"ARG{index + 1}"), new MacroValue(arguments[index], MacroNature.Configured), scope);
        }

        AddItem("_HOST", scope.Host, scope);
        AddItem("_SERVICE", scope.Service, scope);
        foreach (var variable in scope.Contact?.CustomVariables ?? [])
        {
            Add("_CONTACT" + variable.Name, resolver.ContactVariable(scope.Contact!, variable.Name), scope);
        }

        variables.Sort((left, right) => string.CompareOrdinal(left.Key, right.Key));
        return variables.ToImmutable();

        void AddItem(string prefix, IMacroItem? item, in MacroScope about)
        {
            foreach (var variable in item?.Definition.CustomVariables ?? [])
            {
                Add(prefix + variable.Name, resolver.ItemVariable(item!, variable.Name), about);
            }
        }

        void Add(string name, MacroValue value, in MacroScope about)
        {
            // An empty variable tells a script nothing that a missing one does not.
            if (value.Text.Length == 0)
            {
                return;
            }

            text.Clear();
            expander.Append(text, name, value, about, arguments);
            variables.Add(new KeyValuePair<string, string>("NAGIOS_" + name, text.Print(maskSecrets: false)));
        }
    }
}
