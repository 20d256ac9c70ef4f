using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits.References;

/// <summary>
/// The names in a business rule: <c>host</c> and <c>host,service</c> leaves, groups (<c>g:</c>) and templates (<c>t:</c>).
/// Patterns (<c>r:</c>) and labels name nobody. Source: reference/shinken.md 3.7.
/// </summary>
internal static class RuleNames
{
    /// <summary>What is found: target, whether a template, name, host, place in the text, role.</summary>
    internal delegate void Found(ObjectType target, bool isTemplate, string name, string? host, int start, int end, NameRole role);

    /// <summary>Reads a rule that stands in a text from <paramref name="start"/> to <paramref name="end"/>.</summary>
    internal static void Find(string text, int start, int end, Found found)
    {
        for (var from = start; from <= end;)
        {
            var length = text.AsSpan(from, end - from).IndexOfAny("|&()!");
            var to = length < 0 ? end : from + length;
            ReadLeaf(text, from, to, found);
            from = to + 1;
        }
    }

    private static void ReadLeaf(string text, int start, int end, Found found)
    {
        // "2 of:" and "1,2,3 of:" stand before what is counted.
        var of = text.AsSpan(start, end - start).IndexOf("of:", StringComparison.Ordinal);
        start = of > 0 && text[start + of - 1] is ' ' or '\t' ? start + of + "of:".Length : start;
        var comma = text.IndexOf(',', start, end - start);
        var hostEnd = comma < 0 ? end : comma;
        var (from, to) = Trim(text, start, hostEnd);
        ReadName(text, from, to, ObjectType.Host, ObjectType.HostGroup, host: null, found);
        if (comma >= 0)
        {
            var (serviceFrom, serviceTo) = Trim(text, comma + 1, end);
            ReadName(text, serviceFrom, serviceTo, ObjectType.Service, ObjectType.ServiceGroup, ValueText.Decode(text.AsSpan(from, to - from)), found);
        }
    }

    private static void ReadName(string text, int from, int to, ObjectType plain, ObjectType group, string? host, Found found)
    {
        var name = text.AsSpan(from, to - from);
        if (name.Length > 2 && name[1] == ':' && name[0] is 'g' or 't' or 'r' or 'l')
        {
            var (start, end) = Trim(text, from + 2, to);
            var value = ValueText.Decode(text.AsSpan(start, end - start));
            if (name[0] == 'g')
            {
                found(group, false, value, null, start, end, NameRole.Operand);
            }
            else if (name[0] == 't')
            {
                found(plain, true, value, null, start, end, NameRole.Operand);
            }
        }
        else if (!name.IsEmpty)
        {
            found(plain, false, ValueText.Decode(name), host, from, to, NameRole.Operand);
        }
    }

    private static (int Start, int End) Trim(string text, int from, int to)
    {
        while (from < to && text[from] is ' ' or '\t')
        {
            from++;
        }

        while (to > from && text[to - 1] is ' ' or '\t')
        {
            to--;
        }

        return (from, to);
    }
}
