using Tsuba.Model.Items;

namespace Tsuba.Modules.Availability;

/// <summary>What a broker keeps for reports of availability: spans, and what was put right afterwards.</summary>
public interface IAvailabilityStore
{
    /// <summary>What is stored of some items over a range.</summary>
    ValueTask<IReadOnlyDictionary<ItemId, ItemSpans>> SpansAsync(IReadOnlyCollection<ItemId> items, TimeSpanUtc range, CancellationToken cancellationToken);

    /// <summary>Corrections, revoked ones too, newest first, of items that <paramref name="sees"/> lets through (null: all).</summary>
    ValueTask<IReadOnlyList<Correction>> CorrectionsAsync(Func<ItemId, bool>? sees, int limit, CancellationToken cancellationToken);

    /// <summary>Keeps a correction; returns its number. Its own number and times do not count.</summary>
    ValueTask<long> CorrectAsync(Correction correction, CancellationToken cancellationToken);

    /// <summary>Revokes a correction that <paramref name="sees"/> lets through; false: there is none in force of this number.</summary>
    ValueTask<bool> RevokeAsync(long id, string author, string reason, Func<ItemId, bool>? sees, CancellationToken cancellationToken);
}
