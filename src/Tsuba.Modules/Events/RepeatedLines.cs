using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Events;

/// <summary>
/// Finds log lines that several parts write for one thing: each part logs a global command, a contact's downtime or the change of a
/// time period for itself, and a log of the whole site shows it once. A command is known by its source and number, which its answer
/// names in the same turn; other lines without an item by their text and second. Not thread-safe: one loop owns it.
/// </summary>
public sealed class RepeatedLines
{
    private const int MostKeys = 10_000;
    private const string CommandPrefix = "EXTERNAL COMMAND: ";

    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();

    /// <summary>Looks at the lines of some frames of one part; nothing is remembered before <see cref="Keep"/>.</summary>
    public FrameLines Look(IReadOnlyList<EventFrame> frames)
    {
        var repeated = new HashSet<Event>(ReferenceEqualityComparer.Instance);
        return new FrameLines(repeated, Look(frames, [], repeated));
    }

    /// <summary>Looks at the lines of several parts, which are kept together: what one of them tells, those after it repeat.</summary>
    public FrameLines Look(IReadOnlyList<PartEvents> gathered)
    {
        var repeated = new HashSet<Event>(ReferenceEqualityComparer.Instance);
        var before = new HashSet<string>(StringComparer.Ordinal);
        foreach (var events in gathered)
        {
            before.UnionWith(Look(events.Frames, before, repeated));
        }

        return new FrameLines(repeated, before);
    }

    /// <summary>The frames are kept: their lines are known from now on.</summary>
    public void Keep(FrameLines lines)
    {
        foreach (var key in lines.Keys)
        {
            if (_known.Add(key))
            {
                _order.Enqueue(key);
            }
        }

        while (_order.Count > MostKeys)
        {
            _known.Remove(_order.Dequeue());
        }
    }

    private List<string> Look(IReadOnlyList<EventFrame> frames, HashSet<string> before, HashSet<Event> repeated)
    {
        var keys = new List<string>();
        foreach (var frame in frames)
        {
            for (var index = 0; index < frame.Events.Count; index++)
            {
                if (frame.Events[index] is not { KindCase: Event.KindOneofCase.Log, Log.Item: 0 } line || KeyOf(frame, index) is not { } key)
                {
                    continue;
                }

                if (_known.Contains(key) || before.Contains(key))
                {
                    repeated.Add(line);
                }
                else
                {
                    keys.Add(key);
                }
            }
        }

        return keys;
    }

    private static string? KeyOf(EventFrame frame, int index)
    {
        var line = frame.Events[index];
        if (!line.Log.Line.StartsWith(CommandPrefix, StringComparison.Ordinal))
        {
            return FormattableString.Invariant($"{line.UtcMs / 1000} {line.Log.Line}");
        }

        for (var next = index + 1; next < frame.Events.Count; next++)
        {
            if (frame.Events[next] is { KindCase: Event.KindOneofCase.CommandAnswer, CommandAnswer: var answer })
            {
                return FormattableString.Invariant($"{answer.Source}/{answer.Sequence}");
            }
        }

        return null;
    }
}
