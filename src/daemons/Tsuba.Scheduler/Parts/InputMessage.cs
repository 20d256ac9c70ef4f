using System.Collections.Immutable;
using Tsuba.Engine.Inputs;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Scheduler.Parts;

/// <summary>Inputs for a turn. The task ends when their effect is durable where it must be, with an answer for each command among them.</summary>
internal sealed class InputMessage : PartMessage
{
    private readonly TaskCompletionSource<ImmutableArray<CommandAnswer>> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<CommandAnswer> _answers = [];

    public InputMessage(IReadOnlyList<PartInput> inputs)
    {
        Inputs = inputs;
        foreach (var input in inputs)
        {
            Characters += CharactersOf(input);
        }
    }

    public IReadOnlyList<PartInput> Inputs { get; }

    /// <summary>Characters of all texts: what the message weighs in queues.</summary>
    public long Characters { get; }

    public Task<ImmutableArray<CommandAnswer>> Done => _done.Task;

    /// <summary>Characters of the texts of an input; other members are small and bounded in number.</summary>
    public static int CharactersOf(PartInput input) => input switch
    {
        EngineStep { Input: CheckResult result } => result.Output.Length + (result.Failure?.Length ?? 0),
        EngineStep { Input: CommandReceived command } => command.Line.Length + command.Author.Length + command.Source.Length,
        EngineStep { Input: ActionFinished receipt } => receipt.Text.Length,
        EngineStep { Input: HostsArrived arrived } => arrived.State.Length,
        EngineStep { Input: SiteTotals totals } => totals.RemoteMacros.Sum(static value => value.Key.Length + value.Value.Length),
        _ => 0,
    };

    public void Add(IEnumerable<CommandAnswer?> answers)
    {
        foreach (var answer in answers)
        {
            if (answer is not null)
            {
                _answers.Add(answer);
            }
        }
    }

    /// <summary>What <see cref="Done"/> ended with; empty before.</summary>
    public ImmutableArray<CommandAnswer> Answers { get; private set; } = [];

    public void Complete()
    {
        Answers = [.. _answers];
        _done.TrySetResult(Answers);
    }

    public override void Abandon() => _done.TrySetCanceled();
}
