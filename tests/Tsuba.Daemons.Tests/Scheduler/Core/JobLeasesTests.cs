using Tsuba.Model.Invocations;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Daemons.Tests.Scheduler.Core;

public sealed class JobLeasesTests
{
    private static readonly PartId Part = new(1);
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(10);
    private static readonly long Lease = 10_000 + JobLeases.LeaseMarginMilliseconds;

    [Fact]
    public void Take_WithinCapacity_GivesFirstComeFirstServed()
    {
        var leases = With(Check(1), Check(2), Check(3));

        Assert.Equal([1UL, 2UL], Ids(leases.Take(Poller("a", capacity: 2), 0)));
        Assert.Equal([3UL], Ids(leases.Take(Poller("b", capacity: 2), 0)));
        Assert.Empty(leases.Take(Poller("c"), 0));
    }

    [Fact]
    public void Take_LowerPriorityNumber_GoesFirst()
    {
        var leases = With(Check(1) with { Priority = 100 }, Check(2) with { Priority = 1 }, Check(3) with { Priority = 100 });

        Assert.Equal([2UL, 1UL, 3UL], Ids(leases.Take(Poller("a"), 0)));
    }

    [Fact]
    public void Take_OtherTagTypeOrKind_IsNotHandedOut()
    {
        var leases = With(
            Check(1) with { Tag = "dmz" },
            Check(2) with { ModuleType = "nrpe" },
            Check(3) with { Kind = WorkKind.Notification },
            Check(4));

        Assert.Equal([4UL], Ids(leases.Take(Poller("plain"), 0)));
        Assert.Equal([1UL], Ids(leases.Take(Poller("tagged") with { Tags = ["dmz"] }, 0)));
        Assert.Equal([2UL], Ids(leases.Take(Poller("typed") with { ModuleTypes = ["nrpe"] }, 0)));
        Assert.Equal([3UL], Ids(leases.Take(Poller("reactionner") with { Actions = true }, 0)));
    }

    [Fact]
    public void Take_AfterTheLeaseEnded_GivesItToSomeoneElse()
    {
        var leases = With(Check(1));
        leases.Take(Poller("a"), 1000);

        Assert.Empty(leases.Take(Poller("b"), 1000 + Lease - 1));
        Assert.Equal([1UL], Ids(leases.Take(Poller("b"), 1000 + Lease)));
        Assert.Equal(1, leases.Counters.Reissued);
    }

    [Fact]
    public void Take_WorkerWithAnotherRun_GetsItsOldWorkBack()
    {
        var leases = With(Check(1), Check(2));
        leases.Take(Poller("a", run: "first"), 0);

        Assert.Empty(leases.Take(Poller("a", run: "first"), 10));
        Assert.Equal([1UL, 2UL], Ids(leases.Take(Poller("a", run: "second"), 20)));
    }

    [Fact]
    public void Complete_LeasedWork_IsNotHandedOutAgain()
    {
        var leases = With(Check(1));
        leases.Take(Poller("a"), 0);

        Assert.NotNull(leases.Complete(Part, 1));
        Assert.Null(leases.Complete(Part, 1));
        Assert.Empty(leases.Take(Poller("a"), Lease * 2));
    }

    [Fact]
    public void Complete_AfterReissue_TakesItOutOfTheQueue()
    {
        var leases = With(Check(1));
        leases.Take(Poller("slow"), 0);
        leases.Expire(Lease);

        Assert.NotNull(leases.Complete(Part, 1));

        Assert.Empty(leases.Take(Poller("b"), Lease));
    }

    [Fact]
    public void Add_TheSameWorkAgain_KeepsItsLease()
    {
        var leases = With(Check(1));
        leases.Take(Poller("a"), 0);

        leases.Add(Check(1));

        Assert.Empty(leases.Take(Poller("b"), 0));
    }

    [Fact]
    public void Add_TheSameWorkUnderAnotherEpoch_ReplacesIt()
    {
        var leases = With(Check(1));
        leases.Take(Poller("a"), 0);

        leases.Add(Check(1) with { Epoch = new Epoch(1, 2) });

        Assert.Equal(new Epoch(1, 2), leases.Take(Poller("b"), 0).Single().Item.Epoch);
    }

    [Fact]
    public void StartFailed_ByItsHolder_IsHandedOutAgainAfterAPauseThatDoubles()
    {
        var leases = With(Notification(1));
        var now = 0L;
        for (var pause = JobLeases.FirstPauseMilliseconds; pause <= 16 * JobLeases.FirstPauseMilliseconds; pause *= 2)
        {
            Assert.Equal([1UL], Ids(leases.Take(Reactionner("a"), now)));
            Assert.Equal(FailedStart.Postponed, leases.StartFailed(Part, 1, "a", now));
            Assert.Equal((1, 0), (leases.Counters.WaitingActions, leases.Counters.LeasedActions));
            Assert.Empty(leases.Take(Reactionner("b"), now + pause - 1));
            now += pause;
        }

        Assert.Equal([1UL], Ids(leases.Take(Reactionner("a"), now)));
        Assert.Equal(FailedStart.GivenUp, leases.StartFailed(Part, 1, "a", now));
        Assert.NotNull(leases.Complete(Part, 1));
        Assert.Equal(JobLeases.MostFailedStarts - 1, leases.Counters.Retried);
    }

    [Fact]
    public void StartFailed_BySomebodyWhoDoesNotHaveIt_LeavesTheLeaseOfTheOther()
    {
        var leases = With(Notification(1));
        leases.Take(Reactionner("a"), 0);
        Assert.Equal([1UL], Ids(leases.Take(Reactionner("b"), Lease)));

        Assert.Equal(FailedStart.Unknown, leases.StartFailed(Part, 1, "a", Lease));
        Assert.Equal(FailedStart.Unknown, leases.StartFailed(Part, 2, "a", Lease));

        Assert.Empty(leases.Take(Reactionner("a"), (2 * Lease) - 1));
    }

