using System.Text;
using Tsuba.Configuration.Syntax;

namespace Tsuba.Configuration.Edits.References;

/// <summary>
/// The raw bytes of a value as letters of the same number, so that offsets in the text are offsets in the file. What joins continued
/// lines, and comments between them, are blanks.
/// </summary>
internal readonly ref struct ValueText
{
    private readonly string _letters;

    private ValueText(string letters, int start)
    {
        _letters = letters;
        Start = start;
    }

    /// <summary>Offset of the first letter in the file.</summary>
    internal int Start { get; }

    /// <summary>One letter for each byte.</summary>
    internal string Letters => _letters;

    /// <summary>The value of a line.</summary>
    internal static ValueText Of(SyntaxTree tree, int line)
    {
        ref readonly var place = ref tree.Lines[line];
        var letters = Encoding.Latin1.GetString(tree.Content.Span[place.ValueStart..place.ValueEnd]);
        return new ValueText((place.Faults & LineFaults.Continued) == 0 ? letters : Blank(letters), place.ValueStart);
    }

    /// <summary>The text of a range of letters, read as UTF-8.</summary>
    internal static string Decode(ReadOnlySpan<char> letters)
    {
        var text = letters.ToString();
        return Ascii.IsValid(text) ? text : Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(text));
    }

    private static string Blank(string letters)
    {
        var blanked = letters.ToCharArray();
        var isComment = false;
        for (var index = 0; index < blanked.Length; index++)
        {
            if (letters[index] == '\n')
            {
                isComment = false;
                blanked[index] = ' ';
                for (var before = index - 1; before >= 0 && letters[before] is ' ' or '\t' or '\r' or '\\'; before--)
                {
                    blanked[before] = ' ';
                    if (letters[before] == '\\')
                    {
                        break;
                    }
                }
            }
            else
            {
                isComment |= letters[index] == ';' && (index == 0 || letters[index - 1] != '\\');
                blanked[index] = isComment ? ' ' : letters[index];
            }
        }

        return new string(blanked);
    }
}
