using Tsuba.Engine;
using Tsuba.Engine.ExternalCommands;
using Tsuba.Model.ExternalCommands;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>
/// Which commands of a journal the engine of the part took. What it refused is in the journal too: doubles, what came behind a later number of its source, and what is about a
/// host that is not in the part. Its answers are among the events of a turn; those of older programs do not tell doubles, so the order of the numbers counts for them.
/// Source: decisions 0100 and 0101.
/// </summary>
/// <param name="isLookedAt">Whether commands of a source are looked at.</param>
public sealed class TakenCommands(Predicate<string> isLookedAt)
{
    private readonly Dictionary<(string Host, string Name), ulong> _highest = [];
    private readonly List<CommandInput> _open = [];
    private readonly Dictionary<(string Source, ulong Sequence), Queue<CommandAnswerEvent>> _answers = [];

    /// <summary>Version of the rules of the engine, which say whether it keeps its marks by host (<see cref="SemanticsVersions.MarksByHost"/>) and under which names.</summary>
    public uint Semantics { get; set; } = SemanticsVersions.First;

    /// <summary>The name under which the engine keeps the mark of a source: about a host, a command that came behind a move is the same as before.</summary>
    public string NameOfMark(string host, string name) => IsByHost && host.Length > 0 ? CommandMarks.NameOf(Semantics, name) : name;

    private bool IsByHost => Semantics >= SemanticsVersions.MarksByHost;

    /// <summary>Takes a frame; the frames come in order. Returns what was taken in the turn that ends with it.</summary>
    /// <param name="turn">Inputs of the frame.</param>
    /// <param name="events">Reads its events.</param>
    public IReadOnlyList<CommandInput> Read(JournalTurnInputs turn, Func<JournalTurnEvents> events)
    {
        if (!turn.Continues)
        {
            _open.Clear();
            _answers.Clear();
            _open.AddRange(turn.Inputs.Where(input => input.KindCase == JournalInput.KindOneofCase.Command && isLookedAt(input.Command.Source)).Select(input => input.Command));
        }

        if (_open.Count == 0)
        {
            return [];
        }

        foreach (var answer in events().Events.Where(happened => happened.KindCase == Event.KindOneofCase.CommandAnswer).Select(happened => happened.CommandAnswer))
        {
            var key = (answer.Source, answer.Sequence);
            if (!_answers.TryGetValue(key, out var same))
            {
                _answers.Add(key, same = new Queue<CommandAnswerEvent>());
            }

            same.Enqueue(answer);
        }

        if (turn.More)
        {
            return [];
        }

        List<CommandInput> taken = [.. _open.Where(WasTaken)];
        _open.Clear();
        return taken;
    }

    // Answers come in the order of the commands.
    private bool WasTaken(CommandInput command)
    {
        var answer = _answers.TryGetValue((command.Source, command.Sequence), out var same) && same.TryDequeue(out var first) ? first : null;
        if (answer is { Duplicate: true } or { Elsewhere: true })
        {
            return false;
        }

        var host = IsByHost ? ExternalCommandParser.HostOf(command.Line, CommandLineLimits.DefaultMaxLength) ?? "" : "";
        var key = (host, NameOfMark(host, command.Source));
        var isAbove = command.Sequence > _highest.GetValueOrDefault(key);
        if (isAbove)
        {
            _highest[key] = command.Sequence;
        }

        return isAbove || answer is { Applied: true };
    }
}
