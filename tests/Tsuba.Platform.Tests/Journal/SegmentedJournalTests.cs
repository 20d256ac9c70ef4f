using Tsuba.Journal;
using Tsuba.Journal.Segments;
using Tsuba.Testing.Disks;
using static Tsuba.Platform.Tests.Journal.JournalCases;

namespace Tsuba.Platform.Tests.Journal;

public sealed class SegmentedJournalTests
{
    [Fact]
    public void Read_AfterCommit_GivesTheFramesInOrder()
    {
        var disk = new FakeDisk();
        using var journal = Open(disk).Journal;
        Append(journal, 1, 50);

        Assert.True(journal.Commit());

        Assert.Equal(Texts(1, 50), ReadAll(journal, 1));
        Assert.Equal(Texts(37, 50), ReadAll(journal, 37));
    }

    [Fact]
    public void Read_BeforeCommit_GivesNothing()
    {
        using var journal = Open(new FakeDisk()).Journal;
        Append(journal, 1, 3);

        Assert.True(journal.Read(1, 1000).Frames.IsEmpty);
        Assert.Equal(0UL, journal.DurableSequence);
    }

    [Fact]
    public void Open_AfterOrderlyClose_GoesOnWithTheNextSequence()
    {
        var disk = new FakeDisk();
        using (var journal = Open(disk).Journal)
        {
            Append(journal, 1, 20);
            journal.Commit();
        }

        var opening = Open(disk);

        Assert.Empty(opening.Findings);
        Assert.Equal(21UL, opening.Journal.NextSequence);
        Assert.Equal(Texts(1, 20), ReadAll(opening.Journal, 1));
    }

    [Fact]
    public void Open_AfterAnyPowerCut_HasEveryDurableFrameAndNothingInvented()
    {
        for (var seed = 0; seed < 400; seed++)
        {
            var random = new Random(seed);
            var disk = new FakeDisk();
            var journal = Open(disk).Journal;
            var appended = 0;
            for (var round = random.Next(6); round >= 0; round--)
            {
                var count = random.Next(12);
                Append(journal, appended + 1, appended + count);
                appended += count;
                if (random.Next(4) != 0)
                {
                    journal.Commit();
                }

                if (random.Next(5) == 0)
                {
                    journal.StartSegment(SegmentStamp.None);
                }
            }

            var durable = (int)journal.DurableSequence;
            var disks = disk.Crash(random);

            var opening = Open(disks);

            var texts = ReadAll(opening.Journal, 1);
            Assert.True(texts.Count >= durable && texts.Count <= appended, $"seed {seed}: {texts.Count} of {durable}..{appended}");
            Assert.Equal(Texts(1, texts.Count), texts);
            Assert.False(opening.HasDamage, $"seed {seed}: {string.Join(" | ", opening.Findings)}");
        }
    }

    [Fact]
    public void Open_EveryTruncation_IsSeenAndLeavesAValidPrefix()
    {
        var (intact, paths) = Written(30);
        foreach (var path in paths)
        {
            var isLast = path == paths[^1];
            var content = intact.Content(path);
            for (var length = 0; length < content.Length; length++)
            {
                var disk = Copy(intact);
                disk.Replace(path, content[..length]);

                var opening = Open(disk);

                var texts = ReadAll(opening.Journal, 1);
                Assert.True(texts.Count < 30);
                Assert.Equal(Texts(1, texts.Count), texts);
                var endsBetweenFrames = isLast && !opening.Findings.Any();
                Assert.True(
                    opening.Findings.Length > 0 || endsBetweenFrames && IsFrameBoundary(content, length),
                    $"{path} cut to {length}");
                AssertUsable(opening, disk);
            }
        }
    }

    [Fact]
    public void Open_EveryFlippedBit_IsSeenAndTheFileKeptAside()
    {
        var (intact, paths) = Written(30);
        foreach (var path in paths)
        {
            var content = intact.Content(path);
            var last = LastFrame(content);
            for (var bit = 0; bit < content.Length * 8; bit += 3)
            {
                var disk = Copy(intact);
                var damaged = (byte[])content.Clone();
                damaged[bit / 8] ^= (byte)(1 << (bit % 8));
                disk.Replace(path, damaged);

                var opening = Open(disk);

                var texts = ReadAll(opening.Journal, 1);
                Assert.Equal(Texts(1, texts.Count), texts);
                Assert.True(texts.Count < 30);

                // A last frame that says that it is longer than the file looks like a write that was cut off.
                var isLengthOfTheLast = path == paths[^1] && (bit / 8) - last is >= 0 and < 4;
                Assert.True(opening.HasDamage || (isLengthOfTheLast && !opening.Findings.IsEmpty), $"bit {bit} of {path}");
                Assert.All(
                    opening.Findings.Where(finding => finding.Kind == JournalFindingKind.Damaged),
                    finding => Assert.Contains(Path.Combine(Folder, finding.File + ".damaged"), disk.Paths));
                AssertUsable(opening, disk);
            }
        }
    }

