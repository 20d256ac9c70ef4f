using Tsuba.Protocol.Contracts;
using Tsuba.Receiver.Core;

namespace Tsuba.Daemons.Tests.Receiver;

public sealed class DeliveryDeskTests
{
    [Fact]
    public void Step_OwnersAnswer_NothingGoesThroughTheArbiter()
    {
        var world = new DeliveryWorld(1) { LosesMessages = false, ArbiterAnswers = false };
        for (var number = 0; number < 200; number++)
        {
            world.Give();
            world.Step();
        }

        Finish(world);

        Assert.Equal((200, 0), (world.Desk.Direct, world.Desk.ViaArbiter));
        AssertEachOnce(world);
    }

    [Fact]
    public void Step_CommandForAll_GoesThroughTheArbiterUnderASourceOfItsOwn()
    {
        var world = new DeliveryWorld(2) { LosesMessages = false };
        world.Give("DISABLE_NOTIFICATIONS");
        for (var number = 0; number < 20; number++)
        {
            world.Give();
        }

        Finish(world);

        Assert.Equal((20, 1), (world.Desk.Direct, world.Desk.ViaArbiter));

        // Both parts have it, although one had later commands of the receiver by then.
        Assert.Equal(2, world.Applied.Count(sequence => sequence == 1));
    }

    [Fact]
    public void Step_OwnersAreAway_FallsBackToTheArbiterAndComesBack()
    {
        var world = new DeliveryWorld(3) { LosesMessages = false, OwnersAnswer = false };
        for (var number = 0; number < 100; number++)
        {
            world.Give();
            world.Step();
        }

        Assert.Equal([1, 2], world.Desk.LanesViaArbiter);
        world.OwnersAnswer = true;
        Finish(world);
        var viaArbiter = world.Desk.ViaArbiter;
        Assert.InRange(viaArbiter, 1, 100);
        Assert.Empty(world.Desk.LanesViaArbiter);
        world.Give();
        Finish(world);

        Assert.Equal(viaArbiter, world.Desk.ViaArbiter);
        AssertEachOnce(world);
    }

    [Fact]
    public void Drain_CursorOfAnEarlierLife_AcknowledgesNothing()
    {
        var world = new DeliveryWorld(4) { LosesMessages = false };
        world.Give("DISABLE_NOTIFICATIONS");
        Finish(world);
        world.Restart();
        world.Give("ENABLE_NOTIFICATIONS");
        Finish(world);

        Assert.Equal(new ulong[] { 1, 1, 2, 2 }, world.Applied.Order());
    }

    /// <summary>A spool's numbers begin at the time of its birth, and leave some out behind damage.</summary>
    [Fact]
    public void Drain_NumbersThatLeaveSomeOut_AreDelivered()
    {
        var desk = new DeliveryDesk("r", acknowledged: 0, firstHand: 1, []);
        ulong[] numbers = [1_790_000_000_000, 1_790_000_000_001, 1_790_000_000_007];
        foreach (var number in numbers)
        {
            desk.Take(number, new Command { Line = "DISABLE_NOTIFICATIONS" });
        }

        var cursor = desk.Drain(0, 0, most: 2).NextCursor;
        cursor = desk.Drain(cursor, cursor, most: 2).NextCursor;
        Assert.Equal(numbers[1], desk.Delivered);
        desk.Drain(cursor, cursor, most: 2);

        Assert.Equal(numbers[2], desk.Delivered);
    }

    /// <summary>A receiver that starts with a site takes commands before it knows of any part, and hears of parts whose owner is not known yet.</summary>
    [Fact]
    public void Use_PartHasNoOwnerYet_WhatTheArbiterWasGivenBeforeIsNotOvertaken()
    {
        var links = new PutLinksRequest { Hosts = { new HostOwner { Host = "web", Part = 1 } } };
        var desk = new DeliveryDesk("r", acknowledged: 0, firstHand: 1, []);
        desk.Take(1, new Command { Line = "PROCESS_HOST_CHECK_RESULT;web;0;before the links" });
        desk.Drain(0, 0, most: 10);
        desk.Use(HostMap.From(links), isDirect: true);
        links.Parts.Add(new PartOwner { Stamp = new PartStamp { Part = 1, Epoch = 1 }, Scheduler = "s" });
        desk.Use(HostMap.From(links), isDirect: true);

        desk.Take(2, new Command { Line = "PROCESS_HOST_CHECK_RESULT;web;0;after" });

        Assert.Empty(desk.Step(nowMs: 10_000));
        desk.Drain(0, 0, most: 10);
        desk.AnsweredByArbiter(2);
        desk.Step(nowMs: 20_000);
        desk.Take(3, new Command { Line = "PROCESS_HOST_CHECK_RESULT;web;0;when that was answered" });

        Assert.Equal([3UL], Assert.Single(desk.Step(nowMs: 20_100)).Commands.Select(command => command.Sequence));
    }

