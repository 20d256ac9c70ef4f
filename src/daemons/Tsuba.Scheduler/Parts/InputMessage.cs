using System.Collections.Immutable;
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
    }

    public IReadOnlyList<PartInput> Inputs { get; }

    public Task<ImmutableArray<CommandAnswer>> Done => _done.Task;

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

    public void Complete() => _done.TrySetResult([.. _answers]);

    public override void Abandon() => _done.TrySetCanceled();
}
