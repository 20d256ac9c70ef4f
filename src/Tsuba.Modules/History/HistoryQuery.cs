using Tsuba.Model.Items;

namespace Tsuba.Modules.History;

/// <summary>What is asked of a history. Answers come newest first, page by page.</summary>
public sealed record HistoryQuery
{
    /// <summary>Most rows of one page.</summary>
    public const int MostRows = 10_000;

    /// <summary>The item, or <see cref="ItemId.None"/> for all.</summary>
    public ItemId Item { get; init; }

    /// <summary>Oldest time wanted, in UTC milliseconds.</summary>
    public long FromUtcMilliseconds { get; init; }

    /// <summary>First time not wanted, in UTC milliseconds.</summary>
    public long ToUtcMilliseconds { get; init; } = long.MaxValue;

    /// <summary>Numbers of the kinds wanted, of <see cref="HistoryKind"/> or <see cref="LogLineKind"/>; empty: all.</summary>
    public IReadOnlyCollection<byte> Kinds { get; init; } = [];

    /// <summary>Text that must be in a log line, whatever its case for ASCII letters; empty: any.</summary>
    public string Contains { get; init; } = "";

    /// <summary>
    /// Whether the viewer may see an item; null: everything. It is part of the query, so a page is full and what is hidden cannot be
    /// told from what is not there. Rows without an item are for those who see everything.
    /// </summary>
    public Func<ItemId, bool>? Sees { get; init; }

    /// <summary>Where the page before ended; null: at the newest.</summary>
    public HistoryCursor? Before { get; init; }

    /// <summary>Most rows wanted, up to <see cref="MostRows"/>.</summary>
    public int Limit { get; init; } = 100;
}
