using System.Buffers;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits.References;

/// <summary>Finds the names of objects in the values of a definition, with their places.</summary>
internal sealed class ReferenceScanner
{
    private static readonly SearchValues<char> Operators = SearchValues.Create(",|&+!()");
    private static readonly SearchValues<char> Combining = SearchValues.Create("|&()+");

    private readonly List<NameSpan> _found = [];
    private string _letters = "";
    private int _origin;

    /// <summary>All names in one property of a definition.</summary>
    internal static List<NameSpan> Scan(WrittenDefinition definition, WrittenProperty property)
    {
        var text = ValueText.Of(definition.Tree, property.Line);
        var scanner = new ReferenceScanner { _letters = text.Letters, _origin = text.Start };
        scanner.ReadProperty(definition, property.Name, 0, text.Letters.Length);
        MacroNames.Find(text.Letters, (target, name, host, start, end) => scanner.Add(target, false, name, host, start, end, NameRole.Operand));
        return scanner._found;
    }

    private void ReadProperty(WrittenDefinition definition, string property, int start, int end)
    {
        if (property == "use")
        {
            ReadList(definition.Type, isTemplate: true, start, end);
        }
        else if (ReferenceTargets.Of(definition.Type, property) is { } rule)
        {
            Read(definition, rule.Target, rule.Grammar, start, end);
        }
    }

    private void Read(WrittenDefinition definition, ObjectType target, NameGrammar grammar, int start, int end)
    {
        switch (grammar)
        {
            case NameGrammar.Whole:
                AddTrimmed(target, isTemplate: false, start, end, NameRole.Whole);
                break;
            case NameGrammar.List:
                ReadList(target, isTemplate: false, start, end);
                break;
            case NameGrammar.Expression:
                ReadExpression(definition, target, start, end);
                break;
            case NameGrammar.Command:
                ReadCommand(start, end, NameRole.Whole);
                break;
            case NameGrammar.Commands:
                ReadCommands(start, end);
                break;
            case NameGrammar.Pairs:
                ReadPairs(start, end);
                break;
            case NameGrammar.Override:
                ReadOverride(start, end);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(grammar), grammar, null);
        }
    }

    private void ReadList(ObjectType target, bool isTemplate, int start, int end)
    {
        foreach (var (from, to) in Split(start, end))
        {
            AddTrimmed(target, isTemplate, from, to, NameRole.Entry);
        }
    }

    // On a service template the names may be those of host templates (reference/shinken.md 3.2).
    private void ReadExpression(WrittenDefinition definition, ObjectType target, int start, int end)
    {
        var isPlainList = _letters.AsSpan(start, end - start).IndexOfAny(Combining) < 0;
        var role = isPlainList ? NameRole.Entry : NameRole.Operand;
        for (var from = start; from <= end;)
        {
            var length = _letters.AsSpan(from, end - from).IndexOfAny(Operators);
            var to = length < 0 ? end : from + length;
            AddTrimmed(target, isTemplate: false, from, to, role);
            if (target == ObjectType.Host && definition.Id.IsTemplate)
            {
                AddTrimmed(target, isTemplate: true, from, to, role);
            }

            from = to + 1;
        }
    }

    private void ReadCommand(int start, int end, NameRole role)
    {
        var bang = _letters.IndexOf('!', start, end - start);
        var nameEnd = bang < 0 ? end : bang;
        if (bang >= 0 && _letters.AsSpan(start, bang - start).Trim() is "bp_rule")
        {
            RuleNames.Find(_letters, bang + 1, end, Add);
            return;
        }

        AddTrimmed(ObjectType.Command, isTemplate: false, start, nameEnd, role);
    }

    // A comma may stand in an argument of the command before it, as the checks read it too.
    private void ReadCommands(int start, int end)
    {
        var parts = Split(start, end);
        for (var index = 0; index < parts.Count; index++)
        {
            if (index == 0 || !Holds(parts[index - 1], '!') || Holds(parts[index], '!'))
            {
                ReadCommand(parts[index].Start, parts[index].End, parts.Count == 1 ? NameRole.Whole : parts.Exists(part => Holds(part, '!')) ? NameRole.Operand : NameRole.Entry);
            }
        }
    }

    private void ReadPairs(int start, int end)
    {
        var parts = Split(start, end);
        for (var index = 0; index + 1 < parts.Count; index += 2)
        {
            var host = NameIn(parts[index]);
            if (host.Length > 0)
            {
                AddTrimmed(ObjectType.Host, isTemplate: false, parts[index].Start, parts[index].End, NameRole.Pair);
            }

            var (from, to) = Trim(parts[index + 1]);
            Add(ObjectType.Service, false, Name(from, to), host, from, to, NameRole.Pair);
        }
    }

    private void ReadOverride(int start, int end)
    {
        var comma = _letters.IndexOf(',', start, end - start);
        if (comma < 0)
        {
            return;
        }

        AddTrimmed(ObjectType.Service, isTemplate: false, start, comma, NameRole.Whole);
        var (from, to) = Trim((comma + 1, end));
        var blank = _letters.AsSpan(from, to - from).IndexOfAny(' ', '\t');
        if (blank > 0 && ReferenceTargets.Of(ObjectType.Service, _letters.Substring(from, blank)) is { } rule)
        {
            var before = _found.Count;
            switch (rule.Grammar)
            {
                case NameGrammar.Command:
                    ReadCommand(from + blank, to, NameRole.Whole);
                    break;
                case NameGrammar.List:
                    ReadList(rule.Target, isTemplate: false, from + blank, to);
                    break;
                default:
                    AddTrimmed(rule.Target, isTemplate: false, from + blank, to, NameRole.Whole);
                    break;
            }

            // Taking such a name out would leave an override without a value.
            for (var index = before; index < _found.Count; index++)
            {
                _found[index] = _found[index] with { Role = NameRole.Operand };
            }
        }
    }

    private List<(int Start, int End)> Split(int start, int end)
    {
        var parts = new List<(int, int)>();
        for (var from = start; from <= end;)
        {
            var comma = _letters.IndexOf(',', from, end - from);
            var to = comma < 0 ? end : comma;
            parts.Add((from, to));
            from = to + 1;
        }

        return parts;
    }

    private bool Holds((int Start, int End) part, char letter) => _letters.IndexOf(letter, part.Start, part.End - part.Start) >= 0;

    private string NameIn((int Start, int End) part)
    {
        var (from, to) = Trim(part);
        return Name(from, to);
    }

    private string Name(int from, int to) => ValueText.Decode(_letters.AsSpan(from, to - from));

    private (int Start, int End) Trim((int Start, int End) part)
    {
        var (from, to) = part;
        while (from < to && _letters[from] is ' ' or '\t' or '\r')
        {
            from++;
        }

        while (to > from && _letters[to - 1] is ' ' or '\t' or '\r')
        {
            to--;
        }

        return (from, to);
    }

    private void AddTrimmed(ObjectType target, bool isTemplate, int start, int end, NameRole role)
    {
        var (from, to) = Trim((start, end));
        while (from < to && (_letters[from] == '!' || (_letters[from] == '+' && from == Trim((0, _letters.Length)).Start)))
        {
            (from, to) = Trim((from + 1, to));
        }

        Add(target, isTemplate, Name(from, to), null, from, to, role);
    }

    private void Add(ObjectType target, bool isTemplate, string name, string? host, int from, int to, NameRole role)
    {
        if (to > from && name is not ("*" or "null"))
        {
            _found.Add(new NameSpan(target, isTemplate, name, host, _origin + from, _origin + to, role));
        }
    }
}
