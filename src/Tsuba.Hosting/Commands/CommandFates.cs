using System.Globalization;
using Tsuba.Modules;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Commands;

/// <summary>
/// What became of commands, for those who ask. Keeps the newest <see cref="MostFates"/> answers; an older one is forgotten, and who
/// asks for it is told "pending", while the log and the state still show its effect.
/// </summary>
internal sealed class CommandFates
{
    private const int MostFates = 10_000;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, CommandFate> _known = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly Dictionary<string, TaskCompletionSource<CommandFate>> _waiters = new(StringComparer.Ordinal);

    public static string Id(string source, ulong sequence) => string.Create(CultureInfo.InvariantCulture, $"{source}/{sequence}");

    public void Take(CommandAnswer answer)
    {
        if (answer.State == CommandState.Pending)
        {
            return;
        }

        var id = Id(answer.Source, answer.Sequence);
        lock (_lock)
        {
            var applied = answer.State is CommandState.Applied or CommandState.Duplicate;
            var fate = _known.TryGetValue(id, out var earlier)
                ? new CommandFate(true, earlier.Applied && applied, applied ? earlier.Text : answer.Text)
                : new CommandFate(true, applied, answer.Text);
            if (_known.TryAdd(id, fate))
            {
                _order.Enqueue(id);
                if (_order.Count > MostFates)
                {
                    _known.Remove(_order.Dequeue());
                }
            }
            else
            {
                _known[id] = fate;
            }

            if (_waiters.Remove(id, out var waiter))
            {
                waiter.TrySetResult(fate);
            }
        }
    }

    public async ValueTask<CommandFate> WaitAsync(string id, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        Task<CommandFate> fate;
        lock (_lock)
        {
            if (_known.TryGetValue(id, out var known))
            {
                return known;
            }

            if (!_waiters.TryGetValue(id, out var waiter))
            {
                if (_waiters.Count >= MostFates)
                {
                    return new CommandFate(false, false, "");
                }

                waiter = new TaskCompletionSource<CommandFate>(TaskCreationOptions.RunContinuationsAsynchronously);
                _waiters[id] = waiter;
            }

            fate = waiter.Task;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var ended = await Task.WhenAny(fate, Task.Delay(wait, time, limit.Token));
        await limit.CancelAsync();
        cancellationToken.ThrowIfCancellationRequested();
        if (ended == fate)
        {
            return await fate;
        }

        lock (_lock)
        {
            // Another one who asked for the same may have given up before and taken the shared waiter away.
            _waiters.Remove(id);
            return _known.TryGetValue(id, out var late) ? late : new CommandFate(false, false, "");
        }
    }
}
