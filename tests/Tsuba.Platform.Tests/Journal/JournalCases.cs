using System.Globalization;
using System.Text;
using Tsuba.Journal;
using Tsuba.Journal.Segments;
using Tsuba.Testing.Disks;

namespace Tsuba.Platform.Tests.Journal;

/// <summary>Journals of numbered frames on a fake disk, and what is read back.</summary>
internal static class JournalCases
{
    internal const string Folder = "/part-1/journal";
    internal static readonly JournalOptions Small = new() { SegmentBytes = 400 };

    internal static JournalOpening Open(FakeDisk disk) => SegmentedJournal.Open(disk, Folder, Small, SegmentStamp.None, 0);

    internal static (FakeDisk Disk, List<string> Paths) Written(int frames)
    {
        var disk = new FakeDisk();
        using var journal = Open(disk).Journal;
        for (var frame = 1; frame <= frames; frame++)
        {
            Append(journal, frame, frame);
            journal.Commit();
        }

        return (disk, [.. disk.Paths]);
    }

    internal static FakeDisk Copy(FakeDisk disk)
    {
        var copy = new FakeDisk();
        foreach (var path in disk.Paths)
        {
            copy.Replace(path, disk.Content(path));
        }

        return copy;
    }

    internal static void AssertUsable(JournalOpening opening, FakeDisk disk)
    {
        var next = opening.Journal.NextSequence;
        opening.Journal.Append(1, Encoding.UTF8.GetBytes(Text((int)next)));
        Assert.True(opening.Journal.Commit());
        var again = Open(disk);
        Assert.Empty(again.Findings);
        Assert.Equal([Text((int)next)], ReadAll(again.Journal, next));
    }

    /// <summary>Where the last frame of a segment begins.</summary>
    internal static int LastFrame(byte[] content) => Enumerable.Range(0, content.Length).Last(length => IsFrameBoundary(content, length));

    internal static bool IsFrameBoundary(byte[] content, int length)
    {
        var offset = 80;
        while (offset < length)
        {
            offset += FrameFormat.FrameBytes(BitConverter.ToInt32(content, offset));
        }

        return offset == length;
    }

    internal static void Append(SegmentedJournal journal, int first, int last)
    {
        for (var number = first; number <= last; number++)
        {
            Assert.Equal((ulong)number, journal.Append(7, Encoding.UTF8.GetBytes(Text(number))));
        }
    }

    internal static List<string> Texts(int first, int last) => [.. Enumerable.Range(first, last - first + 1).Select(Text)];

    internal static string Text(int number) => "frame " + number.ToString(CultureInfo.InvariantCulture);

    internal static List<string> ReadAll(SegmentedJournal journal, ulong cursor)
    {
        var texts = new List<string>();
        while (true)
        {
            var read = journal.Read(cursor, 64);
            if (read.TooOld || read.Frames.IsEmpty)
            {
                return texts;
            }

            texts.AddRange(FrameFormat.ReadAll(read.Frames)!.Select(frame => Encoding.UTF8.GetString(frame.Payload.Span)));
            cursor = read.Next;
        }
    }
}