    /// <summary>The arbiter holds what is about a host on its way: later commands about it must not come first, in this life or in the next.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Use_HostHasArrived_ItsCommandsGoStraightWhenTheArbiterHasAnsweredThoseBefore(bool restarts)
    {
        var links = new PutLinksRequest
        {
            Hosts = { new HostOwner { Host = "web", Part = 0 }, new HostOwner { Host = "db", Part = 1 } },
            Parts = { new PartOwner { Stamp = new PartStamp { Part = 1, Epoch = 1 }, Scheduler = "s" } },
        };
        var desk = new DeliveryDesk("r", acknowledged: 0, firstHand: 1, []);
        desk.Use(HostMap.From(links), isDirect: true);
        desk.Take(1, new Command { Line = "PROCESS_HOST_CHECK_RESULT;web;0;on its way" });
        Assert.Equal("r/held", Assert.Single(desk.Drain(0, 0, most: 10).Commands).Source);
        Assert.Equal([0], desk.LanesViaArbiter);
        if (restarts)
        {
            // The arbiter has read it, and needs it no more.
            desk = new DeliveryDesk("r", acknowledged: 1, firstHand: 1_000, desk.LanesViaArbiter);
            Assert.Equal([0], desk.LanesViaArbiter);
        }

        links.Hosts[0].Part = 1;
        desk.Use(HostMap.From(links), isDirect: true);
        desk.Step(nowMs: 0);

        desk.Take(2, new Command { Line = "PROCESS_HOST_CHECK_RESULT;web;0;when it has arrived" });

        Assert.Empty(desk.Step(nowMs: 10_000));
        Assert.Equal(2UL, desk.Drain(0, 0, most: 10).Commands[^1].Sequence);
        desk.AnsweredByArbiter(1);
        desk.AnsweredByArbiter(2);
        desk.Step(nowMs: 20_000);
        desk.Take(3, new Command { Line = "PROCESS_HOST_CHECK_RESULT;web;0;when that was answered" });

        Assert.Equal([3UL], Assert.Single(desk.Step(nowMs: 20_100)).Commands.Select(command => command.Sequence));
        Assert.Empty(desk.LanesViaArbiter);
    }

    [Theory]
    [MemberData(nameof(Seeds))]
    public void AnyFaults_EachCommandIsAppliedOnceOrAtLeastOnceIfItsHostMoves(int seed)
    {
        var random = new Random(seed);
        var world = new DeliveryWorld(seed);
        for (var step = 0; step < 1500; step++)
        {
            for (var count = random.Next(3); count > 0; count--)
            {
                world.Give();
            }

            switch (random.Next(60))
            {
                case 0:
                    world.OwnersAnswer = !world.OwnersAnswer;
                    break;
                case 1:
                    world.ArbiterAnswers = !world.ArbiterAnswers;
                    break;
                case 2:
                    world.RestartArbiter();
                    break;
                case 3 when seed % 2 == 0:
                    world.Restart();
                    break;
                case 4 when seed % 2 == 1:
                    world.Move($"h{random.Next(4)}");
                    break;
                default:
                    break;
            }

            world.Step();
        }

        Finish(world);

        // The new part of a host cannot know what the old one took without being able to say so.
        var applied = seed % 2 == 1 ? world.Applied.Distinct() : world.Applied;
        Assert.Equal(Enumerable.Range(1, world.Given).Select(number => (ulong)number), applied.Order());
    }

    public static TheoryData<int> Seeds() => [.. Enumerable.Range(1, 40)];

    private static void Finish(DeliveryWorld world)
    {
        world.LosesMessages = false;
        world.OwnersAnswer = true;
        world.ArbiterAnswers = world.ArbiterAnswers || world.Desk.ForArbiter > 0 || world.Desk.LanesViaArbiter.Count > 0;
        for (var step = 0; step < 3000; step++)
        {
            world.Step();
        }

        Assert.Equal((ulong)world.Given, world.Desk.Delivered);
    }

    private static void AssertEachOnce(DeliveryWorld world) =>
        Assert.Equal(Enumerable.Range(1, world.Given).Select(number => (ulong)number), world.Applied.Order());
}
