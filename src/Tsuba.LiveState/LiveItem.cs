using System.Collections.Immutable;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Protocol.Contracts;

namespace Tsuba.LiveState;

/// <summary>
/// A host or service with its newest status. The writer swaps <see cref="Status"/>; a reader that keeps the reference has one
/// consistent state, since a status message is never changed after it arrived.
/// </summary>
public abstract class LiveItem
{
    private StatusEvent _status = Pending;
    private long _lastUpdate;

    private protected LiveItem(int part)
    {
        Part = part;
    }

    /// <summary>The part that owns the item.</summary>
    public int Part { get; }

    /// <summary>Newest status; an item that was never checked has <c>HasBeenChecked</c> false.</summary>
    public StatusEvent Status => Volatile.Read(ref _status);

    /// <summary>When the newest status arrived here, in UTC microseconds; 0: never. Whoever asks for changes since then misses none.</summary>
    public long LastUpdateUtcMicroseconds => Volatile.Read(ref _lastUpdate);

    /// <summary>What is configured.</summary>
    public abstract Item Definition { get; }

    /// <summary>Whether the item is in a state other than UP or OK.</summary>
    public bool IsProblem => Status is { HasBeenChecked: true, State: not 0 };

    /// <summary>Root problems that the item suffers from; those of parts that are not known here are left out.</summary>
    public IEnumerable<LiveItem> SourceProblems => Known(Status.SourceProblems);

    /// <summary>Items that suffer from it.</summary>
    public IEnumerable<LiveItem> Impacts => Known(Status.Impacts);

    /// <summary>All items of the newest site that has the item. Set by the builder.</summary>
    internal IReadOnlyDictionary<ItemId, LiveItem> Neighbours { get; set; } = ImmutableDictionary<ItemId, LiveItem>.Empty;

    /// <summary>Whether somebody has already taken care: acknowledged, or in downtime.</summary>
    public bool IsHandled => Status.Acknowledgement != 0 || Status.DowntimeDepth > 0;

    /// <summary>Place in the table of hosts or services of the newest site that has the item. Of the writer alone.</summary>
    internal int Row { get; set; }

    /// <summary>Takes the status that the item has in a site.</summary>
    internal void Adopt(LiveSite site)
    {
        if (site.Items.TryGetValue(Definition.Id, out var old))
        {
            Take(old.Status, old.LastUpdateUtcMicroseconds);
        }
    }

    /// <summary>By the one writer: a status that arrived.</summary>
    internal void Take(StatusEvent status, long utcMicroseconds)
    {
        Volatile.Write(ref _lastUpdate, utcMicroseconds);
        Volatile.Write(ref _status, status);
    }

    private IEnumerable<LiveItem> Known(IEnumerable<ulong> ids) =>
        ids.Select(id => Neighbours.GetValueOrDefault(new ItemId(id))).OfType<LiveItem>();

    private static StatusEvent Pending { get; } = new()
    {
        StateType = 1,
        Attempt = 1,
        ChecksEnabled = true,
        PassiveEnabled = true,
        NotificationsEnabled = true,
    };
}
