using System.Collections.Concurrent;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Modules;
using Tsuba.Modules;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Time;

namespace Tsuba.Platform.Tests.Hosting;

public sealed class ModuleHostTests
{
    private static readonly TimeSpan Restart = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Offer_ModuleThatKeepsUp_GetsEverythingInOrder()
    {
        await using var modules = Create(new ManualTime());
        var module = new ProbeModule("a");
        modules.Add("a", () => module, ModuleHost.DefaultQueueBytes);
        await module.Started.Task;

        modules.Offer(new PartStamp { Part = 1 }, [Frame(1, 2)]);
        modules.Offer(new PartStamp { Part = 1 }, [Frame(3, 1)]);
        await modules.StopAsync(CancellationToken.None);

        Assert.Equal([1UL, 3UL], module.Kept);
    }

    [Fact]
    public async Task Offer_StuckModule_FillsOnlyItsOwnQueue()
    {
        var modules = Create(new ManualTime());
        var stuck = new ProbeModule("stuck") { Gate = new TaskCompletionSource() };
        var quick = new ProbeModule("quick");
        var bytes = Frame(1, 1).CalculateSize();
        modules.Add("stuck", () => stuck, queueBytes: 2 * bytes);
        modules.Add("quick", () => quick, queueBytes: 2 * bytes);
        await stuck.Started.Task;
        await quick.Started.Task;

        for (var sequence = 1UL; sequence <= 5; sequence++)
        {
            modules.Offer(new PartStamp { Part = 1 }, [Frame(sequence, 1)]);
            await quick.Reached((int)sequence);
        }

        var status = modules.Statuses.Single(module => module.Name == "stuck");
        Assert.Equal((5, 0, 3, 2), (status.Received, status.Delivered, status.Dropped, status.Pending));
        Assert.Equal([1UL, 2UL, 3UL, 4UL, 5UL], quick.Kept);
        stuck.Gate.SetResult();
        await modules.DisposeAsync();
    }

    [Fact]
    public async Task Set_OtherProperties_OldOneFinishesItsQueueAndTheNewOneGetsWhatComesAfter()
    {
        await using var modules = Create(new ManualTime());
        var old = new ProbeModule("a") { Gate = new TaskCompletionSource() };
        var young = new ProbeModule("a");
        var same = new Dictionary<string, string> { ["raw_days"] = "7" };
        await modules.SetAsync("a", same, () => old, ModuleHost.DefaultQueueBytes, CancellationToken.None);
        await old.Started.Task;
        modules.Offer(new PartStamp { Part = 1 }, [Frame(1, 1)]);
        await modules.SetAsync("a", same, () => young, ModuleHost.DefaultQueueBytes, CancellationToken.None);

        var change = modules.SetAsync("a", new Dictionary<string, string> { ["raw_days"] = "3" }, () => young, ModuleHost.DefaultQueueBytes, CancellationToken.None);
        modules.Offer(new PartStamp { Part = 1 }, [Frame(2, 1)]);
        old.Gate.SetResult();
        await change;
        await young.Started.Task;
        await modules.StopAsync(CancellationToken.None);

        Assert.Equal([1UL], old.Kept);
        Assert.Equal([2UL], young.Kept);
    }

    [Fact]
    public async Task Deliver_HandlerThrows_SameEventsComeAgain()
    {
        var time = new ManualTime();
        await using var modules = Create(time);
        var module = new ProbeModule("a") { Refusals = 2 };
        modules.Add("a", () => module, ModuleHost.DefaultQueueBytes);
        await module.Started.Task;

        modules.Offer(new PartStamp { Part = 1 }, [Frame(1, 1)]);
        await module.Refused(1);
        await AdvanceWhenWaitingAsync(time, Retry);
        await module.Refused(2);
        await AdvanceWhenWaitingAsync(time, Retry);
        await module.Reached(1);
        await modules.StopAsync(CancellationToken.None);

        Assert.Equal([1UL], module.Kept);
    }

