using System.Collections.Immutable;
using System.Text;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits;

/// <summary>Sets and removes properties of one definition.</summary>
internal static class PropertyEdits
{
    internal static EditRefusal? Set(EditSession session, SetProperty edit)
    {
        if (ConfigurationEditor.Find(session.Book, edit.Target, out var definition) is { } missing)
        {
            return missing;
        }

        var name = DefinitionNaming.Canonical(definition.Type, edit.Name);
        ImmutableArray<WrittenProperty> present = [.. definition.Properties.Where(property => property.Name == name)];
        if (Fault(definition.Type, name, edit.Values, isNew: present.IsEmpty) is { } fault)
        {
            return EditRefusal.Of(EditRefusalKind.Unwritable, $"{edit.Target}, {name}: {fault}");
        }

        var wanted = edit.Values.Select(PropertyText.Trim).ToImmutableArray();
        var effective = PropertyText.AddsUp(definition.Type, name)
            ? present.Select(property => property.Value)
            : present.Select(property => property.Value).TakeLast(1);
        if (!effective.SequenceEqual(wanted, StringComparer.Ordinal))
        {
            session.Change(definition.Tree, Changes(definition, name, present, wanted));
        }

        return Verify(session, definition, name, wanted);
    }

    internal static EditRefusal? Remove(EditSession session, RemoveProperty edit)
    {
        if (ConfigurationEditor.Find(session.Book, edit.Target, out var definition) is { } missing)
        {
            return missing;
        }

        var name = DefinitionNaming.Canonical(definition.Type, edit.Name);
        var present = definition.Properties.Where(property => property.Name == name).ToList();
        if (present.Count == 0)
        {
            return EditRefusal.Of(EditRefusalKind.NotFound, $"{edit.Target} does not set {name} itself");
        }

        session.Change(definition.Tree, present.Select(property => DefinitionLines.Remove(definition.Tree, property.Line)));
        return Verify(session, definition, name, []);
    }

    /// <summary>Why a property cannot be written, or null.</summary>
    internal static string? Fault(ObjectType type, string name, ImmutableArray<string> values, bool isNew)
    {
        if (isNew && PropertyText.NameFault(type, name) is { } nameFault)
        {
            return nameFault;
        }

        if (values.Length != 1 && !(values.Length > 1 && PropertyText.MayRepeat(type, name)))
        {
            return values.IsEmpty ? "no value is given; remove the property instead" : "it takes one value";
        }

        return values.Select(PropertyText.ValueFault).FirstOrDefault(fault => fault is not null);
    }

    // Lists add up over their lines, so that the lines before the last one go (reference/shinken.md 3.1 "Repeated key").
    private static IEnumerable<FileChange> Changes(
        WrittenDefinition definition, string name, ImmutableArray<WrittenProperty> present, ImmutableArray<string> wanted)
    {
        if (PropertyText.MayRepeat(definition.Type, name))
        {
            return Repeated(definition, name, present, wanted);
        }

        if (present.IsEmpty)
        {
            return [DefinitionLines.Insert(definition, after: null, name, PropertyText.Encode(wanted[0]))];
        }

        var replaced = DefinitionLines.Replace(definition.Tree, present[^1].Line, Bytes(definition, present[^1], wanted[0]));
        return PropertyText.AddsUp(definition.Type, name)
            ? [.. present[..^1].Select(property => DefinitionLines.Remove(definition.Tree, property.Line)), replaced]
            : [replaced];
    }

    private static IEnumerable<FileChange> Repeated(
        WrittenDefinition definition, string name, ImmutableArray<WrittenProperty> present, ImmutableArray<string> wanted)
    {
        for (var index = 0; index < Math.Max(present.Length, wanted.Length); index++)
        {
            if (index >= wanted.Length)
            {
                yield return DefinitionLines.Remove(definition.Tree, present[index].Line);
            }
            else if (index >= present.Length)
            {
                yield return DefinitionLines.Insert(definition, present.IsEmpty ? null : present[^1].Line, name, PropertyText.Encode(wanted[index]));
            }
            else if (present[index].Value != wanted[index])
            {
                yield return DefinitionLines.Replace(definition.Tree, present[index].Line, PropertyText.Encode(wanted[index]));
            }
        }
    }

    // The value of a line that is a date entry begins inside the date: "day 1 - 15 00:00-24:00" has the key "day".
    private static byte[] Bytes(WrittenDefinition definition, WrittenProperty property, string value)
    {
        var key = definition.Tree.Key(property.Line);
        var isDate = definition.Type == ObjectType.TimePeriod && property.Name.StartsWith(key + " ", StringComparison.Ordinal);
        return isDate ? [.. Encoding.UTF8.GetBytes(property.Name[(key.Length + 1)..]), (byte)' ', .. PropertyText.Encode(value)] : PropertyText.Encode(value);
    }

    /// <summary>Reads back what was written; an edit whose result does not read as it was meant is undone.</summary>
    private static EditRefusal? Verify(EditSession session, WrittenDefinition before, string name, ImmutableArray<string> wanted)
    {
        var after = session.Book.At(before.Tree.Path, before.BlockIndex);
        var isSound = after is not null
            && after.Tree.Blocks.Length == before.Tree.Blocks.Length
            && after.Type == before.Type
            && (wanted.IsEmpty ? after.Find(name) is null
                : PropertyText.MayRepeat(before.Type, name) ? after.Properties.Where(property => property.Name == name).Select(property => property.Value).SequenceEqual(wanted, StringComparer.Ordinal)
                : after.Find(name) == wanted[0])
            && after.Properties.Where(property => property.Name != name).Select(property => (property.Name, property.Value))
                .SequenceEqual(before.Properties.Where(property => property.Name != name).Select(property => (property.Name, property.Value)));
        if (!isSound)
        {
            return new EditRefusal(EditRefusalKind.Unwritable, $"{before.Id}, {name}: the value would not be read back as it was given", before.Location);
        }

        session.Touched.Add(after!.Id);
        return null;
    }
}
