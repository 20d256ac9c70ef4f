using Tsuba.Protocol.Contracts;

namespace Tsuba.Simulation.Tests.Worlds;

/// <summary>What the module of a broker has kept, and what the broker counted as missed.</summary>
internal sealed class EventSink
{
    private readonly Dictionary<(int Part, ulong Sequence), int> _kept = [];
    private readonly List<(int Part, ulong From, ulong To)> _missed = [];

    /// <summary>Events that came more than once.</summary>
    public int Again { get; private set; }

    public void Keep(int part, Event happened)
    {
        if (!_kept.TryAdd((part, happened.Sequence), happened.GetHashCode()))
        {
            Again++;
            _kept[(part, happened.Sequence)] = happened.GetHashCode();
        }
    }

    /// <summary>The broker says that it never got these.</summary>
    public void Skip(int part, ulong from, ulong to) => _missed.Add((part, from, to));

    /// <summary>Whether an event is there as it is in the journal, or was counted as missed: then what an owner told that went another way may stand there instead.</summary>
    public bool Accounts(int part, ulong sequence, int hash) =>
        (_kept.TryGetValue((part, sequence), out var kept) && kept == hash) || _missed.Exists(range => range.Part == part && sequence >= range.From && sequence < range.To);
}
