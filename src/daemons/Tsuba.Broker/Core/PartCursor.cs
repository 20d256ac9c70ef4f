using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Broker.Core;

/// <summary>
/// How far a broker has read one part. First an image of the whole state, page by page, for the tables; then frames from the
/// cursor that the modules have kept. That cursor may be older than the image: the tables pass over what they already hold.
/// </summary>
public sealed class PartCursor
{
    private readonly List<EventFrame> _pages = [];
    private ulong _imageOffset;

    /// <summary>A reader whose modules have kept everything before <paramref name="kept"/>; nothing at the first start.</summary>
    public PartCursor(int part, EventPosition kept)
    {
        Part = part;
        Cursor = kept.Cursor;
        Epoch = kept.Epoch;
        Read = kept.Read;
    }

    /// <summary>The part.</summary>
    public int Part { get; }

    /// <summary>Ownership of the events read last.</summary>
    public Epoch Epoch { get; private set; }

    /// <summary>That ownership, and those before it that were read from.</summary>
    public ReadOwnerships Read { get; private set; }

    /// <summary>First sequence that is not read yet; asking for it acknowledges everything before it.</summary>
    public ulong Cursor { get; private set; }

    /// <summary>All of it, as it is kept.</summary>
    public EventPosition Position => new(Cursor, Epoch) { Read = Read };

    /// <summary>Whether the tables hold an image of the part.</summary>
    public bool HasImage { get; private set; }

    /// <summary>Events that modules did not get, because the owner no longer had them.</summary>
    public ulong Missed { get; private set; }

    /// <summary>What to ask next.</summary>
    public ReadEventsRequest NextRequest(string reader, int maxBytes, TimeSpan wait) => new()
    {
        Reader = reader,
        Part = Part,
        Epoch = HasImage ? Epoch.Packed : 0,
        Cursor = Cursor,
        ReadEpoch = Epoch.Packed,
        ReadOwnerships = { HasImage ? [] : Read.All.Select(read => new ReadOwnership { Epoch = read.Epoch.Packed, First = read.First }) },
        ImageOffset = _imageOffset,
        MaxBytes = maxBytes,
        WaitMs = HasImage ? (int)wait.TotalMilliseconds : 0,
    };

    /// <summary>Takes a reply that was not refused, and says what to do with it.</summary>
    public PartReading Take(ReadEventsReply reply)
    {
        if (!reply.Image)
        {
            Cursor = reply.NextCursor;
            return new PartReading(null, [.. reply.Frames]);
        }

        _pages.AddRange(reply.Frames);
        if (reply.ImageMore)
        {
            _imageOffset = reply.ImageOffset;
            return PartReading.Nothing;
        }

        var image = new PartImage([.. _pages], reply.NextCursor);
        var epoch = Epoch.FromPacked(reply.Stamp.Epoch);
        if (HasImage && epoch == Epoch && reply.NextCursor > Cursor)
        {
            // Frames were asked for and the owner had them no more.
            Missed += reply.NextCursor - Cursor;
            Cursor = reply.NextCursor;
        }
        else
        {
            // A new owner that never saw our tail counts on from where its copy ends, and may have counted past where we stand.
            var common = reply.DiffersFrom > 0 ? Math.Min(reply.DiffersFrom, reply.NextCursor) : reply.NextCursor;
            Cursor = Math.Min(Cursor, common);
            Read = Read.With(epoch, common);
        }

        _pages.Clear();
        _imageOffset = 0;
        HasImage = true;
        Epoch = epoch;
        return new PartReading(image, []);
    }

    /// <summary>The owner changed or was lost: an image is wanted again.</summary>
    public void Restart()
    {
        HasImage = false;
        _pages.Clear();
        _imageOffset = 0;
    }
}
