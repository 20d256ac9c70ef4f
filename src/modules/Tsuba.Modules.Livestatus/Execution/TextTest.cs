using System.Buffers;
using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>
/// What a text is tested for. Patterns come from users: they run without backtracking, so no text and no pattern takes more than
/// linear time; a pattern that is plain text between its anchors needs no engine at all.
/// </summary>
internal sealed class TextTest
{
    private const int MostPatternCharacters = 2_000;
    private static readonly SearchValues<char> _special = SearchValues.Create(@"\.[]{}()*+?|^$#");

    private readonly Kind _kind;
    private readonly string _value;
    private readonly StringComparison _comparison;
    private readonly Regex? _regex;

    // Texts of which any is looked for, or one in either case, made ready once instead of for each text; null: one text in its own case, or nothing.
    private readonly SearchValues<string>? _search;

    private readonly ImmutableArray<string> _sought = [];

    private TextTest(Kind kind, string value, bool ignoreCase, Regex? regex)
    {
        (_kind, _value, _regex) = (kind, value, regex);
        _comparison = ignoreCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;
        if (kind == Kind.Contains && value.Length > 0)
        {
            _sought = [value];
            _search = ignoreCase ? SearchValues.Create([value], _comparison) : null;
        }
    }

    private TextTest(ImmutableArray<string> sought, StringComparison comparison)
    {
        (_kind, _value, _sought, _comparison) = (Kind.Contains, sought[0], sought, comparison);
        _search = SearchValues.Create(sought.AsSpan(), comparison);
    }

    private enum Kind : byte
    {
        Equal,
        Less,
        Greater,
        Contains,
        Starts,
        Ends,
        Fits,
    }

    public int Cost => IsPattern ? 3 : 1;

    /// <summary>Whether it is a regular expression that needs an engine.</summary>
    public bool IsPattern => _kind == Kind.Fits;

    /// <summary>The text that is looked for as a whole, in this case; null: it is something else.</summary>
    public string? Exact => _kind == Kind.Equal && _comparison == StringComparison.Ordinal ? _value : null;

    /// <summary>Whether it looks for a text, or any of several, within others.</summary>
    public bool IsSearch => !_sought.IsEmpty;

    /// <summary>Whether both cases of a letter are the same to it.</summary>
    public bool IgnoresCase => _comparison == StringComparison.OrdinalIgnoreCase;

    /// <summary>One test for any of several searches.</summary>
    /// <param name="searches">Tests of which each <see cref="IsSearch"/>; all or none of them <see cref="IgnoresCase"/>.</param>
    public static TextTest AnyOf(IEnumerable<TextTest> searches)
    {
        var all = searches.ToList();
        return new([.. all.SelectMany(search => search._sought)], all[0]._comparison);
    }

    public static TextTest Equal(string value, bool ignoreCase) => new(Kind.Equal, value, ignoreCase, null);

    public static TextTest Contains(string value, bool ignoreCase) => new(Kind.Contains, value, ignoreCase, null);

    public static TextTest Less(string value) => new(Kind.Less, value, false, null);

    public static TextTest Greater(string value) => new(Kind.Greater, value, false, null);

    /// <summary>A regular expression that is found anywhere in a text; null, with the reason, if it is none.</summary>
    public static TextTest? Pattern(string pattern, bool ignoreCase, out string error)
    {
        error = "";
        if (pattern.Length > MostPatternCharacters)
        {
            error = $"the regular expression has {pattern.Length} characters; {MostPatternCharacters} are allowed";
            return null;
        }

        if (Plain(pattern, ignoreCase) is { } plain)
        {
            return plain;
        }

        try
        {
            var options = RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | (ignoreCase ? RegexOptions.IgnoreCase : RegexOptions.None);
            return new TextTest(Kind.Fits, pattern, ignoreCase, new Regex(PosixClasses.Expand(pattern), options));
        }
        catch (Exception failure) when (failure is ArgumentException or NotSupportedException)
        {
            error = $"invalid regular expression '{pattern}': {failure.Message}";
            return null;
        }
    }

    public bool Accepts(string text) => _kind switch
    {
        Kind.Equal => string.Equals(text, _value, _comparison),
        Kind.Contains => _search is null ? text.Contains(_value, _comparison) : text.AsSpan().ContainsAny(_search),
        Kind.Starts => text.StartsWith(_value, _comparison),
        Kind.Ends => text.EndsWith(_value, _comparison),
        Kind.Less => string.CompareOrdinal(text, _value) < 0,
        Kind.Greater => string.CompareOrdinal(text, _value) > 0,
        _ => _regex!.IsMatch(text),
    };

    // $ also fits before a line feed at the end; names and first lines of outputs hold none.
    private static TextTest? Plain(string pattern, bool ignoreCase)
    {
        var text = pattern.AsSpan();
        var starts = text.StartsWith("^");
        var ends = text.EndsWith("$") && !text.EndsWith(@"\$");
        text = text[(starts ? 1 : 0)..];
        text = ends ? text[..^1] : text;
        if (text.StartsWith(".*") && !starts)
        {
            text = text[2..];
        }

        if (text.EndsWith(".*") && !text.EndsWith(@"\.*") && !ends)
        {
            text = text[..^2];
        }

        if (text.ContainsAny(_special))
        {
            return null;
        }

        var kind = (starts, ends) switch
        {
            (true, true) => Kind.Equal,
            (true, false) => Kind.Starts,
            (false, true) => Kind.Ends,
            _ => Kind.Contains,
        };
        return new TextTest(kind, text.ToString(), ignoreCase, null);
    }
}
