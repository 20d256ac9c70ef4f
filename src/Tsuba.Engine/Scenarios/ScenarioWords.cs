using System.Text;

namespace Tsuba.Engine.Scenarios;

/// <summary>Reads a line of a scenario word by word. A word in double quotes may hold blanks; in it <c>\"</c>, <c>\\</c> and <c>\n</c> are escapes.</summary>
internal sealed class ScenarioWords(string line)
{
    private int _position;

    internal bool AtEnd
    {
        get
        {
            while (_position < line.Length && char.IsWhiteSpace(line[_position]))
            {
                _position++;
            }

            return _position >= line.Length || line[_position] == '#';
        }
    }

    /// <summary>Whether the next word begins with a quote.</summary>
    internal bool PeekIsQuoted => !AtEnd && line[_position] == '"';

    /// <summary>Whether a quote was not closed.</summary>
    internal bool HasOpenQuote { get; private set; }

    /// <summary>The next word; empty at the end.</summary>
    internal string Next()
    {
        if (AtEnd)
        {
            return "";
        }

        var word = new StringBuilder();
        var quoted = false;
        for (; _position < line.Length && (quoted || !char.IsWhiteSpace(line[_position])); _position++)
        {
            var character = line[_position];
            if (character == '"')
            {
                quoted = !quoted;
            }
            else if (quoted && character == '\\' && _position + 1 < line.Length && (line[_position + 1] is '"' or '\\' or 'n'))
            {
                word.Append(line[++_position] == 'n' ? '\n' : line[_position]);
            }
            else
            {
                word.Append(character);
            }
        }

        HasOpenQuote |= quoted;
        return word.ToString();
    }

    /// <summary>All that is left, as it stands.</summary>
    internal string Rest()
    {
        var rest = AtEnd ? "" : line[_position..].TrimEnd();
        _position = line.Length;
        return rest;
    }
}
