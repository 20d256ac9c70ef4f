using Tsuba.Model.Items;
using Tsuba.Scheduler.Core;

namespace Tsuba.Daemons.Tests.Scheduler.Core;

public sealed class OwnershipFramesTests
{
    [Fact]
    public void LastOf_SeveralOwnerships_IsTheLastFrameOfEach()
    {
        var frames = new OwnershipFrames();
        frames.Wrote(new Epoch(1, 1), 1);
        frames.Wrote(new Epoch(1, 1), 7);
        frames.Wrote(new Epoch(1, 3), 8);

        Assert.Equal((7UL, 8UL), (frames.LastOf(new Epoch(1, 1)), frames.LastOf(new Epoch(1, 3))));
    }

    [Fact]
    public void LastOf_OwnershipThatThePartNeverHad_IsNone()
    {
        var frames = new OwnershipFrames();
        frames.Wrote(new Epoch(1, 1), 7);
        frames.Wrote(new Epoch(1, 3), 8);

        Assert.Equal(0UL, frames.LastOf(new Epoch(1, 2)));
    }

    [Theory]
    [InlineData(0, 0UL)]
    [InlineData(1, 7UL)]
    [InlineData(2, 7UL)]
    [InlineData(3, 8UL)]
    [InlineData(4, 8UL)]
    public void LastUpTo_IsThatOfTheOwnershipBeforeWhereThePartNeverHadIt(uint number, ulong last)
    {
        var frames = new OwnershipFrames();
        frames.Wrote(new Epoch(1, 1), 7);
        frames.Wrote(new Epoch(1, 3), 8);

        Assert.Equal(last, frames.LastUpTo(new Epoch(1, number)));
    }

    [Fact]
    public void Read_WhatWasWritten_GivesTheSameAndGoesOn()
    {
        var frames = new OwnershipFrames();
        frames.Wrote(new Epoch(1, 1), 7);
        frames.Wrote(new Epoch(2, 1), 9);

        var again = new OwnershipFrames();
        again.Read(frames.Write());
        again.Wrote(new Epoch(2, 1), 10);

        Assert.Equal((7UL, 10UL), (again.LastOf(new Epoch(1, 1)), again.LastOf(new Epoch(2, 1))));
    }

    [Fact]
    public void Wrote_MoreThanTheLimit_ForgetsTheOldest()
    {
        var frames = new OwnershipFrames();
        for (var number = 1; number <= OwnershipFrames.Limit + 1; number++)
        {
            frames.Wrote(new Epoch(1, (uint)number), (ulong)number);
        }

        Assert.Equal((0UL, 2UL), (frames.LastOf(new Epoch(1, 1)), frames.LastOf(new Epoch(1, 2))));
        Assert.Equal(OwnershipFrames.Limit, frames.Write().Count());
    }
}
