using Tsuba.Daemons.Tests.Scheduler.Core;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Disks;
using Tsuba.Testing.Transport;

namespace Tsuba.Daemons.Tests.Scheduler;

/// <summary>A part changes hands while its owner has commands that its heir lacks (decision 0059).</summary>
public sealed class LeavingTests : IDisposable
{
    private static readonly ulong First = new Epoch(1, 1).Packed;
    private static readonly ulong Second = new Epoch(1, 2).Packed;
    private static readonly string Left = CommandSources.LeftUnder("pipe", new Epoch(1, 1));

    private readonly DirectoryInfo _state = Directory.CreateTempSubdirectory("tsuba-leaving-");
    private readonly MemoryNetwork _network = new();

    public void Dispose() => _state.Delete(recursive: true);

    [Fact]
    public async Task Drop_UnderAHigherEpoch_LeavesWhatNoFollowerHad_AlsoAfterARestart()
    {
        var owner = await OwnerAsync();
        await ApplyAsync(owner, First, Comment(1), Comment(2));
        Assert.True((await owner.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.DropPart, new DropPartRequest { Stamp = Stamp(Second) })).Ack.Accepted);
        await owner.StopAsync();

        await using var again = await StartAsync("a");
        var left = await again.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.Drain, new DrainRequest { MaxCommands = 10, Holds = true });
        var freed = await again.CallAsync(
            DaemonRole.Arbiter, "arbiter", Routes.Drain, new DrainRequest { MaxCommands = 10, Holds = true, Cursor = left.NextCursor, Free = left.NextCursor });

        Assert.Equal([(Left, 1UL), (Left, 2UL)], left.Commands.Select(command => (command.Source, command.Sequence)));
        Assert.All(left.Commands, command => Assert.StartsWith("[", command.Line));
        Assert.Empty(freed.Commands);
    }

    /// <summary>The arbiter says again that a part is to go as long as it hears of it.</summary>
    [Fact]
    public async Task Drop_WhileTheDiskFails_IsRefused_AndThePartIsToldOfUntilItIsLeft()
    {
        var disk = new FakeDisk();
        await using var owner = await RunningScheduler.StartAsync(_network, "a", _state.FullName, disk);
        await owner.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(First));
        await ApplyAsync(owner, First, Comment(1));
        disk.FailFlush = _ => true;

        var refused = await owner.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.DropPart, new DropPartRequest { Stamp = Stamp(Second) });

        Assert.Equal((false, RefusalReason.NotDurable), (refused.Ack.Accepted, refused.Ack.Reason));
        Assert.Equal((First, true, false), Told(owner));
        Assert.Contains("cannot be handed over", owner.Describe().Health, StringComparison.Ordinal);
        disk.FailFlush = _ => false;

        Assert.True((await owner.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.DropPart, new DropPartRequest { Stamp = Stamp(Second) })).Ack.Accepted);
        Assert.Equal(("ok", 0), (owner.Describe().Health, owner.Describe().Parts.Count));
        Assert.Single((await owner.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.Drain, new DrainRequest { MaxCommands = 10, WaitMs = 10_000 })).Commands);
    }

    [Fact]
    public async Task StepDown_AHigherEpochIsSeen_LeavesThem()
    {
        await using var owner = await OwnerAsync();
        await ApplyAsync(owner, First, Comment(1));
        await ApplyAsync(owner, Second);

        var left = await owner.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.Drain, new DrainRequest { MaxCommands = 10, WaitMs = 10_000 });

        Assert.Single(left.Commands);
    }

    [Fact]
    public async Task Drop_UnderTheSameEpoch_LeavesNothing()
    {
        await using var owner = await OwnerAsync();
        await ApplyAsync(owner, First, Comment(1));
        await owner.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.DropPart, new DropPartRequest { Stamp = Stamp(First) });

        Assert.Empty((await owner.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.Drain, new DrainRequest { MaxCommands = 10 })).Commands);
    }

    [Fact]
    public async Task Apply_WhatAnotherOwnerLeft_TakesEffectOnceWhicheverWayItComes()
    {
        await using var heir = await OwnerAsync(Second);
        await ApplyAsync(heir, Second, Comment(7));

        var late = await ApplyAsync(heir, Second, Comment(5, Left), Comment(8, Left));
        var again = await ApplyAsync(heir, Second, Comment(5, Left), Comment(7, Left), Comment(8, Left));
        var usual = await ApplyAsync(heir, Second, Comment(8));

        Assert.Equal([(CommandState.Applied, Left), (CommandState.Applied, Left)], late.Answers.Select(answer => (answer.State, answer.Source)));
        Assert.All(again.Answers, answer => Assert.Equal(CommandState.Duplicate, answer.State));
        Assert.Equal(CommandState.Duplicate, Assert.Single(usual.Answers).State);
    }

    [Fact]
    public async Task Apply_LateResultOlderThanTheLastCheck_IsRefusedAndTheStateStays()
    {
        await using var heir = await OwnerAsync(Second);
        await ApplyAsync(heir, Second, new Command { Source = "pipe", Sequence = 7, Line = "PROCESS_HOST_CHECK_RESULT;host-0;0;newer" });

        var late = await ApplyAsync(
            heir, Second, new Command { Source = Left, Sequence = 5, Line = "[1000000000] PROCESS_HOST_CHECK_RESULT;host-0;2;older" });

        Assert.Equal(CommandState.Refused, Assert.Single(late.Answers).State);
        Assert.Contains("older than the last check", late.Answers[0].Text);
    }

    private static Command Comment(ulong number, string source = "pipe") =>
        new() { Source = source, Sequence = number, Line = $"ADD_HOST_COMMENT;host-0;1;bob;number {number}" };

    private static (ulong Epoch, bool Owner, bool Active) Told(RunningScheduler scheduler) =>
        Assert.Single(scheduler.Describe().Parts) is var part ? (part.Stamp.Epoch, part.Owner, part.Active) : default;

    private static PartStamp Stamp(ulong epoch) => new() { Part = 1, Epoch = epoch };

    private async Task<RunningScheduler> OwnerAsync(ulong? epoch = null)
    {
        var scheduler = await StartAsync("a");
        await scheduler.GiveAsync(new SchedulerSite(hosts: 1).Encoded, Stamp(epoch ?? First));
        return scheduler;
    }

    private Task<RunningScheduler> StartAsync(string name) => RunningScheduler.StartAsync(_network, name, Directory.CreateDirectory(Path.Combine(_state.FullName, name)).FullName);

    private static Task<ApplyCommandsReply> ApplyAsync(RunningScheduler scheduler, ulong epoch, params Command[] commands)
    {
        var request = new ApplyCommandsRequest { Stamp = Stamp(epoch) };
        request.Commands.AddRange(commands);
        return scheduler.CallAsync(DaemonRole.Arbiter, "arbiter", Routes.ApplyCommands, request);
    }
}
