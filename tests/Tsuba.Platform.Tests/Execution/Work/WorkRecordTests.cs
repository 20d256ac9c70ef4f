using Tsuba.Execution.Plugins;
using Tsuba.Execution.Work;
using Tsuba.Model.Items;
using static Tsuba.Platform.Tests.Execution.Work.WorkCases;

namespace Tsuba.Platform.Tests.Execution.Work;

/// <summary>Jobs that must not be done twice: what is recorded when, and what the next run makes of it.</summary>
public sealed class WorkRecordTests
{
    private readonly WorkMemory _disk = new(remembered: 10);
    private WorkCore _core;
    private TimeSpan _now = TimeSpan.FromSeconds(1);

    public WorkRecordTests() => _core = Core();

    [Fact]
    public void Step_JobThatMustNotBeDoneTwice_StartsWhenItsStartIsRecorded()
    {
        var record = Assert.Single(Recorded(Step(new WorkInput.Leased([Once(1)]))));

        Assert.Equal([1UL], Started(Step(new WorkInput.Recorded(record.Number, IsDurable: true))));
        Assert.IsType<WorkEntry.Started>(Assert.Single(record.Entries));
    }

    [Fact]
    public void Step_OtherJob_StartsAtOnceAndIsNotRecorded()
    {
        var outputs = Step(new WorkInput.Leased([Item(1)]));

        Assert.Equal([1UL], Started(outputs));
        Assert.Empty(Recorded(outputs));
    }

    [Fact]
    public void Step_ResultThatIsNotRecordedYet_IsNotSent()
    {
        Run(Once(1));
        var record = Assert.Single(Recorded(Step(Finished(Once(1)))));
        Assert.Empty(Sent(Pass(1_000)));

        Step(new WorkInput.Recorded(record.Number, IsDurable: true));

        Assert.Single(Sent(Pass(1_000)));
    }

    [Fact]
    public void Step_DiskRefuses_TheWorkGoesOnAndIsCounted()
    {
        var record = Assert.Single(Recorded(Step(new WorkInput.Leased([Once(1)]))));

        Assert.Equal([1UL], Started(Step(new WorkInput.Recorded(record.Number, IsDurable: false))));
        Assert.Equal(1, _core.Counters.Unrecorded);
    }

    [Fact]
    public void Step_MoreWhileEntriesAreWritten_GoesIntoTheNextBatch()
    {
        var first = Assert.Single(Recorded(Step(new WorkInput.Leased([Once(1)]))));
        Assert.Empty(Recorded(Step(new WorkInput.Leased([Once(2), Once(3)]))));

        var second = Assert.Single(Recorded(Step(new WorkInput.Recorded(first.Number, IsDurable: true))));

        Assert.Equal([2UL, 3UL], second.Entries.Select(entry => entry.Key.Id));
    }

    [Fact]
    public void Restart_ResultThatNobodyHasTaken_IsSentWithoutBeingAskedFor()
    {
        Run(Once(1));
        Write(Step(Finished(Once(1))));

        Restart();

        var send = Assert.Single(Sent(Pass(1_000)));
        Assert.Equal([1UL], send.Results.Select(result => result.Item.Id));
        Assert.Equal(1, _core.Counters.Kept);
    }

    [Fact]
    public void Restart_PartHasANewOwner_TheResultGoesThereUnderItsEpoch()
    {
        Run(Once(1));
        Write(Step(Finished(Once(1))));

        Restart(new WorkInput.LinksChanged(["s1", "s2"], [new PartOwnership(Part, Second, "s2")], 4));

        var send = Assert.Single(Sent(Pass(1_000)));
        Assert.Equal(("s2", Second), (send.Source, send.Results[0].Item.Epoch));
    }

    [Fact]
    public void Restart_JobLeasedAgainAfterItsResultWasTaken_IsAnsweredAndNotRunAgain()
    {
        Run(Once(1));
        Write(Step(Finished(Once(1))));
        Write(Step(Accepted(Assert.Single(Sent(Pass(1_000))))));

        Restart();
        Assert.Empty(Sent(Pass(1_000)));
        var outputs = Step(new WorkInput.Leased([Once(1)]));

        Assert.Empty(Started(outputs));
        Assert.Empty(Recorded(outputs));
        Assert.Single(Sent(Pass(1_000)));
        Assert.Equal(1, _core.Counters.Repeated);
    }

