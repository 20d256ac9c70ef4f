using Tsuba.Engine.Outputs;
using Tsuba.Model.Invocations;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>A check or action that is due: everything a worker is told.</summary>
public sealed record WorkItem
{
    private const string Untagged = "None";
    private const int CheckOutputBytes = 64 * 1024;
    private const int ActionOutputBytes = 8 * 1024;

    /// <summary>The part that wants it.</summary>
    public required PartId Part { get; init; }

    /// <summary>Under which ownership.</summary>
    public required Epoch Epoch { get; init; }

    /// <summary>The same however often it is handed out.</summary>
    public required ulong Id { get; init; }

    /// <summary>What it is.</summary>
    public required WorkKind Kind { get; init; }

    /// <summary>What it is about.</summary>
    public required ItemId Item { get; init; }

    /// <summary>Number of the check of this item; 0 for actions.</summary>
    public ulong Occurrence { get; init; }

    /// <summary>What to run.</summary>
    public required CommandInvocation Invocation { get; init; }

    /// <summary>Tag that the worker must carry.</summary>
    public required string Tag { get; init; }

    /// <summary>Kind of worker.</summary>
    public required string ModuleType { get; init; }

    /// <summary>Lower goes first.</summary>
    public int Priority { get; init; }

    /// <summary>Who is notified; empty for other kinds.</summary>
    public string Contact { get; init; } = "";

    /// <summary>When it was planned for.</summary>
    public required long DueUtcMilliseconds { get; init; }

    /// <summary>Whether it goes to reactionners.</summary>
    public bool IsAction => Kind != WorkKind.Check;

    /// <summary>A check of a part.</summary>
    public static WorkItem Of(PartId part, Epoch epoch, CheckDue check) => new()
    {
        Part = part,
        Epoch = epoch,
        Id = CheckId(check.Item, check.Occurrence),
        Kind = WorkKind.Check,
        Item = check.Item,
        Occurrence = check.Occurrence,
        Invocation = check.Invocation,
        Tag = check.PollerTag ?? Untagged,
        ModuleType = check.ModuleType,
        Priority = check.Priority,
        DueUtcMilliseconds = check.DueUtcMilliseconds,
    };

    /// <summary>An action of a part.</summary>
    public static WorkItem Of(PartId part, Epoch epoch, ActionDue action) => new()
    {
        Part = part,
        Epoch = epoch,
        Id = action.Id,
        Kind = (WorkKind)action.Kind,
        Item = action.Item,
        Invocation = action.Invocation,
        Tag = action.ReactionnerTag ?? Untagged,
        ModuleType = action.ModuleType,
        Contact = action.Contact,
        DueUtcMilliseconds = action.DueUtcMilliseconds,
    };

    /// <summary>Id of a check: derived, so that it is the same after a restart.</summary>
    public static ulong CheckId(ItemId item, ulong occurrence)
    {
        var id = item.Value + (occurrence * 0x9E37_79B9_7F4A_7C15);
        id = (id ^ (id >> 30)) * 0xBF58_476D_1CE4_E5B9;
        id = (id ^ (id >> 27)) * 0x94D0_49BB_1331_11EB;
        return id ^ (id >> 31);
    }

    /// <summary>The message to a worker.</summary>
    public Job ToJob(int leaseMilliseconds)
    {
        var job = new Job
        {
            Stamp = new PartStamp { Part = Part.Value, Epoch = Epoch.Packed },
            Id = Id,
            Kind = Kind,
            Item = Item.Value,
            Occurrence = Occurrence,
            ShellLine = Invocation.ShellLine ?? "",
            TimeoutMs = (int)Math.Min(int.MaxValue, Invocation.Timeout.TotalMilliseconds),
            MaxOutputBytes = IsAction ? ActionOutputBytes : CheckOutputBytes,
            DueUtcMs = DueUtcMilliseconds,
            ModuleType = ModuleType,
            Display = Invocation.Display,
            Contact = Contact,
            LeaseMs = leaseMilliseconds,
        };
        job.Arguments.AddRange(Invocation.Arguments);
        foreach (var (name, value) in Invocation.Environment)
        {
            job.Environment.Add(new Variable { Name = name, Value = value });
        }

        return job;
    }
}
