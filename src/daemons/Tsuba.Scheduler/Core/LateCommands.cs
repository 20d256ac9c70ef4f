using System.Globalization;
using Tsuba.Engine;
using Tsuba.Engine.Inputs;
using Tsuba.Model.ExternalCommands;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>
/// How a part takes commands that owners before left, of this part or of another one (<see cref="LeftCommands"/>). An engine refuses what is not above the highest
/// number of a source. It may have later numbers of the same source by now, so what the journal of the part does not hold goes under the
/// other name then; and where another owner left later numbers under that name before, under the next of its rounds. Which numbers it had is read
/// from its journal: of its own former owners, from the frames since that ownership began, those that it had copied before the takeover, and its own. A host that was in
/// another part since then may have had the command there: the part does not know. Source: decisions 0059 and 0099.
/// </summary>
public sealed class LateCommands
{
    private const char RoundMark = '+';

    private readonly Dictionary<string, KnownNumbers> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _moved = new(StringComparer.Ordinal);
    private readonly Dictionary<Epoch, ulong> _lastFrames = [];
    private readonly Dictionary<(string Host, string Name), ulong> _given = [];
    private readonly Dictionary<(string Host, string Name), ulong> _read = [];
    private bool _isByHost;
    private readonly PartId _part;
    private readonly Epoch _since;

    /// <summary>For a batch of commands.</summary>
    /// <param name="part">The part that is given them.</param>
    /// <param name="commands">The batch.</param>
    public LateCommands(PartId part, IEnumerable<Command> commands)
    {
        _part = part;
        var since = Epoch.FromPacked(ulong.MaxValue);
        foreach (var command in commands)
        {
            if (CommandSources.TryReadLeft(command.Source, out var source, out var epoch))
            {
                _known.TryAdd(CommandSources.Origin(source), new KnownNumbers());
                since = Min(IsOfAnotherPart(command) ? default : epoch, since);
                _lastFrames.TryAdd(epoch, 0);
                HasAny = true;
            }
        }

        _since = since;
    }

    /// <summary>Whether the batch has any such command.</summary>
    public bool HasAny { get; }

    /// <summary>The host that a command is about; null: it is about none.</summary>
    public static string? HostOf(Command command) => ExternalCommandParser.HostOf(command.Line, CommandLineLimits.DefaultMaxLength);

    /// <summary>Takes what the part remembers of the ownerships under which the commands were taken.</summary>
    /// <param name="lastFrameOf">The last frame that it has of one; 0: none, or it is not remembered.</param>
    /// <param name="semantics">Version of the rules that it runs under, which say what its engine refuses as a double.</param>
    public void Remember(Func<Epoch, ulong> lastFrameOf, uint semantics)
    {
        _isByHost = semantics >= SemanticsVersions.MarksByHost;
        foreach (var epoch in _lastFrames.Keys.ToList())
        {
            _lastFrames[epoch] = lastFrameOf(epoch);
        }
    }

    /// <summary>Takes a frame of the part's journal; the frames come in order.</summary>
    public void Read(JournalTurnInputs turn)
    {
        if (turn.Continues)
        {
            return;
        }

        var counts = Epoch.FromPacked(turn.Epoch) >= _since;
        foreach (var input in turn.Inputs)
        {
            if (input.KindCase == JournalInput.KindOneofCase.Command)
            {
                if (Known(input.Command.Source) is { } known && WasTaken(input.Command) && counts)
                {
                    known.Add(input.Command.Source, input.Command.Sequence);
                }
            }
            else if (input.KindCase == JournalInput.KindOneofCase.Configuration && counts)
            {
                _moved.UnionWith(input.Configuration.Leaving);
                _moved.UnionWith(input.Configuration.Awaited);
            }
        }
    }

    /// <summary>What is done about a command, after all before it in the batch.</summary>
    /// <param name="command">A command of the batch.</param>
    /// <param name="marksOf">The highest number that the engine had from each source about a host, or about none where its name is empty; null: the host is not here.</param>
    public LateFate Decide(Command command, Func<string, IReadOnlyDictionary<string, ulong>?> marksOf)
    {
        if (!CommandSources.TryReadLeft(command.Source, out var source, out var epoch))
        {
            return Give(command.Source, command);
        }

        // The part copied the frame that it was in, before it was taken over.
        if (command.LeftFrame > 0 && command.OnlyPart == _part.Value && command.LeftFrame <= _lastFrames[epoch])
        {
            return new(Input: null, CommandState.Duplicate);
        }

        if (Under(command) is { } taken)
        {
            // The engine has it under that name, and refuses it.
            return command.Question == LateQuestion.DidYouHaveIt ? new(Input: null, CommandState.Duplicate) : Give(taken, command);
        }

        var host = HostOf(command) ?? "";
        var marks = marksOf(host);
        var isForOthersToo = command.Question switch
        {
            LateQuestion.DidYouHaveIt => true,
            LateQuestion.CarryOut => false,
            _ => !IsOfAnotherPart(command) && (_moved.Contains(host) || marks is null),
        };
        return isForOthersToo ? new(Input: null, CommandState.Unknown) : Give(NewName(source, command, host, marks), command);
    }

    // What came behind a later number of its source, under later rules of its source about its host, is in the journal too, and the engine refused it: the
    // part does not have it.
    private bool WasTaken(CommandInput command)
    {
        var host = _isByHost ? ExternalCommandParser.HostOf(command.Line, CommandLineLimits.DefaultMaxLength) ?? "" : "";
        if (command.Sequence <= _read.GetValueOrDefault((host, command.Source)))
        {
            return false;
        }

        _read[(host, command.Source)] = command.Sequence;
        return true;
    }

    private static Epoch Min(Epoch left, Epoch right) => left < right ? left : right;

    private static LateFate Give(string name, Command command) =>
        new(new CommandReceived(name, command.Sequence, command.Line, command.Author), CommandState.Pending);

    private bool IsOfAnotherPart(Command command) => command.OnlyPart > 0 && command.OnlyPart != _part.Value;

    // What has no number is new each time.
    private string? Under(Command command) => command.Sequence == 0 ? null : Known(command.Source)?.Under(command.Sequence);

    // Its own name where that is possible: a repetition on the usual way is refused from then on.
    private string NewName(string source, Command command, string host, IReadOnlyDictionary<string, ulong>? marks)
    {
        var name = source;
        for (var round = 0; command.Sequence > 0 && Highest(host, name, marks) >= command.Sequence; round++)
        {
            name = round == 0 ? command.Source : string.Create(CultureInfo.InvariantCulture, $"{command.Source}{RoundMark}{round + 1}");
        }

        _known[CommandSources.Origin(source)].Add(name, command.Sequence);
        _given[(host, name)] = command.Sequence;
        return name;
    }

    private ulong Highest(string host, string name, IReadOnlyDictionary<string, ulong>? marks) =>
        Math.Max(marks?.GetValueOrDefault(name) ?? 0, _given.GetValueOrDefault((host, name)));

    // Several owners may have left the same command, each under its own name; and it may have come behind a move.
    private KnownNumbers? Known(string name) => _known.GetValueOrDefault(CommandSources.Origin(name));
}
