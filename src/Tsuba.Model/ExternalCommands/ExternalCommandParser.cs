using System.Buffers;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Tsuba.Model.ExternalCommands;

/// <summary>
/// Reads command lines: <c>[epoch] NAME;argument;…</c>, the time stamp optional, the name in any case. Never throws on any line.
/// Source: reference/shinken.md 5.1.
/// </summary>
public static partial class ExternalCommandParser
{
    private const int QuotedLength = 64;

    private static readonly SearchValues<char> _controls = SearchValues.Create(ForbiddenCharacters());

    /// <summary>Reads a line.</summary>
    /// <param name="line">The line without its line end.</param>
    /// <param name="maxLength">Most characters that are accepted; at least 1.</param>
    /// <returns>The command, or why there is none.</returns>
    public static ExternalCommandResult Parse(ReadOnlySpan<char> line, int maxLength)
    {
        if (Check(line, maxLength) is { } problem)
        {
            return Refuse(problem);
        }

        if (!TryReadTimestamp(ref line, out var timestamp))
        {
            return Refuse("the time stamp before the command is not '[seconds]'");
        }

        var separator = line.IndexOf(';');
        var name = (separator < 0 ? line : line[..separator]).Trim();
        if (name.IsEmpty)
        {
            return Refuse("the line holds no command");
        }

        var written = ExternalCommandTable.Find(name);
        if (written is null)
        {
            var near = ExternalCommandTable.FindNear(name);
            return Refuse($"unknown command '{Quote(name)}'{(near is null ? "" : $"; did you mean {near}?")}");
        }

        return ReadArguments(ExternalCommandTable.Resolve(written), timestamp, line, separator);
    }

    /// <summary>The host that a command or passive result is about, or whose service it is about; null: none, or the line is not understood.</summary>
    public static string? HostOf(ReadOnlySpan<char> line, int maxLength)
    {
        if (TryParsePassiveResult(line, maxLength, out var result))
        {
            return result.Host.ToString();
        }

        var parsed = Parse(line, maxLength);
        return parsed.IsUnderstood ? parsed.Command.HostName : null;
    }

    /// <summary>The line without its time stamp, as the log shows it; the line itself if there is none.</summary>
    public static ReadOnlySpan<char> WithoutTimestamp(ReadOnlySpan<char> line)
    {
        TryReadTimestamp(ref line, out _);
        return line;
    }

    private static ExternalCommandResult ReadArguments(ExternalCommandRow row, long? timestamp, ReadOnlySpan<char> line, int separator)
    {
        var values = row.Arguments.IsEmpty ? [] : new CommandValue[row.Arguments.Length];
        for (var index = 0; index < row.Arguments.Length; index++)
        {
            var argument = row.Arguments[index];
            if (separator < 0)
            {
                if (!argument.IsOptional)
                {
                    return Refuse($"{row.Name} lacks its {argument.Name}; expected {row}");
                }

                values[index] = CommandValue.Absent;
                continue;
            }

            line = line[(separator + 1)..];
            separator = argument.Kind == CommandArgumentKind.Text ? -1 : line.IndexOf(';');
            var text = separator < 0 ? line : line[..separator];
            if (ReadValue(argument, text, out values[index]) is { } problem)
            {
                return Refuse($"{row.Name}: {problem}; expected {row}");
            }
        }

        // Scripts that end every line with a semicolon are common, anything else after the last argument is a mistake.
        if (separator >= 0 && !line[(separator + 1)..].Trim().IsEmpty)
        {
            return Refuse($"{row.Name} has more arguments than {row}");
        }

        return new ExternalCommandResult(new ExternalCommand(row, timestamp, ImmutableCollectionsMarshal.AsImmutableArray(values)), null);
    }

    private static string? ReadValue(CommandArgument argument, ReadOnlySpan<char> text, out CommandValue value)
    {
        value = default;
        switch (argument.Kind)
        {
            case CommandArgumentKind.Integer or CommandArgumentKind.Timestamp or CommandArgumentKind.Flag:
                if (argument.IsOptional && text.Trim().IsEmpty)
                {
                    value = CommandValue.Absent;
                    return null;
                }

                if (!TryReadNumber(text, out var number))
                {
                    return $"{argument.Name} is '{Quote(text)}', not a number";
                }

                var isFlag = argument.Kind == CommandArgumentKind.Flag;
                value = new CommandValue(text.ToString(), isFlag && number > 0 ? 1 : isFlag ? 0 : number, IsPresent: true);
                return null;
            case CommandArgumentKind.Text or CommandArgumentKind.Word or CommandArgumentKind.Command:
                value = new CommandValue(text.ToString(), 0, IsPresent: true);
                return null;
            default:
                text = text.Trim();
                if (text.IsEmpty && !argument.IsOptional)
                {
                    return $"{argument.Name} is empty";
                }

                value = text.IsEmpty ? CommandValue.Absent : new CommandValue(text.ToString(), 0, IsPresent: true);
                return null;
        }
    }

    private static string? Check(ReadOnlySpan<char> line, int maxLength)
    {
        if (line.Length > maxLength)
        {
            return string.Create(CultureInfo.InvariantCulture, $"the line has {line.Length} characters; {maxLength} are allowed");
        }

        var control = line.IndexOfAny(_controls);
        return control < 0
            ? null
            : string.Create(CultureInfo.InvariantCulture, $"the line holds the control character U+{(int)line[control]:X4} at column {control + 1}");
    }

    // False only if the line starts with a bracket that holds no time stamp; the line is then left as it was.
    private static bool TryReadTimestamp(ref ReadOnlySpan<char> line, out long? timestamp)
    {
        timestamp = null;
        var rest = line.TrimStart(' ');
        if (rest.IsEmpty || rest[0] != '[')
        {
            return true;
        }

        var end = rest.IndexOf(']');
        if (end < 0 || !TryReadNumber(rest[1..end], out var seconds) || seconds < 0)
        {
            return false;
        }

        timestamp = seconds;
        line = rest[(end + 1)..].TrimStart(' ');
        return true;
    }

    private static bool TryReadNumber(ReadOnlySpan<char> text, out long number)
    {
        text = text.Trim();
        var point = text.IndexOf('.');
        if (point > 0)
        {
            if (text[(point + 1)..].ContainsAnyExceptInRange('0', '9'))
            {
                number = 0;
                return false;
            }

            text = text[..point];
        }

        return long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out number);
    }

    private static string Quote(ReadOnlySpan<char> text) =>
        text.Length <= QuotedLength ? text.ToString() : string.Concat(text[..QuotedLength], "…");

    private static ExternalCommandResult Refuse(string why) => new(null, why);

    // Everything that ends a line or steers a terminal for any reader downstream; the tabulator is ordinary text.
    private static ReadOnlySpan<char> ForbiddenCharacters()
    {
        var forbidden = new List<char> { '\u2028', '\u2029' };
        for (var character = '\0'; character <= '\u009F'; character++)
        {
            if (char.IsControl(character) && character != '\t')
            {
                forbidden.Add(character);
            }
        }

        return forbidden.ToArray();
    }
}
