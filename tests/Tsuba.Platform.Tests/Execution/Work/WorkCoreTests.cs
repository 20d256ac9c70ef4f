using Tsuba.Execution.Work;
using Tsuba.Model.Items;
using static Tsuba.Platform.Tests.Execution.Work.WorkCases;

namespace Tsuba.Platform.Tests.Execution.Work;

public sealed class WorkCoreTests
{
    private static readonly PartId _otherPart = new(2);

    private readonly WorkCore _core = new(new WorkCoreOptions { Remembered = 0, Seed = 1 });
    private TimeSpan _now;
    private TimeSpan? _next;

    [Fact]
    public void Step_LeasedJob_StartsAndItsResultLeavesAfterTheDelay()
    {
        Link(slots: 4);

        Assert.Equal([1UL], Started(Step(new WorkInput.Leased([Item(1)]))));
        Assert.Empty(Step(Finished(Item(1))));
        Assert.Equal(TimeSpan.FromMilliseconds(20), _next);

        var send = Assert.Single(Sent(Pass(20)));
        Assert.Equal("s1", send.Source);
        Assert.Equal([1UL], send.Results.Select(result => result.Item.Id));
        Assert.Empty(Step(Accepted(send)));
        Assert.True(_core.IsIdle);
        Assert.Equal(1, _core.Counters.Acknowledged);
        Assert.Null(_next);
    }

    [Fact]
    public void Step_FullBatch_LeavesAtOnce()
    {
        Link(slots: 1000);
        Step(new WorkInput.Leased([.. Enumerable.Range(1, 256).Select(id => Item((ulong)id))]));

        for (var id = 1UL; id < 256; id++)
        {
            Assert.Empty(Step(Finished(Item(id))));
        }

        Assert.Equal(256, Assert.Single(Sent(Step(Finished(Item(256))))).Results.Length);
    }

    [Fact]
    public void Capacity_IsFreeSlots_AndWhatIsLeasedBeyondWaits()
    {
        Assert.Equal(0, _core.Capacity);
        Link(slots: 2);
        Assert.Equal(2, _core.Capacity);

        Assert.Equal([1UL, 2UL], Started(Step(new WorkInput.Leased([Item(1), Item(2), Item(3)]))));
        Assert.Equal(0, _core.Capacity);
        Assert.Equal([3UL], Started(Step(Finished(Item(1)))));
        Assert.Empty(Started(Step(Finished(Item(2)))));
        Assert.Equal(1, _core.Capacity);
    }

    [Fact]
    public void Capacity_TooMuchUnacknowledged_IsNone()
    {
        var core = new WorkCore(new WorkCoreOptions { Remembered = 0, Seed = 1, MaxKeptBytes = 4000 });
        core.Step(Links(10), TimeSpan.Zero, []);
        core.Step(new WorkInput.Leased([Item(1)]), TimeSpan.Zero, []);

        core.Step(new WorkInput.Finished(Item(1), Outcome(Item(1), new byte[4000])), TimeSpan.Zero, []);

        Assert.Equal(0, core.Capacity);
        Assert.Equal(1, core.Counters.Kept);
    }

    [Fact]
    public void Step_JobOfAnOlderEpoch_IsNotRun()
    {
        Link(slots: 4, Second);

        Assert.Empty(Step(new WorkInput.Leased([Item(1, First)])));

        Assert.Equal(1, _core.Counters.StaleJobs);
        Assert.True(_core.IsIdle);
    }

    [Fact]
    public void Step_HigherEpoch_IsKeptBeforeTheJobStarts_AndOnlyOnce()
    {
        Link(slots: 4);

        var outputs = Step(new WorkInput.Leased([Item(1, Second), Item(2, Second)]));

        Assert.Equal(new WorkOutput.KeepEpoch(Part, Second), outputs[0]);
        Assert.Equal([1UL, 2UL], Started(outputs));
        Assert.Equal(3, outputs.Count);
    }

