using System.Globalization;

namespace Tsuba.Engine.Scenarios;

/// <summary><c>$NOW$</c> and <c>$NOW+600$</c> in a command stand for epoch seconds, so that a script can set downtimes without arithmetic.</summary>
internal static class CommandTimes
{
    private const string Sign = "$NOW";

    /// <summary>The command with its times.</summary>
    public static string Fill(string command, long nowUtcSeconds)
    {
        for (var start = command.IndexOf(Sign, StringComparison.Ordinal); start >= 0; start = command.IndexOf(Sign, start, StringComparison.Ordinal))
        {
            var end = command.IndexOf('$', start + Sign.Length);
            long offset = 0;
            if (end < 0
                || (end > start + Sign.Length
                    && !long.TryParse(command.AsSpan(start + Sign.Length, end - start - Sign.Length), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out offset)))
            {
                break;
            }

            command = string.Concat(command.AsSpan(0, start), (nowUtcSeconds + offset).ToString(CultureInfo.InvariantCulture), command.AsSpan(end + 1));
        }

        return command;
    }
}
