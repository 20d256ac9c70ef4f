using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core.Commands;

/// <summary>
/// Commands on their way to one part, in order. At most one batch is out, so the order holds over retries. While nobody serves the
/// part they are held here.
/// </summary>
internal sealed class PartQueue
{
    private const int MaxBatch = 2000;
    private const int MaxBatchCharacters = 1024 * 1024;
    private const int FirstRetryMs = 100;
    private const int LastRetryMs = 5000;
    private const int PauseMs = 500;

    private readonly LinkedList<PendingCommand> _waiting = new();
    private List<PendingCommand>? _out;
    private int _failures;
    private long _notBefore;

    internal int Count => _waiting.Count + (_out?.Count ?? 0);

    /// <summary>What is out.</summary>
    internal IEnumerable<PendingCommand> Out => _out ?? [];

    /// <summary>Puts a command behind those that were taken before it: owners refuse of a source what is not above what they have.</summary>
    internal void Add(PendingCommand command)
    {
        var before = _waiting.Last;
        while (before is not null && before.Value.IsAfter(command))
        {
            before = before.Previous;
        }

        if (before is null)
        {
            _waiting.AddFirst(command);
        }
        else
        {
            _waiting.AddAfter(before, command);
        }
    }

    /// <summary>The next batch, or null while one is out, the part waits after a failure, or nothing is there that may go.</summary>
    /// <param name="nowMs">Logical time.</param>
    /// <param name="isHeld">What must wait; what is behind it waits too, since the order of a source holds.</param>
    internal IReadOnlyList<Command>? TryNext(long nowMs, Predicate<PendingCommand> isHeld)
    {
        if (_out is not null || _waiting.First is not { } head || nowMs < _notBefore || isHeld(head.Value))
        {
            return null;
        }

        _out = [];
        var characters = 0;
        while (_out.Count < MaxBatch && _waiting.First is { } first && !isHeld(first.Value) && (characters == 0 || characters + first.Value.Command.Line.Length <= MaxBatchCharacters))
        {
            characters += first.Value.Command.Line.Length;
            first.Value.WasSent = true;
            _out.Add(first.Value);
            _waiting.RemoveFirst();
        }

        return _out.ConvertAll(pending => pending.Command);
    }

    /// <summary>Whether a command of the records up to one is waiting or out.</summary>
    internal bool HasUpTo(ulong record) =>
        _waiting.Any(pending => pending.RoutedAs <= record) || _out?.Exists(pending => pending.RoutedAs <= record) == true;

    /// <summary>The batch that was out has been answered.</summary>
    internal List<PendingCommand> TakeAnswered()
    {
        var answered = _out ?? [];
        _out = null;
        _failures = 0;
        return answered;
    }

    /// <summary>The batch that was out goes out again, later, or to another owner.</summary>
    internal void PutBack(long nowMs)
    {
        for (var index = (_out?.Count ?? 0) - 1; index >= 0; index--)
        {
            _waiting.AddFirst(_out![index]);
        }

        _out = null;
        _failures++;
        _notBefore = nowMs + Math.Min(LastRetryMs, FirstRetryMs << Math.Min(_failures - 1, 6));
    }

    /// <summary>The part cannot do yet what it was told: the next batch goes out a little later.</summary>
    internal void Pause(long nowMs) => _notBefore = nowMs + PauseMs;

    /// <summary>Forgets the wait after failures, since the part has a new owner.</summary>
    internal void TryAtOnce()
    {
        _failures = 0;
        _notBefore = 0;
    }

    /// <summary>Takes out the commands that are not out and were taken before a logical time. They came in about that order.</summary>
    internal List<PendingCommand> TakeTakenBefore(long logicalMs)
    {
        var taken = new List<PendingCommand>();
        while (_waiting.First is { } first && first.Value.Record.TakenAtMs < logicalMs)
        {
            taken.Add(first.Value);
            _waiting.RemoveFirst();
        }

        return taken;
    }

    /// <summary>Takes out the commands that are not out, to route them anew.</summary>
    internal List<PendingCommand> TakeWaiting()
    {
        List<PendingCommand> waiting = [.. _waiting];
        _waiting.Clear();
        return waiting;
    }
}