    [Fact]
    public async Task Deliver_ModuleThatGathers_GetsTheFirstAtOnceAndWhatCameMeanwhileTogether()
    {
        var time = new ManualTime();
        await using var modules = Create(time);
        var module = new GatheringProbe("a");
        modules.Add("a", () => module, ModuleHost.DefaultQueueBytes);
        await module.Started.Task;

        modules.Offer(new PartStamp { Part = 1 }, [Frame(1, 1)]);
        await module.Reached(1);
        modules.Offer(new PartStamp { Part = 1 }, [Frame(2, 1)]);
        modules.Offer(new PartStamp { Part = 2 }, [Frame(1, 3)]);
        await AdvanceWhenWaitingAsync(time, module.Pace);
        await module.Reached(3);

        Assert.Equal(["1:1", "1:2 2:1"], module.Deliveries);
        Assert.Equal((5, 5), (modules.Statuses.Single().Received, modules.Statuses.Single().Delivered));
    }

    [Fact]
    public async Task Deliver_ModuleThatGathersRefuses_AllOfItComesAgain()
    {
        var time = new ManualTime();
        await using var modules = Create(time);
        var module = new GatheringProbe("a");
        modules.Add("a", () => module, ModuleHost.DefaultQueueBytes);
        await module.Started.Task;
        modules.Offer(new PartStamp { Part = 1 }, [Frame(1, 1)]);
        await module.Reached(1);

        module.Refusals = 1;
        modules.Offer(new PartStamp { Part = 1 }, [Frame(2, 1)]);
        modules.Offer(new PartStamp { Part = 2 }, [Frame(1, 1)]);
        await AdvanceWhenWaitingAsync(time, module.Pace);
        await module.Refused(1);
        await AdvanceWhenWaitingAsync(time, Retry);
        await module.Reached(3);

        Assert.Equal(["1:1", "1:2 2:1", "1:2 2:1"], module.Deliveries);
        Assert.Equal(3, modules.Statuses.Single().Delivered);
    }

    [Fact]
    public async Task Stop_ModuleThatGathers_GetsItsQueueWithoutWaiting()
    {
        await using var modules = Create(new ManualTime());
        var module = new GatheringProbe("a");
        modules.Add("a", () => module, ModuleHost.DefaultQueueBytes);
        await module.Started.Task;
        modules.Offer(new PartStamp { Part = 1 }, [Frame(1, 1)]);
        await module.Reached(1);
        modules.Offer(new PartStamp { Part = 1 }, [Frame(2, 1)]);

        await modules.StopAsync(CancellationToken.None);

        Assert.Equal(["1:1", "1:2"], module.Deliveries);
    }

    [Fact]
    public async Task Run_ModuleBreaks_IsMadeAnewAfterFiveSecondsAndKeepsItsQueue()
    {
        var time = new ManualTime();
        await using var modules = Create(time);
        var first = new ProbeModule("a") { Gate = new TaskCompletionSource() };
        var second = new ProbeModule("a");
        var made = new Queue<ProbeModule>([first, second]);
        modules.Add("a", () => made.Dequeue(), ModuleHost.DefaultQueueBytes);
        await first.Started.Task;
        modules.Offer(new PartStamp { Part = 1 }, [Frame(7, 1)]);

        first.Break.SetException(new IOException("pulled out"));
        await first.Disposed.Task;
        await AdvanceWhenWaitingAsync(time, Restart);
        await second.Reached(1);

        var status = Assert.Single(modules.Statuses);
        Assert.Equal((1, "pulled out", true), (status.Restarts, status.Fault, status.Running));
        Assert.Equal([7UL], second.Kept);
    }

    [Fact]
    public async Task Remove_EventsInTheQueue_CountAsDropped()
    {
        await using var modules = Create(new ManualTime());
        var stuck = new ProbeModule("a") { Gate = new TaskCompletionSource() };
        modules.Add("a", () => stuck, ModuleHost.DefaultQueueBytes);
        await stuck.Started.Task;
        modules.Offer(new PartStamp { Part = 1 }, [Frame(1, 4)]);

        await modules.RemoveAsync("a", new CancellationToken(canceled: true));

        Assert.Empty(modules.Statuses);
        Assert.Empty(stuck.Kept);
    }

