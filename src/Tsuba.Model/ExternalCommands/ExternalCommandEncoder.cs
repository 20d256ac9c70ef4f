using System.Globalization;

namespace Tsuba.Model.ExternalCommands;

/// <summary>
/// The one place that makes a command line of fields, so that no field of a web form, of NSCA or of Livestatus can become
/// a second field or a second line.
/// </summary>
public static class ExternalCommandEncoder
{
    /// <summary>
    /// Prints a command. Line feeds in a text become <c>\n</c> as plugins write it, other control characters become blanks; a field that
    /// would change the meaning of the line is a refusal, as is everything that <see cref="ExternalCommandParser.Parse"/> refuses.
    /// </summary>
    /// <param name="timestamp">Seconds since 1970; null: no time stamp.</param>
    /// <param name="name">Name of the command.</param>
    /// <param name="arguments">Fields in order; trailing optional ones may be left out.</param>
    /// <param name="maxLength">Most characters of the line.</param>
    public static EncodedCommand Encode(long? timestamp, string name, ReadOnlySpan<string> arguments, int maxLength)
    {
        var row = ExternalCommandTable.Find(name);
        if (row is null)
        {
            return new EncodedCommand(null, ExternalCommandParser.Parse(name, maxLength).Refusal ?? $"'{name}' is not a command");
        }

        if (arguments.Length > row.Arguments.Length)
        {
            return new EncodedCommand(null, $"{row.Name} has more arguments than {row}");
        }

        var fields = new string[arguments.Length + 1];
        fields[0] = timestamp is null ? row.Name : string.Create(CultureInfo.InvariantCulture, $"[{timestamp}] {row.Name}");
        for (var index = 0; index < arguments.Length; index++)
        {
            var isText = row.Arguments[index].Kind == CommandArgumentKind.Text;
            if (!isText && arguments[index].Contains(';', StringComparison.Ordinal))
            {
                return new EncodedCommand(null, $"{row.Name}: {row.Arguments[index].Name} holds a semicolon");
            }

            fields[index + 1] = isText ? PlainText(arguments[index]) : arguments[index];
        }

        var line = string.Join(';', fields);
        var refusal = ExternalCommandParser.Parse(line, maxLength).Refusal;
        return refusal is null ? new EncodedCommand(line, null) : new EncodedCommand(null, refusal);
    }

    private static string PlainText(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange('\0', '\u001F') && !text.AsSpan().ContainsAnyInRange('\u007F', '\u009F')
            && !text.AsSpan().ContainsAny('\u2028', '\u2029'))
        {
            return text;
        }

        var lines = text.ReplaceLineEndings("\\n");
        return string.Create(lines.Length, lines, static (span, source) =>
        {
            for (var index = 0; index < span.Length; index++)
            {
                var character = source[index];
                span[index] = char.IsControl(character) && character != '\t' ? ' ' : character;
            }
        });
    }
}
