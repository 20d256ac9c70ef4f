using System.Threading.Channels;

namespace Tsuba.Arbiter.Loops;

/// <summary>
/// The one loop that owns the core: what others want done to it waits in a bounded queue and runs in order. After each burst the
/// core steps once.
/// </summary>
internal sealed class CoreLoop
{
    private const int QueueBound = 4096;

    private readonly Channel<Action> _inputs = Channel.CreateBounded<Action>(new BoundedChannelOptions(QueueBound) { SingleReader = true });
    private readonly Action _step;

    internal CoreLoop(Action step)
    {
        _step = step;
    }

    /// <summary>Puts something in; waits while the queue is full.</summary>
    internal ValueTask TellAsync(Action input, CancellationToken cancellationToken) => _inputs.Writer.WriteAsync(input, cancellationToken);

    /// <summary>Puts something in and waits for its outcome.</summary>
    internal async Task<T> AskAsync<T>(Func<T> question, CancellationToken cancellationToken)
    {
        var answer = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        await _inputs.Writer.WriteAsync(
            () =>
            {
                try
                {
                    answer.TrySetResult(question());
                }
                catch (Exception fault)
                {
                    answer.TrySetException(fault);
                    throw;
                }
            },
            cancellationToken);
        return await answer.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Runs until the token is cancelled. An exception here is a bug: it ends the process.</summary>
    internal async Task RunAsync(CancellationToken stop)
    {
        while (await _inputs.Reader.WaitToReadAsync(stop))
        {
            while (_inputs.Reader.TryRead(out var input))
            {
                input();
            }

            _step();
        }
    }
}
