using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Modules.Events;

namespace Tsuba.Modules.NagiosLog.Files;

/// <summary>
/// How far the log is written, kept beside it: what lies behind the length was written by a process that died before it could say so,
/// and comes again.
/// </summary>
/// <param name="Length">Bytes of the log.</param>
/// <param name="RotateAtUtcMilliseconds">When the log is rotated next; 0: not known.</param>
/// <param name="Marks">How far the events of each part stand in the log.</param>
internal sealed record LogPosition(long Length, long RotateAtUtcMilliseconds, ImmutableSortedDictionary<int, EventMark> Marks)
{
    /// <summary>Before anything was written.</summary>
    public static LogPosition None { get; } = new(0, 0, ImmutableSortedDictionary<int, EventMark>.Empty);

    /// <summary>Reads what <see cref="ToString"/> wrote; null: it is none.</summary>
    public static LogPosition? Parse(string text)
    {
        var lines = text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var marks = ImmutableSortedDictionary.CreateBuilder<int, EventMark>();
        if (lines.Length == 0 || !TryNumbers(lines[0], 2, out var head))
        {
            return null;
        }

        foreach (var line in lines.Skip(1))
        {
            if (!TryNumbers(line, 3, out var mark))
            {
                return null;
            }

            marks[(int)mark[0]] = new EventMark((ulong)mark[1], mark[2]);
        }

        return new LogPosition(head[0], head[1], marks.ToImmutable());
    }

    /// <summary>Length and time of the next rotation, then part, sequence and time of each part.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Length} {RotateAtUtcMilliseconds}\n")
        + string.Concat(Marks.Select(mark => string.Create(CultureInfo.InvariantCulture, $"{mark.Key} {mark.Value.Sequence} {mark.Value.UtcMilliseconds}\n")));

    private static bool TryNumbers(string line, int count, out long[] numbers)
    {
        var words = line.Split(' ');
        numbers = new long[count];
        for (var index = 0; index < count; index++)
        {
            if (words.Length != count || !long.TryParse(words[index], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[index]))
            {
                return false;
            }
        }

        return true;
    }
}