    [Fact]
    public void StartFailed_ThenDroppedOrCancelled_LeavesNothing()
    {
        var leases = With(Notification(1), Notification(2));
        leases.Take(Reactionner("a"), 0);
        leases.StartFailed(Part, 1, "a", 0);
        leases.StartFailed(Part, 2, "a", 0);

        leases.Cancel(Part, 1);
        leases.DropPart(Part);

        Assert.Empty(leases.Take(Reactionner("a"), 10 * Lease));
        Assert.Equal((0, 0), (leases.Counters.WaitingActions, leases.Counters.LeasedActions));
    }

    [Fact]
    public void DropPart_ItsWork_IsGoneAndThatOfOthersStays()
    {
        var leases = With(Check(1), Check(2) with { Part = new PartId(2) });

        leases.DropPart(Part);

        Assert.Equal([2UL], Ids(leases.Take(Poller("a"), 0)));
    }

    [Fact]
    public void Cancel_ManyThatNobodyAskedFor_LeavesNoGarbage()
    {
        var leases = new JobLeases();
        for (var id = 1UL; id <= 100_000; id++)
        {
            leases.Add(Check(id) with { Tag = "nobody" });
            leases.Cancel(Part, id);
        }

        Assert.Equal(0, leases.Counters.WaitingChecks);
        Assert.Empty(leases.Take(Poller("a") with { Tags = ["nobody"] }, 0));
    }

    [Fact]
    public void Take_CallOfARunThatIsOver_GetsNothingAndTakesNothingAway()
    {
        var leases = With(Check(1), Check(2), Check(3));
        Assert.Equal([1UL], Ids(leases.Take(Poller("a", "first", capacity: 1), 0)));
        Assert.Equal([1UL], Ids(leases.Take(Poller("a", "second", capacity: 1), 0)));

        Assert.Empty(leases.Take(Poller("a", "first"), 0));

        Assert.Equal([2UL, 3UL], Ids(leases.Take(Poller("b"), 0)));
        Assert.Equal((0, 3), (leases.Counters.WaitingChecks, leases.Counters.LeasedChecks));
    }

    [Fact]
    public void AnySequence_EveryItemIsInOnePlaceAndTheSumsAgree()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var random = new Random(seed);
            var leases = new JobLeases();
            var open = new HashSet<ulong>();
            var held = new Dictionary<ulong, (string Worker, string Run, long End)>();
            var newest = new Dictionary<string, string>();
            var over = new HashSet<(string Worker, string Run)>();
            var now = 0L;
            for (var step = 0; step < 300; step++)
            {
                now += random.Next(2_000);
                var id = (ulong)random.Next(1, 60);
                switch (random.Next(5))
                {
                    case 0 or 1:
                        leases.Add(Check(id) with { Priority = random.Next(3) });
                        open.Add(id);
                        break;
                    case 2:
                        Assert.Equal(open.Remove(id), leases.Complete(Part, id) is not null);
                        held.Remove(id);
                        break;
                    case 3:
                        leases.Cancel(Part, id);
                        open.Remove(id);
                        held.Remove(id);
                        break;
                    default:
                        var (worker, run) = ($"w{random.Next(3)}", $"r{random.Next(4)}");
                        var isOver = over.Contains((worker, run));
                        if (!isOver && newest.GetValueOrDefault(worker) is { } before && before != run)
                        {
                            over.Add((worker, before));
                            foreach (var gone in held.Where(pair => pair.Value.Worker == worker).ToList())
                            {
                                held.Remove(gone.Key);
                            }
                        }

                        newest[worker] = isOver ? newest[worker] : run;

                        foreach (var ended in held.Where(pair => pair.Value.End <= now).ToList())
                        {
                            held.Remove(ended.Key);
                        }

                        var taken = Ids(leases.Take(Poller(worker, run, random.Next(1, 20)), now));
                        Assert.True(!isOver || taken.Count == 0, $"seed {seed} step {step}: a run that is over got work");
                        Assert.All(taken, got => Assert.True(open.Contains(got) && !held.ContainsKey(got), $"seed {seed} step {step}"));
                        foreach (var got in taken)
                        {
                            held[got] = (worker, run, now + Lease);
                        }

                        break;
                }

                var counters = leases.Counters;
                Assert.Equal(open.Count, counters.WaitingChecks + counters.LeasedChecks);
                Assert.Equal(counters.Added, counters.Completed + counters.Cancelled + open.Count);
            }
        }
    }

    private static JobLeases With(params WorkItem[] items)
    {
        var leases = new JobLeases();
        foreach (var item in items)
        {
            leases.Add(item);
        }

        return leases;
    }

    private static WorkItem Check(ulong id) => new()
    {
        Part = Part,
        Epoch = new Epoch(1, 1),
        Id = id,
        Kind = WorkKind.Check,
        Item = ItemId.OfHost("web"),
        Occurrence = id,
        Invocation = new CommandInvocation { Arguments = ["/bin/true"], Timeout = Timeout },
        Tag = "None",
        ModuleType = "fork",
        DueUtcMilliseconds = 0,
    };

    private static WorkItem Notification(ulong id) => Check(id) with { Kind = WorkKind.Notification };

    private static WorkRequest Reactionner(string name) => Poller(name) with { Actions = true };

    private static WorkRequest Poller(string name, string run = "r", int capacity = 100) =>
        new(name, run, Actions: false, ["None"], ["fork"], capacity);

    private static List<ulong> Ids(IReadOnlyList<LeasedWork> taken) => [.. taken.Select(work => work.Item.Id)];
}
