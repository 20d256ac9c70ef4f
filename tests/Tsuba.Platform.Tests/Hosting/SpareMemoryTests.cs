using Tsuba.Hosting.Lifecycle;

namespace Tsuba.Platform.Tests.Hosting;

public sealed class SpareMemoryTests
{
    private const long Mebibyte = 1024 * 1024;

    private readonly Heap _heap = new();
    private readonly List<GivenBack> _told = [];
    private readonly SpareMemory _memory;

    public SpareMemoryTests() => _memory = new SpareMemory(_heap, _told.Add);

    [Fact]
    public void GiveBack_AfterTheStart_MovesWhatStaysTogetherOnce()
    {
        _heap.Committed = 800 * Mebibyte;
        _heap.Live = 200 * Mebibyte;

        _ = _memory.GiveBack().Count();
        _heap.Committed = 800 * Mebibyte;
        _ = _memory.GiveBack().Count();

        Assert.Equal((2, 1, SpareMemory.YoungCollections), (_heap.Beside, _heap.Compactions, _heap.Young));
        Assert.Equal(200 * Mebibyte, _told[0].After);
    }

    [Fact]
    public void GiveBack_MovingTookLittleTheLastTime_MovesAgainAsLongAsItWouldBeShort()
    {
        _heap.Move = TimeSpan.FromMilliseconds(250);
        (_heap.Committed, _heap.Live) = (800 * Mebibyte, 200 * Mebibyte);
        _ = _memory.GiveBack().Count();
        (_heap.Committed, _heap.Live) = (900 * Mebibyte, 400 * Mebibyte);
        _ = _memory.GiveBack().Count();
        Assert.Equal((2, 0), (_heap.Compactions, _heap.Young));

        (_heap.Committed, _heap.Live) = (900 * Mebibyte, 401 * Mebibyte);
        _heap.Move = TimeSpan.FromMilliseconds(600);
        _ = _memory.GiveBack().Count();
        Assert.Equal(3, _heap.Compactions);

        _heap.Committed = 900 * Mebibyte;
        _ = _memory.GiveBack().Count();
        Assert.Equal((3, SpareMemory.YoungCollections), (_heap.Compactions, _heap.Young));
    }

    [Fact]
    public void GiveBack_MuchStays_CollectsBesideTheThreadsAndThenAgesWhatIsFree()
    {
        _heap.Committed = 800 * Mebibyte;
        _heap.Live = 400 * Mebibyte;

        var steps = _memory.GiveBack().Count();

        Assert.Equal((1, 0, SpareMemory.YoungCollections), (_heap.Beside, _heap.Compactions, _heap.Young));
        Assert.True(steps >= SpareMemory.YoungCollections);
        var given = Assert.Single(_told);
        Assert.Equal((800 * Mebibyte, (800 - SpareMemory.YoungCollections) * Mebibyte), (given.Before, given.After));
        Assert.Equal(TimeSpan.FromMilliseconds(SpareMemory.YoungCollections + 5), given.Paused);
        Assert.Equal(TimeSpan.FromMilliseconds(5), given.LongestPause);
    }

    [Fact]
    public void GiveBack_CollectionIsStillUnderWay_IsWaitedFor()
    {
        _heap.Committed = 800 * Mebibyte;
        _heap.Ends = false;
        using var steps = _memory.GiveBack().GetEnumerator();
        for (var look = 0; look < 5; look++)
        {
            Assert.True(steps.MoveNext());
            Assert.Equal(0, _heap.Compactions);
        }

        _heap.BackgroundCollection++;
        steps.MoveNext();

        Assert.Equal(1, _heap.Compactions);
    }

    [Theory]
    [InlineData(100, 0)]
    [InlineData(128, 1)]
    public void GiveBack_SmallHeap_IsLeftAlone(long mebibytes, int collections)
    {
        _heap.Committed = mebibytes * Mebibyte;

        _ = _memory.GiveBack().Count();

        Assert.Equal(collections, _heap.Beside);
    }

    [Fact]
    public void GiveBack_HasNotGrownByHalfSinceTheLastTime_IsLeftAlone()
    {
        _heap.Committed = 800 * Mebibyte;
        _ = _memory.GiveBack().Count();
        _heap.Committed += _heap.Committed / 3;
        _ = _memory.GiveBack().Count();
        Assert.Equal(1, _heap.Beside);

        _heap.Committed *= 2;
        _ = _memory.GiveBack().Count();

        Assert.Equal(2, _heap.Beside);
    }

    private sealed class Heap : IManagedHeap
    {
        public long Committed { get; set; }

        public long Live { get; set; } = 100 * Mebibyte;

        public long BackgroundCollection { get; set; } = 7;

        public TimeSpan Paused { get; private set; } = TimeSpan.FromSeconds(3);

        internal TimeSpan Move { get; set; } = TimeSpan.FromMilliseconds(700);

        internal bool Ends { get; set; } = true;

        internal int Beside { get; private set; }

        internal int Young { get; private set; }

        internal int Compactions { get; private set; }

        public void Compact()
        {
            Compactions++;
            Committed = Live;
            Paused += Move;
        }

        public void CollectBeside()
        {
            Beside++;
            Paused += TimeSpan.FromMilliseconds(5);
            BackgroundCollection += Ends ? 1 : 0;
        }

        public void CollectYoung()
        {
            Young++;
            Committed -= Mebibyte;
            Paused += TimeSpan.FromMilliseconds(1);
        }
    }
}