    [Fact]
    public void Step_EpochOfAnEarlierRun_Counts()
    {
        var core = new WorkCore(new WorkCoreOptions { Remembered = 0, Seed = 1, Epochs = new Dictionary<PartId, Epoch> { [Part] = Second } });
        List<WorkOutput> outputs = [];

        core.Step(Links(4), TimeSpan.Zero, outputs);
        core.Step(new WorkInput.Leased([Item(1, First)]), TimeSpan.Zero, outputs);

        Assert.Empty(outputs);
        Assert.Equal(1, core.Counters.StaleJobs);
    }

    [Fact]
    public void Step_JobThatWaitedUntilItsEpochWasOver_IsNotRun()
    {
        Link(slots: 1);
        Step(new WorkInput.Leased([Item(1), Item(2)]));
        Link(slots: 1, Second);

        Assert.Empty(Started(Step(Finished(Item(1)))));
        Assert.Equal(1, _core.Counters.StaleJobs);
    }

    [Fact]
    public void Step_LeasedAgainWhileItRuns_RunsOnceAndAnswersUnderTheNewStamp()
    {
        Link(slots: 4);
        Step(new WorkInput.Leased([Item(1)]));

        Assert.Empty(Started(Step(new WorkInput.Leased([Item(1, Second, "s2")]))));
        Step(Finished(Item(1)));

        var send = Assert.Single(Sent(Pass(20)));
        Assert.Equal("s2", send.Source);
        Assert.Equal(Second, send.Results[0].Item.Epoch);
        Assert.Equal(1, _core.Counters.Repeated);
    }

    [Fact]
    public void Step_LeasedAgainWhileItsResultWaits_ResultGoesToTheNewOwner()
    {
        Link(slots: 4);
        Step(new WorkInput.Leased([Item(1)]));
        Step(Finished(Item(1)));

        Step(new WorkInput.Leased([Item(1, Second, "s2")]));
        Assert.Empty(Sent(Pass(20)));
        var send = Assert.Single(Sent(Pass(20)));

        Assert.Equal("s2", send.Source);
        Assert.Equal(0, _core.Counters.DroppedResults);
    }

    [Fact]
    public void Step_RefusedByTheOldOwnerAfterANewOneLeasedIt_IsSentToTheNewOne()
    {
        Link(slots: 4);
        Step(new WorkInput.Leased([Item(1)]));
        Step(Finished(Item(1)));
        var send = Assert.Single(Sent(Pass(20)));
        Step(new WorkInput.Leased([Item(1, Second, "s2")]));

        Step(new WorkInput.Answered(send.Source, send.Batch, [Part], []));

        Assert.Equal("s2", Assert.Single(Sent(Pass(20))).Source);
        Assert.Equal(0, _core.Counters.DroppedResults);
    }

    [Fact]
    public void Step_RememberedJobLeasedAgain_IsAnsweredFromMemory()
    {
        var core = new WorkCore(new WorkCoreOptions { Remembered = 2, Seed = 1 });
        List<WorkOutput> outputs = [];
        core.Step(Links(4), TimeSpan.Zero, outputs);
        foreach (var id in (ulong[])[1, 2, 3])
        {
            core.Step(new WorkInput.Leased([Item(id)]), TimeSpan.Zero, outputs);
            core.Step(new WorkInput.Finished(Item(id), Outcome(Item(id), [65])), TimeSpan.Zero, outputs);
        }

        core.Step(new WorkInput.TimePassed(), TimeSpan.FromSeconds(1), outputs);
        core.Step(Accepted(Assert.Single(Sent(outputs))), TimeSpan.FromSeconds(1), outputs);
        outputs.Clear();

        // 1 is forgotten, since two are remembered; 3 is answered under the new stamp without being run.
        core.Step(new WorkInput.Leased([Item(1, Second), Item(3, Second, "s2")]), TimeSpan.FromSeconds(1), outputs);
        core.Step(new WorkInput.TimePassed(), TimeSpan.FromSeconds(2), outputs);

        Assert.Equal([1UL], Started(outputs));
        var send = Assert.Single(Sent(outputs));
        Assert.Equal("s2", send.Source);
        Assert.Equal((3UL, Second), (send.Results[0].Item.Id, send.Results[0].Item.Epoch));
        Assert.Equal([65], send.Results[0].Outcome.Output);
    }

