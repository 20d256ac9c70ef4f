using System.Globalization;
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

    private readonly Dictionary<string, HashSet<ulong>> _known = new(StringComparer.Ordinal);
    private readonly HashSet<string> _moved = new(StringComparer.Ordinal);
    private readonly Dictionary<Epoch, (ulong Own, ulong UpTo)> _lastFrames = [];
    private readonly Dictionary<(string Host, string Name), ulong> _given = [];
    private readonly TakenCommands _taken;
    private readonly PartId _part;
    private readonly Epoch _since;
    private ulong _firstFrame = 1;

    /// <summary>For a batch of commands.</summary>
    /// <param name="part">The part that is given them.</param>
    /// <param name="commands">The batch.</param>
    public LateCommands(PartId part, IEnumerable<Command> commands)
    {
        _part = part;
        _taken = new TakenCommands(source => Known(source) is not null);
        var since = Epoch.FromPacked(ulong.MaxValue);
        foreach (var command in commands)
        {
            if (CommandSources.TryReadLeft(command.Source, out var source, out var epoch))
            {
                _known.TryAdd(CommandSources.Origin(source), []);
                since = Min(IsOfAnotherPart(command) ? default : epoch, since);
                _lastFrames.TryAdd(epoch, default);
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
    /// <param name="lastFrameUpTo">The same, or where it has none of that one, of the one before.</param>
    /// <param name="semantics">Version of the rules that it runs under, which say what its engine refuses as a double.</param>
    public void Remember(Func<Epoch, ulong> lastFrameOf, Func<Epoch, ulong> lastFrameUpTo, uint semantics)
    {
        _taken.Semantics = semantics;
        foreach (var epoch in _lastFrames.Keys.ToList())
        {
            _lastFrames[epoch] = (lastFrameOf(epoch), lastFrameUpTo(epoch));
        }
    }

    /// <summary>Takes the first frame that the part's journal still has.</summary>
    public void Begin(ulong firstFrame) => _firstFrame = firstFrame;

    /// <summary>Takes a frame of the part's journal; the frames come in order.</summary>
    /// <param name="turn">Inputs of the frame.</param>
    /// <param name="events">Reads its events.</param>
    public void Read(JournalTurnInputs turn, Func<JournalTurnEvents> events)
    {
        var taken = _taken.Read(turn, events);
        if (Epoch.FromPacked(turn.Epoch) < _since)
        {
            return;
        }

        foreach (var command in taken)
        {
            Known(command.Source)?.Add(command.Sequence);
        }

        foreach (var input in turn.Inputs.Where(input => !turn.Continues && input.KindCase == JournalInput.KindOneofCase.Configuration))
        {
            _moved.UnionWith(input.Configuration.Leaving);
            _moved.UnionWith(input.Configuration.Awaited);
        }
    }

    /// <summary>What is done about a command, after all before it in the batch.</summary>
    /// <param name="command">A command of the batch.</param>
    /// <param name="marksOf">The highest number that the engine had from each source about a host, or about none where its name is empty; null: the host is not here.</param>
    public LateFate Decide(Command command, Func<string, IReadOnlyDictionary<string, ulong>?> marksOf)
    {
        if (!CommandSources.TryReadLeft(command.Source, out var source, out var epoch))
        {
            Foresee(command, marksOf);
            return Give(command.Source, command);
        }

        // The part copied the frame that it was in, before it was taken over.
        if (command.LeftFrame > 0 && command.OnlyPart == _part.Value && command.LeftFrame <= _lastFrames[epoch].Own)
        {
            return new(Input: null, CommandState.Duplicate);
        }

        // Not for the engine to say: where the host has left since, it would answer that the host is elsewhere.
        if (IsKnown(command))
        {
            return new(Input: null, CommandState.Duplicate);
        }

        var host = HostOf(command) ?? "";
        var marks = marksOf(host);
        var isForOthersToo = command.Question switch
        {
            LateQuestion.DidYouHaveIt => true,
            LateQuestion.CarryOut => marks is null,
            _ => !IsOfAnotherPart(command) && (_moved.Contains(host) || marks is null),
        };
        if (isForOthersToo)
        {
            return new(Input: null, CommandState.Unknown);
        }

        // It may have come before, in frames that the journal has let go of: rather that than twice.
        return !Reaches(command, epoch) && Highest(host, source, marks) >= command.Sequence
            ? new(Input: null, CommandState.Duplicate)
            : Give(NewName(source, command, host, marks), command) with { IsNew = true };
    }

    private static Epoch Min(Epoch left, Epoch right) => left < right ? left : right;

    private static LateFate Give(string name, Command command) =>
        new(new CommandReceived(name, command.Sequence, command.Line, command.Author), CommandState.Pending);

    // Whether the journal has every frame that was written here since that ownership ended, or since the part went another way than it: what came before, the owner had as well.
    private bool Reaches(Command command, Epoch epoch) => command.Sequence == 0 || IsOfAnotherPart(command) || _firstFrame <= _lastFrames[epoch].UpTo + 1;

    private bool IsOfAnotherPart(Command command) => command.OnlyPart > 0 && command.OnlyPart != _part.Value;

    // What has no number is new each time.
    private bool IsKnown(Command command) => command.Sequence > 0 && Known(command.Source)?.Contains(command.Sequence) == true;

    // Its own name where that is possible: a repetition on the usual way is refused from then on.
    private string NewName(string source, Command command, string host, IReadOnlyDictionary<string, ulong>? marks)
    {
        var name = source;
        for (var round = 0; command.Sequence > 0 && Highest(host, name, marks) >= command.Sequence; round++)
        {
            name = round == 0 ? command.Source : string.Create(CultureInfo.InvariantCulture, $"{command.Source}{RoundMark}{round + 1}");
        }

        Foresee(host, name, command);
        return name;
    }

    // Its sender may have sent it again, or later ones: late ones behind it in the batch find it as if it were in the journal.
    private void Foresee(Command command, Func<string, IReadOnlyDictionary<string, ulong>?> marksOf)
    {
        if (HasAny && command.Sequence > 0 && HostOf(command) is var host && marksOf(host ?? "") is { } marks && command.Sequence > Highest(host ?? "", command.Source, marks))
        {
            Foresee(host ?? "", command.Source, command);
        }
    }

    private void Foresee(string host, string name, Command command)
    {
        Known(name)?.Add(command.Sequence);
        _given[(host, _taken.NameOfMark(host, name))] = command.Sequence;
    }

    private ulong Highest(string host, string name, IReadOnlyDictionary<string, ulong>? marks) =>
        _taken.NameOfMark(host, name) is var known ? Math.Max(marks?.GetValueOrDefault(known) ?? 0, _given.GetValueOrDefault((host, known))) : 0;

    // Several owners may have left the same command, each under its own name; and it may have come behind a move.
    private HashSet<ulong>? Known(string name) => _known.GetValueOrDefault(CommandSources.Origin(name));
}
