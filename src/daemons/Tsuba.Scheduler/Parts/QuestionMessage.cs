using Tsuba.Scheduler.Core;

namespace Tsuba.Scheduler.Parts;

/// <summary>A look at the core (or a change of what is not engine state) between two turns.</summary>
internal sealed class QuestionMessage<T> : PartQuestion
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<PartCore, T> _ask;

    public QuestionMessage(Func<PartCore, T> ask)
    {
        _ask = ask;
    }

    public Task<T> Done => _done.Task;

    public override void Ask(PartCore core) => _done.TrySetResult(_ask(core));

    public override void Abandon() => _done.TrySetCanceled();
}
