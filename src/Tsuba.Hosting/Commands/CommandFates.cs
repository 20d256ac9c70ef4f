using System.Globalization;
using Tsuba.Modules;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Commands;

/// <summary>
/// What became of commands, for those who ask. Keeps the newest <see cref="MostFates"/> ends of commands, and as many of passive
/// results, so that a flood of these does not make the others forgotten. The end of an older one is not known here any more, while the
/// log and the state still show its effect.
/// </summary>
internal sealed class CommandFates
{
    private const int MostFates = 10_000;

    private readonly Lock _lock = new();
    private readonly FateRing _commands = new(MostFates);
    private readonly FateRing _results = new(MostFates);
    private readonly HashSet<string> _expected = new(StringComparer.Ordinal);
    private readonly Queue<string> _expectedOrder = new();
    private readonly Dictionary<string, TaskCompletionSource<CommandFate>> _waiters = new(StringComparer.Ordinal);

    public static string Id(string source, ulong sequence) => string.Create(CultureInfo.InvariantCulture, $"{source}/{sequence}");

    /// <summary>These are commands, whose ends somebody may ask for later; all others are passive results.</summary>
    public void Expect(IEnumerable<string> ids)
    {
        lock (_lock)
        {
            foreach (var id in ids)
            {
                if (_expected.Add(id))
                {
                    _expectedOrder.Enqueue(id);
                }
            }

            while (_expectedOrder.Count > MostFates)
            {
                _expected.Remove(_expectedOrder.Dequeue());
            }
        }
    }

    /// <summary>Takes an answer; one that says nothing final is passed over.</summary>
    public void Take(string id, CommandAnswer answer)
    {
        if (answer.State == CommandState.Pending)
        {
            return;
        }

        var fate = FateOf(answer);
        lock (_lock)
        {
            (_expected.Contains(id) ? _commands : _results).Set(id, fate);
            if (_waiters.Remove(id, out var waiter))
            {
                waiter.TrySetResult(fate);
            }
        }
    }

    /// <summary>Waits for an end; null: it is not known within the wait.</summary>
    public async ValueTask<CommandFate?> WaitAsync(string id, TimeSpan wait, TimeProvider time, CancellationToken cancellationToken)
    {
        Task<CommandFate> fate;
        lock (_lock)
        {
            if (Find(id) is { } known)
            {
                return known;
            }

            if (wait <= TimeSpan.Zero)
            {
                return null;
            }

            if (!_waiters.TryGetValue(id, out var waiter))
            {
                if (_waiters.Count >= MostFates)
                {
                    return null;
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
            return Find(id);
        }
    }

    private static CommandFate FateOf(CommandAnswer answer)
    {
        IEnumerable<CommandAnswer> parts = answer.Parts.Count > 0 ? answer.Parts : [answer];
        return new CommandFate(
            PhaseOf(answer.State), answer.Text, [.. parts.Select(part => new CommandPartAnswer(part.Part, part.Scheduler, PhaseOf(part.State), part.Text))]);
    }

    // Who had it before has applied it.
    private static CommandPhase PhaseOf(CommandState state) => state switch
    {
        CommandState.Refused => CommandPhase.Refused,
        CommandState.Expired => CommandPhase.Expired,
        _ => CommandPhase.Applied,
    };

    private CommandFate? Find(string id) => _commands.Find(id) ?? _results.Find(id);
}