    [Fact]
    public void Open_DamageThatTheSnapshotCovers_KeepsTheLaterFrames()
    {
        var (disk, paths) = Written(30);
        var content = disk.Content(paths[0]);
        content[150] ^= 1;
        disk.Replace(paths[0], content);

        var opening = SegmentedJournal.Open(disk, Folder, Small, SegmentStamp.None, snapshotSequence: 25);

        Assert.Equal(Texts((int)opening.Journal.FirstSequence, 30), ReadAll(opening.Journal, opening.Journal.FirstSequence));
        Assert.InRange(opening.Journal.FirstSequence, 2UL, 26UL);
    }

    [Fact]
    public void Open_DamageOnADiskThatRefuses_IsToldBeforeAnythingChangesAndNeverRepeatsASequence()
    {
        var (intact, paths) = Written(30);
        var damaged = intact.Content(paths[0]);
        damaged[150] ^= 1;
        for (var refused = 0; refused < 8; refused++)
        {
            var disk = Copy(intact);
            disk.Replace(paths[0], damaged);
            var told = 0;
            var options = Small with { BeforeRepair = () => told++ };
            disk.FailFlush = flush => flush > refused;
            try
            {
                SegmentedJournal.Open(disk, Folder, options, SegmentStamp.None, 0).Journal.Dispose();
            }
            catch (IOException)
            {
                Assert.Equal(1, told);
            }

            disk.FailFlush = _ => false;

            using var journal = SegmentedJournal.Open(disk, Folder, options, SegmentStamp.None, 0).Journal;

            Assert.True(told > 0);
            Assert.True(journal.NextSequence > 30);
        }
    }

    [Fact]
    public void Open_DamageOnAFullDisk_IsFoundAgainWhenThereIsRoom()
    {
        var (disk, paths) = Written(30);
        var content = disk.Content(paths[0]);
        content[150] ^= 1;
        disk.Replace(paths[0], content);
        disk.Fill();
        Assert.Throws<IOException>(() => Open(disk));
        disk.Capacity = long.MaxValue;

        Assert.True(Open(disk).HasDamage);
    }

    [Fact]
    public void Open_Damage_NeverRepeatsASequence()
    {
        var (disk, paths) = Written(30);
        var content = disk.Content(paths[0]);
        content[150] ^= 1;
        disk.Replace(paths[0], content);

        var opening = Open(disk);

        Assert.True(opening.HasDamage);
        Assert.True(opening.Journal.NextSequence > 30);
    }

    [Fact]
    public void Commit_FlushFails_AcknowledgesNothingFromThatFileAgain()
    {
        for (var failing = 1; failing < 14; failing++)
        {
            var disk = new FakeDisk { FailFlush = number => number == failing };
            var journal = Open(disk).Journal;
            var failures = 0;
            for (var batch = 0; batch < 5; batch++)
            {
                Append(journal, (batch * 4) + 1, (batch * 4) + 4);
                if (!journal.Commit())
                {
                    failures++;
                    Assert.NotNull(journal.Failure);
                    Assert.Equal((ulong)(batch * 4), journal.DurableSequence);
                    Assert.True(journal.Commit());
                    Assert.Null(journal.Failure);
                }

                var survivors = ReadAll(Open(disk.Crash(new Random(failing))).Journal, 1);
                Assert.Equal(Texts(1, (int)journal.DurableSequence), survivors.Take((int)journal.DurableSequence));
            }

            Assert.True(failures <= 1);
            Assert.Equal(Texts(1, 20), ReadAll(journal, 1));
        }
    }

