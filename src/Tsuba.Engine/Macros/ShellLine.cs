using System.Globalization;
using System.Text;

namespace Tsuba.Engine.Macros;

/// <summary>
/// Makes a line for <c>/bin/sh -c</c> in which every run-time text is a reference to an environment variable, quoted as its place needs.
/// It follows the quoting and nesting of POSIX shells as far as that decides where a text stands, and refuses places in which a text
/// would be code, the name of a program or of a file. Source: design 3, "macros in command lines"; POSIX "Shell Command Language".
/// </summary>
internal sealed class ShellLine
{
    private static readonly string[] _reserved = ["if", "then", "else", "elif", "while", "until", "do", "!", "{", "}", "time", "fi", "done"];

    private readonly string _line;
    private readonly IReadOnlyList<MacroMark> _data;
    private readonly StringBuilder _written = new();
    private readonly Stack<ShellFrame> _frames = new();
    private int _nextData;
    private bool _hasHereDocument;

    private ShellLine(string line, IReadOnlyList<MacroMark> data)
    {
        _line = line;
        _data = data;
        _frames.Push(new ShellFrame('\0'));
    }

    internal List<KeyValuePair<string, string>> Environment { get; } = [];

    /// <summary>Why the line is refused, or null.</summary>
    internal string? Refusal { get; private set; }

    internal string Text => _written.ToString();

    private ShellFrame Frame => _frames.Peek();

    internal static ShellLine Write(string line, IReadOnlyList<MacroMark> data)
    {
        var result = new ShellLine(line, data);
        if (data.Count == 0)
        {
            result._written.Append(line);
        }
        else
        {
            result.Scan();
        }

        return result;
    }

    private void Scan()
    {
        for (var position = 0; position < _line.Length && Refusal is null; position++)
        {
            var character = _line[position];
            position = character switch
            {
                MacroText.DataSign => WriteData(position),
                '\\' when Next(position) == MacroText.DataSign => position,
                '\\' => Copy(position, count: 2),
                '$' when Next(position) == '\'' => RefuseAnsiQuote(position),
                '$' when Next(position) == '(' => Open(position, count: 2, ')'),
                '$' when Next(position) == '{' => CopyParameter(position),
                '`' when Frame is { End: '`', InDoubleQuotes: false } => Close(position),
                '`' => Open(position, count: 1, '`'),
                '"' => Toggle(position),
                _ when Frame.InDoubleQuotes => Copy(position, count: 1),
                '\'' => CopySingleQuoted(position),
                ' ' or '\t' => EndWord(position),
                '|' or ';' or '&' or '\n' => Separate(position, character),
                '<' or '>' => Redirect(position, character),
                '(' => Open(position, count: 1, ')'),
                ')' => Close(position),
                '#' when !Frame.InWord => SkipComment(),
                _ => Copy(position, count: 1),
            };
        }

        while (Refusal is null && _frames.Count > 0)
        {
            EndCommand();
            _frames.Pop();
        }
    }

    private char Next(int position) => position + 1 < _line.Length ? _line[position + 1] : '\0';

    private int Copy(int position, int count)
    {
        count = Math.Min(count, _line.Length - position);
        for (var index = position; index < position + count; index++)
        {
            _written.Append(_line[index]);
            Frame.Word.Append(_line[index]);
        }

        Frame.InWord = true;
        return position + count - 1;
    }

    private int WriteData(int position)
    {
        if (_hasHereDocument)
        {
            Refuse("stands behind a here-document");
            return position;
        }

        var reference = AddVariable(atStart: Frame.Word.Length == 0 && !Frame.WordHoldsData);
        _written.Append(Frame.InDoubleQuotes ? reference : $"\"{reference}\"");
        TakeData();
        return position;
    }

