using Tsuba.Engine.Inputs;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>
/// How an heir takes commands that the owner before it left (<see cref="LeftCommands"/>). An engine refuses what is not above the highest number
/// of a source. The heir may have later numbers of the same source by now, so what its own journal does not hold goes under the
/// other name then. Which numbers it has since that ownership began is read from its journal: the frames that it had copied before the takeover, and its own.
/// </summary>
public sealed class LateCommands
{
    private readonly Dictionary<string, HashSet<ulong>> _numbers = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ulong> _highest = new(StringComparer.Ordinal);
    private readonly Epoch _since;

    /// <summary>For a batch of commands.</summary>
    public LateCommands(IEnumerable<Command> commands)
    {
        var since = Epoch.FromPacked(ulong.MaxValue);
        foreach (var command in commands)
        {
            if (CommandSources.TryReadLeft(command.Source, out var source, out var epoch))
            {
                _numbers.TryAdd(source, []);
                since = epoch < since ? epoch : since;
                HasAny = true;
            }
        }

        _since = since;
    }

    /// <summary>Whether the batch has any such command.</summary>
    public bool HasAny { get; }

    /// <summary>Takes a frame of the heir's journal, in any order.</summary>
    public void Read(JournalTurnInputs turn)
    {
        if (turn.Continues || Epoch.FromPacked(turn.Epoch) < _since)
        {
            return;
        }

        foreach (var input in turn.Inputs)
        {
            if (input.KindCase == JournalInput.KindOneofCase.Command && _numbers.TryGetValue(input.Command.Source, out var numbers))
            {
                numbers.Add(input.Command.Sequence);
                _highest[input.Command.Source] = Math.Max(_highest.GetValueOrDefault(input.Command.Source), input.Command.Sequence);
            }
        }
    }

    /// <summary>A command as the engine is given it.</summary>
    public CommandReceived Input(Command command)
    {
        var name = command.Source;
        if (CommandSources.TryReadLeft(command.Source, out var source, out _)
            && (_numbers[source].Contains(command.Sequence) || _highest.GetValueOrDefault(source) < command.Sequence))
        {
            // The engine refuses it where it has it; where it is new, a repetition on the usual way is refused from now on.
            name = source;
        }

        return new CommandReceived(name, command.Sequence, command.Line, command.Author);
    }
}
