using System.Runtime.CompilerServices;
using Tsuba.Configuration.Objects;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Checks;

/// <summary>Checks what can be seen in one definition alone, registered or not.</summary>
internal sealed class DefinitionChecks(DefinitionStore store, FindingLog findings)
{
    /// <summary>Checks a property that is read for the first time in a run of similar objects.</summary>
    internal void CheckProperty(Definition definition, PropertyName name, string value, SyntaxTree tree, int line)
    {
        var text = ObjectTypes.Text(definition.Type);
        if (name.Row is not { } row)
        {
            CheckUnknown(definition, name, tree, line);
            return;
        }

        if (row.Name is "trigger" or "trigger_name" && definition.Type is ObjectType.Host or ObjectType.Service && value.Length > 0)
        {
            findings.Add(
                PropertyFindings.TriggerPropertyRefused,
                tree.KeyLocation(line),
                $"triggers are not supported: use a business rule (check_command bp_rule!…) or a plugin that computes the state of this {text}");
        }
        else if (value == "0" && row.Name is ("retain_status_information" or "retain_nonstatus_information"))
        {
            // Deviation D-261.
            findings.Add(PropertyFindings.PropertyWithoutEffect, tree.KeyLocation(line), $"{row.Name} 0 of a {text} has no effect here: its state is kept over restarts");
        }
        else if (row.HasNoEffect)
        {
            findings.Add(PropertyFindings.PropertyWithoutEffect, tree.KeyLocation(line), $"{row.Name} of a {text} has no effect here");
        }

        if (value.Length == 0 && row.Kind is not (PropertyKind.List or PropertyKind.Map or PropertyKind.IntegerList))
        {
            findings.Add(PropertyFindings.ValueMissing, tree.KeyLocation(line), $"expected a value after {row.Name}");
        }
        else if (value.StartsWith('+') && !name.IsAdditive && name.Reference != ReferenceKind.None)
        {
            findings.Add(PropertyFindings.PlusNotAllowed, tree.ValueLocation(line), $"{row.Name} takes one value; + has no meaning here");
        }
    }

    /// <summary>Checks a definition once all its properties are there.</summary>
    internal void CheckWhole(Definition definition)
    {
        if (definition.Type == ObjectType.Trigger)
        {
            findings.Add(
                FileFindings.TriggerRefused,
                definition.Location,
                "triggers are not supported: use a business rule (bp_rule!…) or a plugin that computes the state");
        }

        if (definition.IsTemplate && definition.Name is null && !IsServiceOnTemplate(definition))
        {
            findings.Add(
                TemplateFindings.TemplateNameless,
                definition.Location,
                $"{ObjectTypes.Text(definition.Type)} with register 0 and no name can be used by nobody");
        }

        CheckRepeats(definition);
    }

    private void CheckUnknown(Definition definition, PropertyName name, SyntaxTree tree, int line)
    {
        if (name.IsCustom)
        {
            if (name.Text.Length == 1)
            {
                findings.Add(PropertyFindings.CustomVariableNameless, tree.KeyLocation(line), "expected a name after the underscore");
            }

            return;
        }

        if (definition.Type == ObjectType.TimePeriod || ObjectTypes.TakesAnyProperty(definition.Type))
        {
            return;
        }

        findings.Add(
            PropertyFindings.PropertyUnknown,
            tree.KeyLocation(line),
            $"{ObjectTypes.Text(definition.Type)} has no property \"{Excerpt.Of(name.Text)}\"{findings.Hint(name.Text, store.NamesOf(definition.Type).KnownTexts)}");
    }

    private bool IsServiceOnTemplate(Definition definition) =>
        definition.Type == ObjectType.Service && store.OwnValue(definition, store.NamesOf(ObjectType.Service)["host_name"]) is not null;

    // Slots are few, so two words of bits say which scalars have been met.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void CheckRepeats(Definition definition)
    {
        UInt128 seen = 0;
        foreach (ref readonly var property in store.PropertiesOf(definition))
        {
            if (property.Name.Slot is < 0 or > 127 || property.Name.IsList || property.Name.IsRepeatable)
            {
                continue;
            }

            var bit = UInt128.One << property.Name.Slot;
            if ((seen & bit) != 0)
            {
                findings.Add(
                    PropertyFindings.PropertyRepeated,
                    definition.Tree.KeyLocation(property.Line),
                    $"{property.Name.Text} is set twice in one {ObjectTypes.Text(definition.Type)}; the last value counts");
            }

            seen |= bit;
        }
    }
}