    private string AddVariable(bool atStart)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"TSUBA_DATA_{_nextData + 1}");
        Environment.Add(new KeyValuePair<string, string>(name, DataArgument.Protect(_data[_nextData++].Value, atStart)));
        return "${" + name + "}";
    }

    private void TakeData()
    {
        Frame.InWord = Frame.WordHoldsData = Frame.HoldsData = true;
    }

    private int CopySingleQuoted(int position)
    {
        _written.Append('\'');
        Frame.InWord = true;
        for (position++; position < _line.Length && _line[position] != '\''; position++)
        {
            if (_line[position] == MacroText.DataSign)
            {
                _written.Append("'\"").Append(AddVariable(atStart: Frame.Word.Length == 0 && !Frame.WordHoldsData)).Append("\"'");
                TakeData();
            }
            else
            {
                _written.Append(_line[position]);
                Frame.Word.Append(_line[position]);
            }
        }

        if (position == _line.Length)
        {
            Refuse("stands in a line with an open quote");
        }

        _written.Append('\'');
        return position;
    }

    // Some shells read $'…' with escapes, others as a dollar and a quote: where a text behind it stands cannot be told.
    private int RefuseAnsiQuote(int position)
    {
        Refuse("stands in a line with $'…'");
        return position;
    }

    private int CopyParameter(int position)
    {
        var end = _line.IndexOf('}', position);
        end = end < 0 ? _line.Length - 1 : end;
        if (_line.AsSpan(position, end - position).Contains(MacroText.DataSign))
        {
            Refuse("stands inside ${…}");
            return end;
        }

        return Copy(position, end - position + 1);
    }

    private int Toggle(int position)
    {
        _written.Append('"');
        Frame.InDoubleQuotes = !Frame.InDoubleQuotes;
        Frame.InWord = true;
        return position;
    }

    private int Open(int position, int count, char end)
    {
        if (count == 1 && end == ')')
        {
            EndWord();
        }
        else
        {
            Frame.InWord = true;
        }

        _written.Append(_line, position, count);
        _frames.Push(new ShellFrame(end));
        return position + count - 1;
    }

    private int Close(int position)
    {
        EndCommand();
        if (_frames.Count > 1)
        {
            // What a substitution prints is as much run-time text as what it was given.
            var holdsData = _frames.Pop().HoldsData;
            Frame.WordHoldsData |= holdsData && Frame.InWord;
            Frame.HoldsData |= holdsData;
        }

        _written.Append(_line[position]);
        return position;
    }

    private int Redirect(int position, char character)
    {
        if (Frame.Word.ToString() is { Length: > 0 } word && word.All(char.IsAsciiDigit))
        {
            Frame.Word.Clear();
            Frame.InWord = false;
        }

        EndWord();
        _hasHereDocument |= character == '<' && Next(position) == '<';
        Frame.IsRedirection = true;
        _written.Append(character);
        if (Next(position) is '&' or '>' or '<')
        {
            _written.Append(_line[++position]);
        }

        return position;
    }

    private int Separate(int position, char character)
    {
        EndCommand();
        Frame.ReadsPipe = character == '|' && Next(position) != '|' && (position == 0 || _line[position - 1] != '|');
        _written.Append(character);
        return position;
    }

    private int EndWord(int position)
    {
        EndWord();
        _written.Append(_line[position]);
        return position;
    }

    private int SkipComment()
    {
        _nextData = _data.Count;
        return _line.Length;
    }

    private void EndCommand()
    {
        EndWord();
        if (Frame is { ReadsPipe: true, HoldsData: true } && DataArgument.RunsItsInput(Frame.Words))
        {
            Refuse($"would be code that {Frame.Words[0].Text} reads");
        }

        Frame.Words.Clear();
        Frame.IsRedirection = false;
        Frame.ReadsPipe = false;
    }

    private void EndWord()
    {
        var frame = Frame;
        if (!frame.InWord || Refusal is not null)
        {
            return;
        }

        var word = new CommandWord(frame.Word.ToString(), frame.WordHoldsData);
        frame.Word.Clear();
        frame.InWord = frame.WordHoldsData = false;
        if (frame.IsRedirection)
        {
            frame.IsRedirection = false;
            if (word.HoldsData)
            {
                Refuse("would be the name of a file");
            }
        }
        else if (frame.Words.Count > 0 || word.HoldsData)
        {
            frame.Words.Add(word);
            if (word.HoldsData && DataArgument.Refuse(frame.Words, frame.Words.Count - 1) is { } why)
            {
                Refuse(why);
            }
        }
        else if (!_reserved.Contains(word.Text) && !IsAssignment(word.Text))
        {
            frame.Words.Add(word);
        }
    }

    private static bool IsAssignment(string word)
    {
        var equals = word.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && !word.AsSpan(0, equals).ContainsAny("/-.");
    }

    private void Refuse(string why) => Refusal ??= $"${_data[Math.Max(0, Math.Min(_nextData, _data.Count) - 1)].Macro}$ {why}";
}
