using System.Buffers;
using System.Text;

namespace Tsuba.Engine.Macros;

/// <summary>
/// Splits a line into arguments as a shell would, without one: blanks separate, quotes and backslashes protect. Run-time text is part of
/// the argument in which its sign stands, whatever it holds. Source: design 3, "macros in command lines"; reference/shinken.md 1.6.
/// </summary>
internal sealed class ArgumentSplitter
{
    // Outside quotes these are for a shell; inside double quotes only the dollar and the backtick are.
    private static readonly SearchValues<char> _shellCharacters = SearchValues.Create("!$^&*()~[]|{};<>?`\n");

    private readonly StringBuilder _word = new();

    /// <summary>The arguments after <see cref="Split"/> was done.</summary>
    internal List<CommandWord> Words { get; } = [];

    internal ArgumentSplit Split(string line, IReadOnlyList<MacroMark> data)
    {
        Words.Clear();
        _word.Clear();
        var nextData = 0;
        var inWord = false;
        var holdsData = false;
        var quote = '\0';
        for (var position = 0; position < line.Length; position++)
        {
            var character = line[position];
            if (character == MacroText.DataSign)
            {
                _word.Append(DataArgument.Protect(data[nextData++].Value, atStart: _word.Length == 0));
                inWord = holdsData = true;
            }
            else if (quote == '\'')
            {
                quote = Quoted(character, quote);
            }
            else if (character == '\\' && position + 1 < line.Length && line[position + 1] != MacroText.DataSign
                && (quote == '\0' || line[position + 1] is '"' or '\\' or '$' or '`'))
            {
                _word.Append(line[++position]);
                inWord = true;
            }
            else if (quote == '"')
            {
                if (character is '$' or '`')
                {
                    return ArgumentSplit.NeedsShell;
                }

                quote = Quoted(character, quote);
            }
            else if (character is ' ' or '\t')
            {
                EndWord(ref inWord, ref holdsData);
            }
            else if (character is '\'' or '"')
            {
                quote = character;
                inWord = true;
            }
            else if (_shellCharacters.Contains(character) || (character == '=' && Words.Count == 0 && IsName(_word)))
            {
                return ArgumentSplit.NeedsShell;
            }
            else
            {
                _word.Append(character);
                inWord = true;
            }
        }

        EndWord(ref inWord, ref holdsData);
        return quote == '\0' ? ArgumentSplit.Done : ArgumentSplit.OpenQuote;
    }

    private char Quoted(char character, char quote)
    {
        if (character == quote)
        {
            return '\0';
        }

        _word.Append(character);
        return quote;
    }

    private void EndWord(ref bool inWord, ref bool holdsData)
    {
        if (inWord)
        {
            Words.Add(new CommandWord(_word.ToString(), holdsData));
            _word.Clear();
        }

        inWord = holdsData = false;
    }

    // NAME=value before a command is for a shell.
    private static bool IsName(StringBuilder word)
    {
        for (var index = 0; index < word.Length; index++)
        {
            if (!(char.IsAsciiLetter(word[index]) || word[index] == '_' || (index > 0 && char.IsAsciiDigit(word[index]))))
            {
                return false;
            }
        }

        return word.Length > 0;
    }
}
