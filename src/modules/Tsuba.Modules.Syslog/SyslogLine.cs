using System.Globalization;
using System.Text;

namespace Tsuba.Modules.Syslog;

/// <summary>
/// The one place that makes a syslog message: one datagram, one line, whatever the text holds. Source: RFC 3164 4.1 as local sockets take it,
/// without a host; RFC 5424 6; reference/security.md, first row.
/// </summary>
/// <param name="settings">Form, facility, tag.</param>
/// <param name="machine">Name of this machine.</param>
/// <param name="process">Number of this process.</param>
internal sealed class SyslogLine(SyslogSettings settings, string machine, int process)
{
    // Nagios gives every line this one, of info.
    private const int Severity = 6;

    private readonly string _priority = ((settings.Facility * 8) + Severity).ToString(CultureInfo.InvariantCulture);
    private readonly string _machine = string.Concat(machine.Where(character => character is > ' ' and <= '~').Take(255).DefaultIfEmpty('-'));

    /// <summary>The message.</summary>
    /// <param name="at">When it happened, in the zone of the site.</param>
    /// <param name="kind">What the line tells, for the message id of RFC 5424.</param>
    /// <param name="text">The line.</param>
    public byte[] Encode(DateTimeOffset at, string kind, string text)
    {
        var head = settings.IsModern
            ? string.Create(CultureInfo.InvariantCulture, $"<{_priority}>1 {at.ToUniversalTime():yyyy-MM-dd'T'HH:mm:ss.fff}Z {_machine} {settings.Tag} {process} {kind} - ")
            : string.Create(CultureInfo.InvariantCulture, $"<{_priority}>{at:MMM} {at.Day,2} {at:HH:mm:ss} {(settings.Host.Length > 0 ? _machine + " " : "")}{settings.Tag}[{process}]: ");
        var plain = Plain(text);

        // RFC 5424 6.4: UTF-8 is marked; what is ASCII alone needs no mark.
        return Cut(Encoding.UTF8.GetBytes(head + (settings.IsModern && !Ascii.IsValid(plain) ? "\uFEFF" : "") + plain));
    }

    private static string Plain(string text) => string.Create(text.Length, text, static (span, source) =>
    {
        for (var index = 0; index < span.Length; index++)
        {
            span[index] = char.IsControl(source[index]) || source[index] is '\u2028' or '\u2029' ? ' ' : source[index];
        }
    });

    private byte[] Cut(byte[] message)
    {
        if (message.Length <= settings.MostBytes)
        {
            return message;
        }

        // Never inside a character.
        var end = settings.MostBytes;
        while ((message[end] & 0xC0) == 0x80)
        {
            end--;
        }

        return message[..end];
    }
}
