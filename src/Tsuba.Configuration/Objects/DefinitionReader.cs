using System.Globalization;
using System.Runtime.CompilerServices;
using Tsuba.Configuration.Checks;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Objects;

/// <summary>
/// Turns the blocks of syntax trees into definitions. In a large file one object resembles the one before it, so each key and value
/// is compared with the one at the same place of the previous object before anything is looked up.
/// </summary>
internal sealed class DefinitionReader(DefinitionStore store, FindingLog findings, TextPool texts)
{
    private const int Remembered = 64;

    private readonly DefinitionChecks _checks = new(store, findings);
    private readonly PropertyName?[] _lastNames = new PropertyName?[Remembered];
    private readonly SyntaxLine[] _lastLines = new SyntaxLine[Remembered];
    private readonly string[] _lastValues = new string[Remembered];
    private ObjectType _lastType;
    private SyntaxTree? _lastTree;

    /// <summary>Reads all objects of one file.</summary>
    internal void Read(SyntaxTree tree)
    {
        foreach (var block in tree.Blocks)
        {
            if (ReadType(tree, block.Define) is { } type)
            {
                ReadBlock(tree, block, type);
            }
        }
    }

    private ObjectType? ReadType(SyntaxTree tree, int index)
    {
        var text = texts.Get(tree.KeyBytes(index));
        if (ObjectTypes.Find(text) is { } type)
        {
            return type;
        }

        if (text.Length == 0)
        {
            findings.Add(FileFindings.TypeMissing, tree.KeyLocation(index), "expected a type after define, such as host or service");
        }
        else
        {
            findings.Add(
                FileFindings.TypeUnknown,
                tree.KeyLocation(index),
                $"there is no object type \"{Excerpt.Of(text)}\"{findings.Hint(text, ObjectTypes.Texts)}");
        }

        return null;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadBlock(SyntaxTree tree, SyntaxBlock block, ObjectType type)
    {
        if (type != _lastType || !ReferenceEquals(tree, _lastTree))
        {
            Array.Clear(_lastNames);
            _lastType = type;
            _lastTree = tree;
        }

        var names = store.NamesOf(type);
        var definition = new Definition(type, tree, block.Define, store.PropertyCount);
        store.Of(type).Add(definition);
        var lines = tree.LineArray;
        var content = tree.Content.Span;
        var position = 0;
        for (var index = block.Define + 1; index < block.End; index++)
        {
            ref readonly var line = ref lines[index];
            if (line.Kind == LineKind.Property && (line.Faults & LineFaults.TooLong) == 0)
            {
                ReadProperty(tree, index, in line, content, definition, names, position++);
            }
        }

        definition.PropertyCount = store.PropertyCount - definition.FirstProperty;
        _checks.CheckWhole(definition);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void ReadProperty(
        SyntaxTree tree, int index, in SyntaxLine line, ReadOnlySpan<byte> content, Definition definition, PropertyNames names, int position)
    {
        var key = content[line.KeyStart..line.KeyEnd];
        PropertyName name;
        string value;
        if (position < Remembered && _lastNames[position] is { } lastName && line.ValueEnd > line.ValueStart && key.SequenceEqual(content[_lastLines[position].KeyStart.._lastLines[position].KeyEnd]))
        {
            name = lastName;
            value = ReadValue(tree, index, in line, content, _lastValues[position], in _lastLines[position]);
        }
        else
        {
            name = names.Read(key, out var isOld);
            value = ReadValue(tree, index, in line, content);
            var remembered = isOld ? null : name;
            if (name.Row is null && definition.Type == ObjectType.TimePeriod && !name.IsCustom)
            {
                var (entry, times) = DateEntry.Split(tree.Key(index), value);
                name = names.Add(entry);
                value = texts.Get(times);
                remembered = null;
            }
            else if (isOld)
            {
                findings.Add(PropertyFindings.PropertyRenamed, tree.KeyLocation(index), $"{tree.Key(index)} is called {name.Text} today");
            }

            if (position < Remembered)
            {
                // What deserves a finding is looked at again in each object.
                _lastNames[position] = name.IsPlain && value.Length > 0 ? remembered : null;
            }

            _checks.CheckProperty(definition, name, value, tree, index);
        }

        if (position < Remembered)
        {
            _lastLines[position] = line;
            _lastValues[position] = value;
        }

        store.Add(new DefinedProperty(name, value, index));
        if (name.IsStructural)
        {
            SetStructure(definition, name, value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private string ReadValue(SyntaxTree tree, int index, in SyntaxLine line, ReadOnlySpan<byte> content, string lastValue, in SyntaxLine lastLine)
    {
        var bytes = content[line.ValueStart..line.ValueEnd];
        return (line.Faults | lastLine.Faults) == LineFaults.None && bytes.SequenceEqual(content[lastLine.ValueStart..lastLine.ValueEnd])
            ? lastValue
            : ReadValue(tree, index, in line, content);
    }

    private string ReadValue(SyntaxTree tree, int index, in SyntaxLine line, ReadOnlySpan<byte> content) =>
        (line.Faults & (LineFaults.Continued | LineFaults.Escaped)) == 0
            ? texts.Get(content[line.ValueStart..line.ValueEnd])
            : tree.Value(index);

    private static void SetStructure(Definition definition, PropertyName name, string value)
    {
        switch (name.Text)
        {
            case "name":
                definition.Name = value;
                break;
            case "use":
                definition.Use = value;
                break;
            case "register":
                definition.IsTemplate = Words.ReadFlag(value) == false;
                break;
            case "definition_order" when int.TryParse(value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var order):
                definition.Order = order;
                break;
            default:
                break;
        }
    }
}
