using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core.Commands;

/// <summary>A command that not every part of its route has answered.</summary>
internal sealed class PendingCommand(CommandRecord record, Command command, bool isForAll)
{
    private List<CommandAnswer>? _answers;

    internal CommandRecord Record { get; } = record;

    internal Command Command { get; } = command;

    /// <summary>Whether it goes to every part.</summary>
    internal bool IsForAll { get; } = isForAll;

    internal int Outstanding { get; set; }

    internal IReadOnlyList<CommandAnswer> Answers => _answers ?? (IReadOnlyList<CommandAnswer>)[];

    internal void Add(CommandAnswer answer) => (_answers ??= []).Add(answer);

    /// <summary>One answer for all parts: refused if any refused, duplicate if all had it before, else applied.</summary>
    internal CommandAnswer Summary()
    {
        if (_answers is [var only])
        {
            return only;
        }

        var summary = new CommandAnswer { Source = Command.Source, Sequence = Command.Sequence, State = CommandState.Applied };
        var answers = Answers;
        if (answers.Any(answer => answer.State == CommandState.Refused))
        {
            summary.State = CommandState.Refused;
        }
        else if (answers.Count > 0 && answers.All(answer => answer.State == CommandState.Duplicate))
        {
            summary.State = CommandState.Duplicate;
        }

        summary.Text = string.Join("; ", answers.Where(answer => answer.State == summary.State && answer.Text.Length > 0).Select(answer => answer.Text).Distinct(StringComparer.Ordinal));
        return summary;
    }
}
