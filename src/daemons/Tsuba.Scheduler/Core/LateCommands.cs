using System.Globalization;
using Tsuba.Engine.Inputs;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>
/// How an heir takes commands that owners before it left (<see cref="LeftCommands"/>). An engine refuses what is not above the highest number
/// of a source. The heir may have later numbers of the same source by now, so what its own journal does not hold goes under the
/// other name then; and where another owner left later numbers under that name before, under the next of its rounds. Which numbers it has since that
/// ownership began is read from its journal: the frames that it had copied before the takeover, and its own.
/// </summary>
public sealed class LateCommands
{
    private const char RoundMark = '+';

    private readonly Dictionary<string, KnownNumbers> _known = new(StringComparer.Ordinal);
    private readonly Epoch _since;

    /// <summary>For a batch of commands.</summary>
    public LateCommands(IEnumerable<Command> commands)
    {
        var since = Epoch.FromPacked(ulong.MaxValue);
        foreach (var command in commands)
        {
            if (CommandSources.TryReadLeft(command.Source, out var source, out var epoch))
            {
                _known.TryAdd(source, new KnownNumbers());
                _known.TryAdd(command.Source, new KnownNumbers());
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
            if (input.KindCase == JournalInput.KindOneofCase.Command && Known(input.Command.Source) is { } known)
            {
                known.Add(input.Command.Source, input.Command.Sequence);
            }
        }
    }

    /// <summary>A command as the engine is given it, after all before it in the batch.</summary>
    public CommandReceived Input(Command command) =>
        new(CommandSources.TryReadLeft(command.Source, out var source, out _) ? Name(source, command) : command.Source, command.Sequence, command.Line, command.Author);

    private string Name(string source, Command command)
    {
        var (own, late) = (_known[source], _known[command.Source]);
        if (late.Under(command.Sequence) is { } taken)
        {
            // The engine has it under that name, and refuses it.
            return taken;
        }

        if (own.Under(command.Sequence) is not null || own.Highest(source) < command.Sequence)
        {
            // The engine refuses it where it has it; where it is new, a repetition on the usual way is refused from now on.
            own.Add(source, command.Sequence);
            return source;
        }

        var name = command.Source;
        for (var round = 2; late.Highest(name) >= command.Sequence; round++)
        {
            name = string.Create(CultureInfo.InvariantCulture, $"{command.Source}{RoundMark}{round}");
        }

        late.Add(name, command.Sequence);
        return name;
    }

    // Rounds of a name that an owner left are known with it.
    private KnownNumbers? Known(string name)
    {
        if (_known.TryGetValue(name, out var known))
        {
            return known;
        }

        var mark = name.LastIndexOf(RoundMark);
        return mark > 0 && CommandSources.TryReadLeft(name[..mark], out _, out _) ? _known.GetValueOrDefault(name[..mark]) : null;
    }
}