    [Fact]
    public async Task Add_NameThatIsTaken_IsRefused()
    {
        await using var modules = Create(new ManualTime());

        Assert.True(modules.Add("a", () => new ProbeModule("a"), ModuleHost.DefaultQueueBytes));
        Assert.False(modules.Add("a", () => new ProbeModule("a"), ModuleHost.DefaultQueueBytes));
    }

    private static ModuleHost Create(TimeProvider time) => new(time, new DaemonMeterFactory(), NullLoggerFactory.Instance);

    private static EventFrame Frame(ulong first, int events)
    {
        var frame = new EventFrame { First = first };
        for (var index = 0; index < events; index++)
        {
            frame.Events.Add(new Event { Sequence = first + (ulong)index, Log = new LogEvent { Line = "LINE" } });
        }

        return frame;
    }

    // The loop sets its timer a moment after it let go of the module.
    private static async Task AdvanceWhenWaitingAsync(ManualTime time, TimeSpan by)
    {
        while (time.Waiting == 0)
        {
            await Task.Yield();
        }

        time.Advance(by);
    }

    private class ProbeModule(string name) : IBrokerModule
    {
        private readonly Lock _lock = new();
        private readonly List<(Func<bool> IsMet, TaskCompletionSource Done)> _waits = [];
        private readonly List<ulong> _kept = [];
        private int _refused;

        public string Name => name;

        public bool WantsEvents => true;

        public int Refusals { get; set; }

        public TaskCompletionSource? Gate { get; init; }

        public TaskCompletionSource Started { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Break { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Disposed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public ulong[] Kept
        {
            get
            {
                lock (_lock)
                {
                    return [.. _kept];
                }
            }
        }

        public Task Reached(int count) => WaitFor(() => _kept.Count >= count);

        public Task Refused(int count) => WaitFor(() => _refused >= count);

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task RunAsync(CancellationToken stop)
        {
            Started.SetResult();
            return Break.Task.WaitAsync(stop);
        }

        public async ValueTask HandleAsync(PartStamp part, IReadOnlyList<EventFrame> frames, CancellationToken cancellationToken)
        {
            if (Gate is { } gate)
            {
                await gate.Task.WaitAsync(cancellationToken);
            }

            lock (_lock)
            {
                if (_refused < Refusals)
                {
                    _refused++;
                    Wake();
                    throw new IOException("disk full");
                }

                _kept.AddRange(frames.Select(frame => frame.First));
                Wake();
            }
        }

        public ValueTask DisposeAsync()
        {
            Disposed.TrySetResult();
            return ValueTask.CompletedTask;
        }

        private Task WaitFor(Func<bool> isMet)
        {
            lock (_lock)
            {
                var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                _waits.Add((isMet, done));
                Wake();
                return done.Task;
            }
        }

        private void Wake()
        {
            foreach (var (isMet, done) in _waits)
            {
                if (isMet())
                {
                    done.TrySetResult();
                }
            }
        }
    }

    private sealed class GatheringProbe(string name) : ProbeModule(name), IGatheringModule
    {
        private readonly ConcurrentQueue<string> _deliveries = new();

        public TimeSpan Pace => TimeSpan.FromMilliseconds(100);

        /// <summary>Part and first number of each batch, one text a delivery.</summary>
        public string[] Deliveries => [.. _deliveries];

        public ValueTask HandleAsync(IReadOnlyList<PartEvents> gathered, CancellationToken cancellationToken)
        {
            _deliveries.Enqueue(string.Join(' ', gathered.Select(events => $"{events.Part.Part}:{events.Frames[0].First}")));
            return HandleAsync(gathered[0].Part, [.. gathered.SelectMany(events => events.Frames)], cancellationToken);
        }
    }
}