    [Fact]
    public void Open_AgainAfterAFlushThatFailed_CountsNothingAsDurableThatAPowerCutTakes()
    {
        for (var failing = 1; failing < 14; failing++)
        {
            var disk = new FakeDisk { FailFlush = number => number >= failing };
            using (var journal = Open(disk).Journal)
            {
                for (var frame = 1; frame <= 8; frame++)
                {
                    Append(journal, frame, frame);
                    journal.Commit();
                }
            }

            disk.FailFlush = _ => false;
            using var again = Open(disk).Journal;
            var next = (int)again.NextSequence;
            Append(again, next, next + 2);
            Assert.True(again.Commit());

            Assert.Equal(Texts(1, next + 2), ReadAll(Open(disk.Crash(new Random(failing))).Journal, 1));
        }
    }

    [Fact]
    public void Commit_DiskFull_GoesOnWhenThereIsRoomAgain()
    {
        var disk = new FakeDisk { Capacity = 600 };
        using var journal = Open(disk).Journal;
        Append(journal, 1, 40);

        Assert.False(journal.Commit());
        Assert.Contains("No space", journal.Failure, StringComparison.Ordinal);
        disk.Capacity = long.MaxValue;

        Assert.True(journal.Commit());
        Assert.Equal(Texts(1, 40), ReadAll(journal, 1));
        Assert.Equal(Texts(1, 40), ReadAll(Open(disk.Crash(new Random(1))).Journal, 1));
    }

    [Fact]
    public void Append_MorePendingThanAllowed_IsRefused()
    {
        using var journal = SegmentedJournal.Open(
            new FakeDisk(), Folder, new JournalOptions { MaxPendingBytes = 100 }, SegmentStamp.None, 0).Journal;

        Assert.Equal(1UL, journal.Append(1, new byte[60]));
        Assert.Equal(0UL, journal.Append(1, new byte[60]));
        journal.Commit();

        Assert.Equal(2UL, journal.Append(1, new byte[60]));
    }

    [Fact]
    public void AppendCopied_FramesOfTheOwner_GiveTheSameBytes()
    {
        using var owner = Open(new FakeDisk()).Journal;
        using var follower = Open(new FakeDisk()).Journal;
        Append(owner, 1, 10);
        owner.Commit();
        var frames = owner.Read(1, 10_000).Frames;

        Assert.True(follower.AppendCopied(frames));
        follower.Commit();

        Assert.Equal(frames.ToArray(), follower.Read(1, 10_000).Frames.ToArray());
        Assert.False(follower.AppendCopied(frames), "the same frames do not continue the journal");
    }

    [Fact]
    public void AppendCopied_NumbersLeftOutBehindDamage_AreLeftOutInTheCopyToo()
    {
        var (disk, paths) = Written(30);
        var content = disk.Content(paths[0]);
        content[150] ^= 1;
        disk.Replace(paths[0], content);
        using var owner = Open(disk).Journal;
        owner.Append(7, "behind the damage"u8);
        owner.Append(7, "and further"u8);
        owner.Commit();
        var copies = new FakeDisk();
        using var follower = Open(copies).Journal;

        var cursor = 1UL;
        while (owner.Read(cursor, 1) is { Frames.IsEmpty: false } read)
        {
            Assert.True(follower.AppendCopied(read.Frames), $"from {cursor}");
            cursor = read.Next;
        }

        follower.Commit();
        Assert.Equal((owner.DurableSequence, owner.NextSequence), (follower.DurableSequence, follower.NextSequence));
        Assert.Equal(ReadAll(owner, 1), ReadAll(follower, 1));
        var again = Open(copies.Crash(new Random(1)));
        Assert.Empty(again.Findings);
        Assert.Equal(ReadAll(owner, 1), ReadAll(again.Journal, 1));
    }

    [Fact]
    public void DropBefore_OldSegments_MakesTheirCursorsTooOld()
    {
        var (disk, _) = Written(30);
        var journal = Open(disk).Journal;

        journal.DropBefore(25, keepBytes: 0);

        Assert.True(journal.Read(1, 1000).TooOld);
        Assert.InRange(journal.FirstSequence, 2UL, 25UL);
        Assert.Equal(Texts(25, 30), ReadAll(journal, 25));
    }

    [Fact]
    public void Restart_AtASequence_GoesOnThere()
    {
        var (disk, _) = Written(30);
        var journal = Open(disk).Journal;

        journal.Restart(101);
        Append(journal, 101, 103);
        journal.Commit();

        Assert.Equal(Texts(101, 103), ReadAll(Open(disk).Journal, 101));
    }
}
