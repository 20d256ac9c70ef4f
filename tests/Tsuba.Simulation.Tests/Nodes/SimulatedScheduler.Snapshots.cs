using Tsuba.Journal.Snapshots;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Following;
using Tsuba.Scheduler.Parts;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Nodes;

/// <content>Snapshots: when parts store their state, what they let go of, and what becomes of the files.</content>
internal partial class SimulatedScheduler
{
    // A part writes about half a kilobyte a second. What is kept is more than the longest absence of an owner takes, as 256 MB are in the product: what a former owner
    // hands over is looked up there.
    private const int KeepBytes = 70_000;
    private const int KeepHarshBytes = 150_000;

    /// <summary>Whether a snapshot may be stored.</summary>
    public virtual bool MayStore(SimulatedPart part, PartSnapshot snapshot) => part.Opened.Journal.DurableSequence >= snapshot.Frame;

    /// <summary>A part has stored a snapshot, or its disk refused it.</summary>
    public virtual void Stored(SimulatedPart part)
    {
    }

    /// <summary>A part is brought back from disk; returns all that its state came from.</summary>
    public WrittenFrame? CameFrom(OpenedPart opened)
    {
        if (opened.Snapshot > 0)
        {
            Record.Restored++;
        }

        var (last, error) = Frames.Opened(opened);
        if (error is not null)
        {
            Record.Violate($"I2: {Name}: {error}");
        }

        return last;
    }

    /// <summary>A copy has taken what an answer brought.</summary>
    public void Copied(PartCopy copy, FollowReply reply)
    {
        if (reply.Restart && copy.Journal.NextSequence > 1)
        {
            Record.CopiesFromSnapshots++;
            Say($"has a copy of part {copy.Part} from the snapshot at frame {copy.Journal.NextSequence - 1} on");
        }
    }

    /// <summary>The newest snapshot of a part here is damaged, or was never written to its end. One that is whole stays.</summary>
    public void RotSnapshot()
    {
        var parts = Site.Configuration.Running.Parts.Keys.Select(part => Files(part.Value).Snapshots).Where(directory => Whole(directory) > 1).ToList();
        if (parts.Count == 0)
        {
            return;
        }

        var directory = parts[World.Random.Next(parts.Count)];
        var path = Path.Combine(directory, Disk.List(directory).Last(name => name.EndsWith(".snp", StringComparison.Ordinal)));
        var content = Disk.Content(path);
        if (World.Random.Next(2) == 0)
        {
            content[World.Random.Next(content.Length)] ^= 4;
        }
        else
        {
            content = content[..World.Random.Next(content.Length)];
        }

        Disk.Replace(path, content);
        Say($"has a damaged {path}");
    }

    private int Whole(string directory) => new SnapshotStore(Disk, directory).LoadAll().Count();

    private PartSettings Settings() => !Site.Traits.HasSnapshots ? new PartSettings() : new PartSettings
    {
        SnapshotEveryBytes = Chance(2_000, 40_000),
        SegmentBytes = Chance(500, 10_000),
        KeepBytes = Site.Traits.IsHarsh ? KeepHarshBytes : KeepBytes,
    };

    // Snapshots are small: they come in pieces where little is asked for.
    private FollowRequest Sized(FollowRequest request)
    {
        if (Site.Traits.HasSnapshots)
        {
            request.MaxBytes = Chance(500, 20_000);
        }

        return request;
    }
}
