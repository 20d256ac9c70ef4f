using Tsuba.Execution.Work;
using static Tsuba.Platform.Tests.Execution.Work.WorkCases;

namespace Tsuba.Platform.Tests.Execution.Work;

public sealed class WorkCoreBalanceTests
{
    /// <summary>Whatever happens in whatever order: nothing runs twice at a time, nothing is lost, everything is counted.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Step_RandomEvents_KeepTheBalance(int seed)
    {
        var random = new Random(seed);
        var running = new List<WorkItem>();
        var sending = new List<WorkOutput.Send>();
        var outputs = new List<WorkOutput>();
        var core = new WorkCore(new WorkCoreOptions { Remembered = 0, Seed = 1 });
        var now = TimeSpan.Zero;
        core.Step(Links(8), now, []);
        for (var i = 0; i < 5000; i++)
        {
            now += TimeSpan.FromMilliseconds(random.Next(50));
            WorkInput input = random.Next(6) switch
            {
                0 => new WorkInput.Leased([Item((ulong)random.Next(40))]),
                1 when running.Count > 0 => Finished(Draw(running, random)),
                2 when sending.Count > 0 => Accepted(Draw(sending, random)),
                3 when sending.Count > 0 && Draw(sending, random) is var lost => new WorkInput.Failed(lost.Source, lost.Batch),
                4 when i % 50 == 0 => new WorkInput.LinksChanged(i % 100 == 0 ? ["s1"] : ["s2"], [], 8),
                _ => new WorkInput.TimePassed(),
            };
            outputs.Clear();
            core.Step(input, now, outputs);
            foreach (var output in outputs)
            {
                if (output is WorkOutput.Start start)
                {
                    Assert.DoesNotContain(running, item => item.Id == start.Item.Id);
                    running.Add(start.Item);
                }
                else if (output is WorkOutput.Send send)
                {
                    Assert.DoesNotContain(sending, other => other.Source == send.Source);
                    sending.Add(send);
                }
            }

            var counters = core.Counters;
            Assert.InRange(running.Count, 0, 8);
            Assert.Equal(running.Count, counters.Running);
            Assert.Equal(counters.Leased, counters.Finished + counters.Running + counters.Waiting);
            Assert.Equal(counters.Finished, counters.Acknowledged + counters.DroppedResults + counters.Kept);
            Assert.True(counters.KeptBytes >= counters.Kept);
        }
    }

    private static T Draw<T>(List<T> list, Random random)
    {
        var index = random.Next(list.Count);
        var item = list[index];
        list.RemoveAt(index);
        return item;
    }
}
