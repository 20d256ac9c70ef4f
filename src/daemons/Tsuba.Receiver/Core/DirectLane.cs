namespace Tsuba.Receiver.Core;

/// <summary>
/// Commands of one part, in order. An owner refuses what is older than what it has, so all commands of a part go one way at a time: to the
/// owner, or through the arbiter; the way changes only when nothing is under way on the other.
/// </summary>
/// <param name="part">The part.</param>
/// <param name="isViaArbiter">Whether it begins through the arbiter.</param>
/// <param name="isDoubtful">Whether the arbiter may hold commands that this life does not know of; it goes through the arbiter then.</param>
internal sealed class DirectLane(int part, bool isViaArbiter, bool isDoubtful)
{
    private const int MostCommands = 2000;
    private const int MostBytes = 1024 * 1024;
    private const long FirstRetryMs = 100;
    private const long LastRetryMs = 2000;

    // So long a part's owner may fail before its commands go through the arbiter, which knows of an heir first.
    private const long PatienceMs = 2000;

    // So often a lane tries to get back to the owner, and so long it holds its commands back for it.
    private const long ReturnEveryMs = 5000;
    private const long ReturnPatienceMs = 2000;

    private readonly LinkedList<KeptCommand> _waiting = new();
    private readonly HashSet<ulong> _withArbiter = [];
    private bool _isDoubtful = isDoubtful;
    private List<KeptCommand>? _out;
    private int _failures;
    private long _notBeforeMs;
    private long _failingSinceMs = -1;
    private long _returnSinceMs = -1;
    private long _nextReturnMs;

    /// <summary>The part.</summary>
    public int Part { get; } = part;

    /// <summary>Whether the commands go through the arbiter.</summary>
    public bool IsViaArbiter { get; private set; } = isViaArbiter || isDoubtful;

    /// <summary>Whether the next command is to be kept here; else it goes to the arbiter.</summary>
    public bool Holds => !IsViaArbiter || _returnSinceMs >= 0;

    /// <summary>Whether a batch is on its way to the owner.</summary>
    public bool IsOut => _out is not null;

    /// <summary>Whether a timer of the lane runs.</summary>
    public bool HasWork => _waiting.Count > 0 || _out is not null || IsViaArbiter;

    /// <summary>Keeps a command.</summary>
    public void Add(KeptCommand command) => _waiting.AddLast(command);

    /// <summary>The arbiter is given a command of this lane.</summary>
    public void HandOver(ulong sequence) => _withArbiter.Add(sequence);

    /// <summary>The arbiter answered a command of this lane. It takes the commands of a part in order, so older ones are answered too.</summary>
    public void AnsweredByArbiter(ulong sequence)
    {
        if (_withArbiter.Remove(sequence) && _withArbiter.Count == 0)
        {
            _isDoubtful = false;
        }
    }

    /// <summary>The arbiter may hold commands that the lane does not know of.</summary>
    public void Doubt() => _isDoubtful = true;

    /// <summary>The next batch for the owner; null: none is to go now.</summary>
    public List<KeptCommand>? TryNext(long nowMs)
    {
        if (IsViaArbiter || _out is not null || _waiting.Count == 0 || nowMs < _notBeforeMs)
        {
            return null;
        }

        _out = [];
        var bytes = 0;
        while (_out.Count < MostCommands && _waiting.First is { } first && (bytes == 0 || bytes + first.Value.Bytes <= MostBytes))
        {
            bytes += first.Value.Bytes;
            _out.Add(first.Value);
            _waiting.RemoveFirst();
        }

        return _out;
    }

    /// <summary>The owner answered what was out.</summary>
    public List<KeptCommand> TakeAnswered()
    {
        var answered = _out ?? [];
        _out = null;
        _failures = 0;
        _failingSinceMs = -1;
        return answered;
    }

    /// <summary>What was out did not arrive, or may not have.</summary>
    /// <param name="isBusy">The owner lives and has no room at present.</param>
    /// <param name="nowMs">Now.</param>
    public void PutBack(bool isBusy, long nowMs)
    {
        for (var index = (_out?.Count ?? 0) - 1; index >= 0; index--)
        {
            _waiting.AddFirst(_out![index]);
        }

        _out = null;
        _notBeforeMs = nowMs + Math.Min(LastRetryMs, FirstRetryMs << Math.Min(_failures++, 5));
        _failingSinceMs = isBusy ? -1 : _failingSinceMs < 0 ? nowMs : _failingSinceMs;
    }

    /// <summary>The owner changed: it is tried at once.</summary>
    public void OwnerChanged() => _notBeforeMs = 0;

    /// <summary>Works out which way the lane goes; returns what is to be given to the arbiter now.</summary>
    /// <param name="hasOwner">Whether an owner is known.</param>
    /// <param name="mayReturn">Whether nothing else keeps the lane with the arbiter.</param>
    /// <param name="nowMs">Now.</param>
    public List<KeptCommand> Step(bool hasOwner, bool mayReturn, long nowMs)
    {
        if (!IsViaArbiter)
        {
            return _out is null && _waiting.Count > 0 && (!hasOwner || (_failingSinceMs >= 0 && nowMs - _failingSinceMs >= PatienceMs)) ? GoViaArbiter(nowMs) : [];
        }

        if (hasOwner && mayReturn && _withArbiter.Count == 0 && !_isDoubtful && (_returnSinceMs >= 0 || nowMs >= _nextReturnMs))
        {
            GoDirect();
            return [];
        }

        if (_returnSinceMs >= 0 && nowMs - _returnSinceMs >= ReturnPatienceMs)
        {
            // The arbiter still holds some: the others follow them.
            return GoViaArbiter(nowMs);
        }

        if (_returnSinceMs < 0 && hasOwner && mayReturn && _withArbiter.Count > 0 && nowMs >= _nextReturnMs)
        {
            _returnSinceMs = nowMs;
        }

        return [];
    }

    /// <summary>Sends the lane through the arbiter; nothing may be out. Returns what waited, in order.</summary>
    public List<KeptCommand> GoViaArbiter(long nowMs)
    {
        List<KeptCommand> waiting = [.. _waiting];
        _waiting.Clear();
        IsViaArbiter = true;
        _returnSinceMs = -1;
        _nextReturnMs = nowMs + ReturnEveryMs;
        return waiting;
    }

    private void GoDirect()
    {
        IsViaArbiter = false;
        _returnSinceMs = -1;
        _failures = 0;
        _failingSinceMs = -1;
        _notBeforeMs = 0;
    }
}