    [Fact]
    public void Restart_JobThatWasUnderWay_RunsAgainAsACopy()
    {
        Run(Once(1));

        Restart();
        Assert.Equal(1, _core.Counters.Interrupted);
        var start = Assert.Single(Run(Once(1), Once(2)), start => start.Item.Id == 1);

        Assert.Contains(new KeyValuePair<string, string>(WorkCore.CopyVariable, "1"), start.Item.Request.Invocation.Environment);
    }

    [Fact]
    public void Restart_FirstTime_IsNoCopy()
    {
        Restart();

        Assert.Empty(Assert.Single(Run(Once(1))).Item.Request.Invocation.Environment);
    }

    [Fact]
    public void Step_CommandThatCouldNotBeStarted_IsForgottenAndMayBeRunAgain()
    {
        Run(Once(1));
        var failed = new PluginResult { Request = Once(1).Request, ExitCode = 2, StartUtcMilliseconds = 0, Failure = "no such file" };
        Write(Step(new WorkInput.Finished(Once(1), failed)));
        Write(Step(Accepted(Assert.Single(Sent(Pass(1_000))))));

        Assert.Single(Run(Once(1)));
        Assert.Equal(0, _core.Counters.Repeated);
    }

    [Fact]
    public void Step_EpochIsOverWhenTheStartIsRecorded_IsNotRun()
    {
        var record = Assert.Single(Recorded(Step(new WorkInput.Leased([Once(1)]))));
        Step(Links(4, Second));

        Assert.Empty(Started(Step(new WorkInput.Recorded(record.Number, IsDurable: true))));
        Assert.Equal((1, 0), (_core.Counters.StaleJobs, _core.Counters.Running));
    }

    [Fact]
    public void Memory_MoreThanItRemembers_ForgetsTheOldest()
    {
        for (var id = 1UL; id <= 12; id++)
        {
            _disk.Apply(new WorkEntry.Ended(new WorkResult(Once(id), Outcome(Once(id), []))));
            _disk.Apply(new WorkEntry.Settled(Part, id, Forgets: false));
        }

        Assert.Equal([3UL, 4UL, 5UL, 6UL, 7UL, 8UL, 9UL, 10UL, 11UL, 12UL], _disk.Works.Select(work => work.Item.Id));
    }

    private static WorkItem Once(ulong id) => Item(id) with { IsOnce = true };

    private static IEnumerable<WorkOutput.Record> Recorded(IEnumerable<WorkOutput> outputs) => outputs.OfType<WorkOutput.Record>();

    private WorkCore Core(WorkInput? links = null)
    {
        // The epoch is on the disk too: without it the first lease would look like a new owner, who is told what was done without asking.
        var epochs = new Dictionary<PartId, Epoch> { [Part] = First };
        var core = new WorkCore(new WorkCoreOptions { Remembered = 10, Restamps = true, Records = true, Recorded = _disk.Works, Epochs = epochs, Seed = 1 });
        core.Step(links ?? Links(4), _now, []);
        return core;
    }

    private void Restart(WorkInput? links = null)
    {
        _now = TimeSpan.FromSeconds(1);
        _core = Core(links);
    }

    /// <summary>Leases jobs and lets them start.</summary>
    private List<WorkOutput.Start> Run(params WorkItem[] items) =>
        [.. Write(Step(new WorkInput.Leased([.. items]))).OfType<WorkOutput.Start>()];

    /// <summary>Carries out what is to be recorded; what follows from it.</summary>
    private List<WorkOutput> Write(List<WorkOutput> outputs)
    {
        var all = new List<WorkOutput>();
        while (Recorded(outputs).SingleOrDefault() is { } record)
        {
            foreach (var entry in record.Entries)
            {
                _disk.Apply(entry);
            }

            outputs = Step(new WorkInput.Recorded(record.Number, IsDurable: true));
            all.AddRange(outputs);
        }

        return all;
    }

    private List<WorkOutput> Step(WorkInput input)
    {
        List<WorkOutput> outputs = [];
        _core.Step(input, _now, outputs);
        return outputs;
    }

    private List<WorkOutput> Pass(int milliseconds)
    {
        _now += TimeSpan.FromMilliseconds(milliseconds);
        return Step(new WorkInput.TimePassed());
    }
}
