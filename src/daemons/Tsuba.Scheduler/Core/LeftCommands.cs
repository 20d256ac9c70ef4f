using Tsuba.Model.ExternalCommands;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>
/// What a replaced owner hands over before it drops a part: the commands and passive results in its journal that its heir may not have. Results of
/// checks are not among them, since the heir has those checks done again. Source: design 3 ("two arbiters"), decision 0059.
/// </summary>
public static class LeftCommands
{
    /// <summary>Where it is not known what the follower had, as much of the journal's end is looked at.</summary>
    public const long LongestMemoryMilliseconds = 60 * 60 * 1000;

    /// <summary>
    /// The commands of a frame that took effect, under names that tell the ownership under which they were taken. Repetitions, which the engine refused, are in the journal
    /// too; handed over, they would double with each change of the owner. Those about one host come in order; what is about another one may have been held back meanwhile.
    /// </summary>
    /// <param name="part">The part.</param>
    /// <param name="turn">Inputs of the frame.</param>
    /// <param name="highest">The highest number of each source about each host in the frames before; this frame is added.</param>
    public static IEnumerable<Command> Of(PartId part, JournalTurnInputs turn, Dictionary<(string Host, string Source), ulong> highest)
    {
        if (turn.Continues)
        {
            yield break;
        }

        foreach (var input in turn.Inputs.Where(static input => input.KindCase == JournalInput.KindOneofCase.Command))
        {
            var command = input.Command;
            if (command.Sequence > 0)
            {
                var key = (ExternalCommandParser.HostOf(command.Line, CommandLineLimits.DefaultMaxLength) ?? "", command.Source);
                if (command.Sequence <= highest.GetValueOrDefault(key))
                {
                    continue;
                }

                highest[key] = command.Sequence;
            }

            yield return new Command
            {
                Source = CommandSources.LeftUnder(command.Source, Epoch.FromPacked(turn.Epoch)),
                Sequence = command.Sequence,
                Line = Timed(command.Line, turn.UtcMs),
                Author = command.Author,
                ReceivedUtcMs = turn.UtcMs,
                OnlyPart = part.Value,
            };
        }
    }

    // With its own time an older passive result cannot overwrite a newer state: the engine refuses it.
    private static string Timed(string line, long utcMilliseconds) => line.StartsWith('[')
        ? line
        : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"[{utcMilliseconds / 1000}] {line}");
}
