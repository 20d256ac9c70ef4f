using System.Globalization;

namespace Tsuba.Configuration.Expansion;

/// <summary>
/// Group expressions: <c>,</c> or <c>|</c> joins, <c>&amp;</c> or <c>+</c> intersects, <c>!</c> takes away from the rest of its list,
/// <c>*</c> is everything; parentheses nest. Source: reference/shinken.md 3.3.
/// </summary>
internal ref struct SetExpression
{
    private const int DeepestNesting = 100;

    private readonly ReadOnlySpan<char> _text;
    private readonly int[] _everything;
    private readonly Func<string, int[]?> _find;
    private int _position;

    private SetExpression(ReadOnlySpan<char> text, int[] everything, Func<string, int[]?> find)
    {
        _text = text;
        _everything = everything;
        _find = find;
        _position = 0;
        Fault = null;
    }

    /// <summary>What is wrong with the expression; null: nothing.</summary>
    internal string? Fault { get; private set; }

    /// <summary>Evaluates an expression.</summary>
    /// <param name="text">The expression.</param>
    /// <param name="everything">What <c>*</c> means.</param>
    /// <param name="find">The set of one name; null where the name is unknown, which <paramref name="find"/> reports itself.</param>
    /// <param name="fault">What is wrong with the expression; null: nothing.</param>
    internal static int[] Evaluate(ReadOnlySpan<char> text, int[] everything, Func<string, int[]?> find, out string? fault)
    {
        var reader = new SetExpression(text, everything, find);
        var result = reader.ReadList(0);
        if (reader.Fault is null && reader._position < text.Length)
        {
            reader.Fail("expected an operator or the end");
        }

        fault = reader.Fault;
        return fault is null ? result : HostSet.Empty;
    }

    private int[] ReadList(int depth)
    {
        int[]? union = null;
        var removed = HostSet.Empty;
        if (depth > DeepestNesting)
        {
            Fail("too many parentheses");
            return HostSet.Empty;
        }

        do
        {
            SkipBlanks();
            if (union is not null && (_position == _text.Length || _text[_position] is ',' or '|'))
            {
                continue;
            }

            var negated = Accept('!');
            var term = ReadTerm(ref negated, depth);
            if (negated)
            {
                removed = HostSet.Union(removed, term);
            }
            else
            {
                union = union is null ? term : HostSet.Union(union, term);
            }

            SkipBlanks();
        }
        while (Fault is null && (Accept(',') || Accept('|')));

        return HostSet.Except(union ?? _everything, removed);
    }

    // After a leading ! the term "a & b" means "not a, and b" only where an operator follows; the list handles the plain "!a".
    private int[] ReadTerm(ref bool negated, int depth)
    {
        var first = ReadFactor(depth);
        SkipBlanks();
        if (Peek() is not ('&' or '+'))
        {
            return first;
        }

        var result = negated ? HostSet.Except(_everything, first) : first;
        negated = false;
        while (Fault is null && (Accept('&') || Accept('+')))
        {
            SkipBlanks();
            var not = Accept('!');
            var next = ReadFactor(depth);
            result = not ? HostSet.Except(result, next) : HostSet.Intersect(result, next);
            SkipBlanks();
        }

        return result;
    }

    private int[] ReadFactor(int depth)
    {
        SkipBlanks();
        if (Accept('('))
        {
            var inner = ReadList(depth + 1);
            SkipBlanks();
            if (Fault is null && !Accept(')'))
            {
                Fail("expected )");
            }

            return inner;
        }

        var start = _position;
        while (_position < _text.Length && _text[_position] is not (',' or '|' or '&' or '+' or '(' or ')' or '!'))
        {
            _position++;
        }

        var name = _text[start.._position].Trim();
        if (name.IsEmpty)
        {
            Fail("expected a name");
            return HostSet.Empty;
        }

        return name is "*" ? _everything : _find(name.ToString()) ?? HostSet.Empty;
    }

    private readonly char Peek() => _position < _text.Length ? _text[_position] : '\0';

    private bool Accept(char expected)
    {
        if (Peek() != expected)
        {
            return false;
        }

        _position++;
        return true;
    }

    private void SkipBlanks()
    {
        while (_position < _text.Length && _text[_position] is ' ' or '\t')
        {
            _position++;
        }
    }

    private void Fail(string what) =>
        Fault ??= string.Create(CultureInfo.InvariantCulture, $"{what} at character {_position + 1}");
}
