using Tsuba.Model.Items;

namespace Tsuba.Engine.HandOver;

/// <summary>The state of a host and its services on the way from one part to another.</summary>
/// <param name="Part">The part that it comes from; ids of comments and downtimes are that part's.</param>
/// <param name="LastEventId">Highest id of an event there.</param>
/// <param name="LastProblemId">Highest id of a problem there.</param>
internal sealed record HostState(int Part, ulong LastEventId, ulong LastProblemId)
{
    /// <summary>When the host left, by the clock of the part that it comes from, in UTC milliseconds since 1970; 0: not known.</summary>
    public long LeftUtc { get; init; }

    /// <summary>
    /// The highest number that each source gave of commands about the host, the source heard longest ago first; null: the part that it comes from does not keep
    /// marks by host.
    /// </summary>
    public IReadOnlyList<(string Source, ulong Number)>? Commands { get; init; }

    /// <summary>The host and its services.</summary>
    public List<ItemState> Items { get; } = [];

    /// <summary>Dependencies that commands added to these items: son, father.</summary>
    public List<(ItemId Son, ItemId Father)> Dependencies { get; } = [];
}