    [Fact]
    public void Step_FailedBatch_IsSentAgainInOrderAfterGrowingPauses()
    {
        Link(slots: 4);
        Step(new WorkInput.Leased([Item(1), Item(2)]));
        Step(Finished(Item(1)));
        var send = Assert.Single(Sent(Pass(20)));
        var pauses = new List<TimeSpan>();
        for (var i = 0; i < 8; i++)
        {
            Step(new WorkInput.Failed(send.Source, send.Batch));
            pauses.Add(_next!.Value - _now);
            if (i == 0)
            {
                Step(Finished(Item(2)));
            }

            _now = _next!.Value;
            send = Assert.Single(Sent(Step(new WorkInput.TimePassed())));
            Assert.Equal(1UL, send.Results[0].Item.Id);
        }

        Assert.InRange(pauses[0], TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(200));
        Assert.InRange(pauses[3], TimeSpan.FromMilliseconds(800), TimeSpan.FromMilliseconds(1600));
        Assert.InRange(pauses[7], TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10));
        Assert.Equal([1UL, 2UL], send.Results.Select(result => result.Item.Id));
        Assert.Equal(8, _core.Counters.FailedBatches);
        Assert.Equal(2, _core.Counters.Kept);
    }

    [Fact]
    public void Step_PartlyAcceptedBatch_KeepsWhatIsPostponedAndDropsWhatIsRefused()
    {
        Link(slots: 4);
        var other = Item(9) with { Part = _otherPart };
        var third = Item(7) with { Part = new PartId(3) };
        Step(new WorkInput.Leased([Item(1), other, third]));
        Step(Finished(Item(1)));
        Step(Finished(other));
        Step(Finished(third));
        var send = Assert.Single(Sent(Pass(20)));

        Step(new WorkInput.Answered(send.Source, send.Batch, [_otherPart], [new PartId(3)]));

        Assert.Equal((1L, 1L, 1), (_core.Counters.Acknowledged, _core.Counters.DroppedResults, _core.Counters.Kept));
        Assert.Equal([7UL], Assert.Single(Sent(Pass(10_000))).Results.Select(result => result.Item.Id));
    }

    [Fact]
    public void Step_SecondAnswerToABatch_HasNoEffect()
    {
        Link(slots: 4);
        Step(new WorkInput.Leased([Item(1)]));
        Step(Finished(Item(1)));
        var send = Assert.Single(Sent(Pass(20)));

        Step(Accepted(send));
        Step(Accepted(send));
        Step(new WorkInput.Failed(send.Source, send.Batch));

        Assert.Equal(1, _core.Counters.Acknowledged);
        Assert.Equal(0, _core.Counters.FailedBatches);
    }

    [Fact]
    public void Step_SourceGoneFromTheLinks_ItsResultsWaitForItsReturn()
    {
        Link(slots: 4);
        Step(new WorkInput.Leased([Item(1)]));
        Step(Finished(Item(1)));
        Step(new WorkInput.LinksChanged(["s2"], [], 4));
        Assert.Empty(Sent(Pass(60_000)));

        var outputs = Step(Links(4));

        Assert.Equal("s1", Assert.Single(Sent(outputs)).Source);
    }

    [Fact]
    public void Step_SourceGoneForGood_ItsResultsAreDroppedAndCounted()
    {
        Link(slots: 4);
        Step(new WorkInput.Leased([Item(1)]));
        Step(Finished(Item(1)));
        Step(new WorkInput.LinksChanged(["s2"], [], 4));

        _now = _next!.Value;
        Step(new WorkInput.TimePassed());

        Assert.Equal(1, _core.Counters.DroppedResults);
        Assert.True(_core.IsIdle);
    }

    [Fact]
    public void Step_PartWithANewOwnerInTheLinks_OldResultIsDropped()
    {
        Link(slots: 4);
        Step(new WorkInput.Leased([Item(1)]));
        Step(Finished(Item(1)));

        Step(new WorkInput.LinksChanged(["s2"], [new PartOwnership(Part, Second, "s2")], 4));

        Assert.Equal(1, _core.Counters.DroppedResults);
        Assert.True(_core.IsIdle);
    }

    [Fact]
    public void Step_PartWithANewOwner_WhoRestampsTellsItWhatWasDone()
    {
        var core = new WorkCore(new WorkCoreOptions { Remembered = 10, Restamps = true, Seed = 1 });
        List<WorkOutput> outputs = [];
        core.Step(Links(4), TimeSpan.Zero, outputs);
        core.Step(new WorkInput.Leased([Item(1), Item(2)]), TimeSpan.Zero, outputs);
        core.Step(Finished(Item(1)), TimeSpan.Zero, outputs);
        core.Step(new WorkInput.TimePassed(), TimeSpan.FromSeconds(1), outputs);
        core.Step(Accepted(Assert.Single(Sent(outputs))), TimeSpan.FromSeconds(1), outputs);
        core.Step(Finished(Item(2)), TimeSpan.FromSeconds(1), outputs);
        outputs.Clear();

        // 1 was taken by the old owner, 2 by nobody yet.
        core.Step(new WorkInput.LinksChanged(["s1", "s2"], [new PartOwnership(Part, Second, "s2")], 4), TimeSpan.FromSeconds(2), outputs);
        core.Step(new WorkInput.TimePassed(), TimeSpan.FromSeconds(3), outputs);

        var send = Assert.Single(Sent(outputs));
        Assert.Equal("s2", send.Source);
        Assert.Equal([(1UL, Second), (2UL, Second)], send.Results.Select(result => (result.Item.Id, result.Item.Epoch)).Order());
    }

    [Fact]
    public void Step_PartWithANewOwner_WhatWasDoneLongAgoIsNotTold()
    {
        var core = new WorkCore(new WorkCoreOptions { Remembered = 10, Restamps = true, Seed = 1 });
        List<WorkOutput> outputs = [];
        core.Step(Links(4), TimeSpan.Zero, outputs);
        core.Step(new WorkInput.Leased([Item(1)]), TimeSpan.Zero, outputs);
        core.Step(Finished(Item(1)), TimeSpan.Zero, outputs);
        core.Step(new WorkInput.TimePassed(), TimeSpan.FromSeconds(1), outputs);
        core.Step(Accepted(Assert.Single(Sent(outputs))), TimeSpan.FromSeconds(1), outputs);
        outputs.Clear();

        core.Step(new WorkInput.LinksChanged(["s1", "s2"], [new PartOwnership(Part, Second, "s2")], 4), TimeSpan.FromMinutes(3), outputs);
        core.Step(new WorkInput.TimePassed(), TimeSpan.FromMinutes(4), outputs);

        Assert.Empty(Sent(outputs));
    }

    [Fact]
    public void Step_Stopping_StartsNothingAndSendsAtOnce()
    {
        Link(slots: 1);
        Step(new WorkInput.Leased([Item(1), Item(2)]));

        Step(new WorkInput.Stopping());
        var outputs = Step(Finished(Item(1)));

        Assert.Empty(Started(outputs));
        Assert.Single(Sent(outputs));
        Assert.Equal(0, _core.Capacity);
        Assert.Empty(Step(new WorkInput.Leased([Item(3)])));
    }

    private void Link(int slots, Epoch? epoch = null) => Step(Links(slots, epoch));

    private List<WorkOutput> Pass(int milliseconds)
    {
        _now += TimeSpan.FromMilliseconds(milliseconds);
        return Step(new WorkInput.TimePassed());
    }

    private List<WorkOutput> Step(WorkInput input)
    {
        List<WorkOutput> outputs = [];
        _next = _core.Step(input, _now, outputs);
        return outputs;
    }
}
