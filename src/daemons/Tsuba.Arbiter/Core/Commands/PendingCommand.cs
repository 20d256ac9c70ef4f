using Tsuba.Model.ExternalCommands;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core.Commands;

/// <summary>A command that not every part of its route has answered.</summary>
internal sealed class PendingCommand(CommandRecord record, int position, Command command, CommandRoute route)
{
    private List<CommandAnswer>? _answers;

    internal CommandRecord Record { get; } = record;

    /// <summary>The record whose routes it takes while hosts move; the highest number where the part before has given its host up already.</summary>
    internal ulong RoutedAs { get; private set; } = record.Sequence;

    private int Position { get; } = position;

    internal Command Command { get; private set; } = command;

    /// <summary>Whether it was taken after another one.</summary>
    internal bool IsAfter(PendingCommand other) => (Record.Sequence, Position).CompareTo((other.Record.Sequence, other.Position)) > 0;

    /// <summary>Whether it goes to every part.</summary>
    internal bool IsForAll { get; } = route.IsForAll;

    /// <summary>Who is to be asked about a command that a replaced owner handed over; null: it is another one.</summary>
    internal LateSearch? Search { get; } = command.OnlyPart > 0 && !route.IsForAll ? new LateSearch(new PartId(command.OnlyPart)) : null;

    internal int Outstanding { get; set; }

    /// <summary>Whether it was given to an owner, who may have applied it without being able to say so.</summary>
    internal bool WasSent { get; set; }

    /// <summary>
    /// The host moved to another part. Owners refuse what is older than what they have of a source, and the new part may have younger
    /// commands of this one: from now on the command comes under a source that names the part it came from.
    /// </summary>
    internal void MovedFrom(PartId part)
    {
        Command = Command.Clone();
        Command.Source = SourceWays.MovedFrom(Command.Source, part.Value);
    }

    /// <summary>The part that it was for has given its host up: it goes where later ones go.</summary>
    internal void GivenUp() => RoutedAs = ulong.MaxValue;

    /// <summary>What the next part is asked.</summary>
    internal void Ask(LateQuestion question)
    {
        if (Command.Question != question)
        {
            Command = Command.Clone();
            Command.Question = question;
        }
    }

    internal void Add(CommandAnswer answer) => (_answers ??= []).Add(answer);

    /// <summary>
    /// One answer for all parts: refused if any refused, expired if any was given up, duplicate if all had it before, else applied; where
    /// one part suffices, applied if any applied it. It carries the answer of each.
    /// </summary>
    internal CommandAnswer Summary()
    {
        if (_answers is [var only])
        {
            return only;
        }

        IReadOnlyList<CommandAnswer> answers = _answers ?? (IReadOnlyList<CommandAnswer>)[];
        var summary = new CommandAnswer { Source = Command.Source, Sequence = Command.Sequence, State = StateOf(answers) };
        summary.Text = string.Join("; ", answers.Where(answer => answer.State == summary.State && answer.Text.Length > 0).Select(answer => answer.Text).Distinct(StringComparer.Ordinal));
        summary.Parts.AddRange(answers);
        return summary;
    }

    private CommandState StateOf(IReadOnlyList<CommandAnswer> answers)
    {
        if (route.IsDoneByAnyPart && answers.Any(answer => answer.State == CommandState.Applied))
        {
            return CommandState.Applied;
        }

        if (answers.Any(answer => answer.State == CommandState.Refused))
        {
            return CommandState.Refused;
        }

        if (answers.Any(answer => answer.State == CommandState.Expired))
        {
            return CommandState.Expired;
        }

        return answers.Count > 0 && answers.All(answer => answer.State == CommandState.Duplicate) ? CommandState.Duplicate : CommandState.Applied;
    }
}
