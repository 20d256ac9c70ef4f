using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>
/// What follows from an order about a part, in this order: the record is made durable, what runs is closed, data is removed, then
/// the part starts in its new role.
/// </summary>
/// <param name="Ack">The answer, if all of that succeeds.</param>
/// <param name="Record">What to remember; null: nothing changes.</param>
/// <param name="Closes">Whether what runs of the part ends.</param>
/// <param name="DeletesData">Whether journal and snapshots go.</param>
/// <param name="Start">How it goes on.</param>
public sealed record PartChange(Ack Ack, PartRecord? Record, bool Closes, bool DeletesData, PartStart Start)
{
    /// <summary>An answer, and nothing else.</summary>
    public static PartChange None(Ack ack) => Remember(ack, record: null);

    /// <summary>An answer, and something to remember.</summary>
    public static PartChange Remember(Ack ack, PartRecord? record) => new(ack, record, Closes: false, DeletesData: false, PartStart.Nothing);
}
