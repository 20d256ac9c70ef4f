using Tsuba.Engine;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>
/// What a replaced owner hands over before it drops a part: the commands and passive results in its journal that its heir may not have. Results of
/// checks are not among them, since the heir has those checks done again. Source: design 3 ("two arbiters"), decision 0059.
/// </summary>
/// <param name="part">The part.</param>
public sealed class LeftCommands(PartId part)
{
    /// <summary>Where it is not known what the follower had, as much of the journal's end is looked at.</summary>
    public const long LongestMemoryMilliseconds = 60 * 60 * 1000;

    private readonly TakenCommands _taken = new(static _ => true) { Semantics = SemanticsVersions.Known.Newest };
    private JournalTurnInputs? _turn;
    private ulong _frame;

    /// <summary>
    /// Takes a frame; the frames come in order. Returns the commands of the turn that ends with it, under names that tell the ownership under which they were taken, with the frame
    /// that they were in. Repetitions, which the engine refused, are in the journal too; handed over, they would double with each change of the owner. What they repeat may be in frames
    /// before the first that is looked at.
    /// </summary>
    /// <param name="frame">Its number.</param>
    /// <param name="turn">Inputs of the frame.</param>
    /// <param name="events">Reads its events.</param>
    public IEnumerable<Command> Read(ulong frame, JournalTurnInputs turn, Func<JournalTurnEvents> events)
    {
        if (!turn.Continues)
        {
            (_frame, _turn) = (frame, turn);
        }

        var taken = _taken.Read(turn, events);
        if (turn.More || _turn is not { } whole)
        {
            return [];
        }

        _turn = null;
        return Named(whole, _frame, taken);
    }

    // A command without a number is new each time.
    private IEnumerable<Command> Named(JournalTurnInputs turn, ulong frame, IReadOnlyList<CommandInput> taken)
    {
        var next = 0;
        foreach (var command in turn.Inputs.Where(static input => input.KindCase == JournalInput.KindOneofCase.Command).Select(static input => input.Command))
        {
            var wasTaken = next < taken.Count && ReferenceEquals(taken[next], command);
            next += wasTaken ? 1 : 0;
            if (wasTaken || command.Sequence == 0)
            {
                yield return new Command
                {
                    Source = CommandSources.LeftUnder(command.Source, Epoch.FromPacked(turn.Epoch)),
                    Sequence = command.Sequence,
                    Line = Timed(command.Line, turn.UtcMs),
                    Author = command.Author,
                    ReceivedUtcMs = turn.UtcMs,
                    OnlyPart = part.Value,
                    LeftFrame = frame,
                };
            }
        }
    }

    // With its own time an older passive result cannot overwrite a newer state: the engine refuses it.
    private static string Timed(string line, long utcMilliseconds) => line.StartsWith('[')
        ? line
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{utcMilliseconds / 1000}] {line}");
}
