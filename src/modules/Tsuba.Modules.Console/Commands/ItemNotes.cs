using System.Collections.Immutable;
using System.Globalization;
using Tsuba.LiveState;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Console.Commands;

/// <summary>Downtimes and comments of one item.</summary>
/// <param name="Downtimes">Downtimes, those that have not begun too.</param>
/// <param name="Comments">Comments of people, and those that come with acknowledgements, downtimes and flapping.</param>
public sealed record ItemNotes(ImmutableArray<DowntimeEvent> Downtimes, ImmutableArray<CommentEvent> Comments)
{
    private const uint OfAPerson = 1;

    /// <summary>Those of an item.</summary>
    public static ItemNotes Of(LiveTables tables, LiveItem item)
    {
        var id = item.Definition.Id.Value;
        return new ItemNotes(
            [.. tables.Downtimes.Values.Where(downtime => downtime.Item == id)],
            [.. tables.Comments.Values.Where(comment => comment.Item == id)]);
    }

    /// <summary>Whether a comment can be deleted by itself; the others go with what they came with.</summary>
    public static bool IsOfAPerson(CommentEvent comment) => comment.EntryType == OfAPerson;

    /// <summary>The number of one of the downtimes; null: the item has no such downtime.</summary>
    public ulong? Downtime(string number) => Read(number) is { } id && Downtimes.Any(downtime => downtime.Id == id) ? id : null;

    /// <summary>The number of one of the comments that can be deleted; null: the item has no such comment.</summary>
    public ulong? Comment(string number) =>
        Read(number) is { } id && Comments.Any(comment => comment.Id == id && IsOfAPerson(comment)) ? id : null;

    private static ulong? Read(string number) => ulong.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;
}
