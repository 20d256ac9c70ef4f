using System.Text;

namespace Tsuba.Engine.Macros;

/// <summary>
/// An expanded text under construction. Configuration is written out; run-time text is kept aside and stands in the text as one
/// <see cref="DataSign"/>, so no later step can mistake it for syntax. Reused from command to command.
/// </summary>
internal sealed class MacroText
{
    /// <summary>Stands for one run-time text. A Unicode noncharacter; where configuration holds it, it is replaced.</summary>
    internal const char DataSign = '\uFFFF';

    /// <summary>Characters after which an expansion is given up: macros that name each other can grow without end.</summary>
    internal const int MaxLength = 65_536;

    private const int MaxMacros = 4_096;

    private readonly StringBuilder _text = new();
    private readonly List<MacroMark> _data = [];
    private readonly List<MacroMark> _secrets = [];
    private int _macros;

    internal int Length => _text.Length;

    internal bool IsTooLong { get; private set; }

    /// <summary>Run-time texts in order of their signs.</summary>
    internal IReadOnlyList<MacroMark> Data => _data;

    internal void Clear()
    {
        _text.Clear();
        _data.Clear();
        _secrets.Clear();
        IsTooLong = false;
        _macros = 0;
    }

    /// <summary>Counts a macro. Macros that name each other and end in nothing cost time without making the text longer.</summary>
    internal void CountMacro() => IsTooLong |= ++_macros > MaxMacros;

    internal void Append(string configured)
    {
        if (IsTooLong || _text.Length + configured.Length > MaxLength)
        {
            IsTooLong = true;
            return;
        }

        _text.Append(configured.Contains(DataSign, StringComparison.Ordinal) ? configured.Replace(DataSign, '\uFFFD') : configured);
    }

    internal void AppendData(string macro, string value)
    {
        _data.Add(new MacroMark(_text.Length, _text.Length + 1, macro, value));
        _text.Append(DataSign);
    }

    internal void MarkSecret(string macro, int start)
    {
        if (_text.Length > start)
        {
            _secrets.Add(new MacroMark(start, _text.Length, macro, null));
        }
    }

    /// <summary>The text with signs.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>The text as people read it: run-time texts in their places, their control characters as blanks and secrets as asterisks where asked.</summary>
    internal string Print(bool maskSecrets, bool blankControls = false)
    {
        if (_data.Count == 0 && (!maskSecrets || _secrets.Count == 0))
        {
            return _text.ToString();
        }

        var marks = maskSecrets ? _data.Concat(_secrets) : _data;
        var printed = new StringBuilder(_text.Length);
        var position = 0;

        // An outer secret begins where an inner one does or before it, and covers it.
        foreach (var mark in marks.OrderBy(mark => mark.Start).ThenByDescending(mark => mark.End))
        {
            if (mark.Start < position)
            {
                continue;
            }

            printed.Append(_text, position, mark.Start - position).Append(mark.Value is not { } value ? "****" : blankControls ? WithoutControls(value) : value);
            position = mark.End;
        }

        return printed.Append(_text, position, _text.Length - position).ToString();
    }

    // Unicode's line separators count too: readers of a file may split lines at them.
    private static string WithoutControls(string value) => value.Any(IsBreaking)
        ? string.Create(value.Length, value, static (span, text) =>
        {
            for (var index = 0; index < text.Length; index++)
            {
                span[index] = IsBreaking(text[index]) ? ' ' : text[index];
            }
        })
        : value;

    private static bool IsBreaking(char letter) => char.IsControl(letter) || letter is '\u2028' or '\u2029';
}
