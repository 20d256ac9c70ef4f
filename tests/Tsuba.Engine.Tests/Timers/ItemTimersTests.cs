using Tsuba.Engine.Timers;

namespace Tsuba.Engine.Tests.Timers;

public sealed class ItemTimersTests
{
    [Fact]
    public void RandomMoves_TheFirstIsTheEarliestAndOfThoseTheLowest()
    {
        for (var seed = 0; seed < 200; seed++)
        {
            var chance = new Random(seed);
            var items = chance.Next(1, 60);
            var timers = new ItemTimers(items);
            var dues = Enumerable.Repeat(long.MaxValue, items).ToArray();
            for (var move = 0; move < 400; move++)
            {
                var item = chance.Next(items);
                dues[item] = chance.Next(5) == 0 ? long.MaxValue : chance.Next(50);
                timers.Set(item, dues[item]);
                Assert.True(dues.Min() == timers.FirstDue, $"seed {seed}, move {move}");
                Assert.True((timers.FirstDue == long.MaxValue ? -1 : Array.IndexOf(dues, dues.Min())) == timers.FirstItem, $"seed {seed}, move {move}");
            }
        }
    }
}
