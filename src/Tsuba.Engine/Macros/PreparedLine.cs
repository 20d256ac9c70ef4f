using System.Buffers;
using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace Tsuba.Engine.Macros;

/// <summary>
/// A command line whose words can be told before its macros are known, as long as their values are plain: no blank, no quote, nothing for a
/// shell, no run-time text. Most check commands are like that, and are put together from their words without being written out and split
/// again. What is not plain goes the long way (<see cref="CommandExpander"/>), which gives the same for everything that goes this one.
/// </summary>
internal sealed class PreparedLine
{
    // Longer lines are shortened where they are shown, which is left to the long way.
    private const int MaxLength = 4_096;
    private const int MaxMacros = 32;
    private const string Masked = "****";

    // Blanks, quotes and everything that means something to the splitter, or to the expander.
    private static readonly SearchValues<char> _notPlain = SearchValues.Create(" \t\n'\"\\!$^&*()~[]|{};<>?`" + MacroText.DataSign);
    private static readonly SearchValues<char> _notPlainText = SearchValues.Create("\n'\"\\!$^&*()~[]|{};<>?`" + MacroText.DataSign);
    private static readonly SearchValues<char> _blanks = SearchValues.Create(" \t");

    private readonly ImmutableArray<MacroSegment> _segments;
    private readonly Piece[][] _words;
    private readonly string[] _values;
    private readonly string[] _shown;

    private PreparedLine(ImmutableArray<MacroSegment> segments, Piece[][] words)
    {
        _segments = segments;
        _words = words;
        _values = new string[segments.Length];
        _shown = new string[segments.Length];
        for (var index = 0; index < segments.Length; index++)
        {
            _values[index] = _shown[index] = segments[index].Literal;
        }
    }

    /// <summary>The line as people read it, after <see cref="TryExpand"/>.</summary>
    public string Display => string.Concat(_shown);

    /// <summary>Prepares a line; null where its words depend on more than the values of its macros.</summary>
    public static PreparedLine? Of(MacroTemplate template)
    {
        var words = new List<List<Piece>>();
        var isInWord = false;
        for (var index = 0; index < template.Segments.Length; index++)
        {
            var segment = template.Segments[index];
            if (segment.Reference is { Kind: MacroReferenceKind.Dollar } || segment.Literal.AsSpan().ContainsAny(_notPlainText))
            {
                return null;
            }

            if (segment.Reference is not null)
            {
                Add(words, new Piece("", index), ref isInWord);
                continue;
            }

            foreach (var range in segment.Literal.AsSpan().SplitAny(_blanks))
            {
                if (range.Start.Value > 0)
                {
                    isInWord = false;
                }

                if (segment.Literal[range] is { Length: > 0 } text)
                {
                    Add(words, new Piece(text, -1), ref isInWord);
                }
            }
        }

        // NAME=value before a command is for a shell.
        var isPrepared = words.Count > 0 && template.Segments.Length <= MaxMacros && !words[0].Exists(piece => piece.Text.Contains('=', StringComparison.Ordinal));
        return isPrepared ? new PreparedLine(template.Segments, [.. words.Select(pieces => pieces.ToArray())]) : null;
    }

    /// <summary>The words with the values of the macros; default where a value is not plain or a word stays empty.</summary>
    public ImmutableArray<string> TryExpand(MacroResolver resolver, in MacroScope scope, ImmutableArray<string> arguments)
    {
        var length = 0;
        for (var index = 0; index < _segments.Length; index++)
        {
            if (_segments[index].Reference is { } reference && !TryRead(index, resolver.Resolve(reference, scope, arguments)))
            {
                return default;
            }

            length += _values[index].Length;
        }

        var words = new string[_words.Length];
        for (var index = 0; index < words.Length; index++)
        {
            words[index] = Word(_words[index]);
            if (words[index].Length == 0)
            {
                return default;
            }
        }

        return length > MaxLength || words[0].Contains('=', StringComparison.Ordinal) ? default : ImmutableCollectionsMarshal.AsImmutableArray(words);
    }

    private static void Add(List<List<Piece>> words, Piece piece, ref bool isInWord)
    {
        if (isInWord)
        {
            words[^1].Add(piece);
        }
        else
        {
            words.Add([piece]);
            isInWord = true;
        }
    }

    private bool TryRead(int index, MacroValue value)
    {
        if (value.Nature == MacroNature.Data || value.Text.AsSpan().ContainsAny(_notPlain))
        {
            return false;
        }

        _values[index] = value.Text;
        _shown[index] = value.Nature == MacroNature.Secret && !_segments[index].LeadsPath && value.Text.Length > 0 ? Masked : value.Text;
        return true;
    }

    private string Word(Piece[] pieces) => pieces.Length switch
    {
        1 => Text(pieces[0]),
        2 => string.Concat(Text(pieces[0]), Text(pieces[1])),
        3 => string.Concat(Text(pieces[0]), Text(pieces[1]), Text(pieces[2])),
        _ => string.Concat(pieces.Select(Text)),
    };

    private string Text(Piece piece) => piece.Macro < 0 ? piece.Text : _values[piece.Macro];

    // A piece of a word: plain text, or the value of the macro in a segment.
    private readonly record struct Piece(string Text, int Macro);
}
