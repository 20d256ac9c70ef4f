using Tsuba.Synchronizer.Core.Sources.Reading;
using static Tsuba.Daemons.Tests.Synchronizer.Sources.SourceBench;

namespace Tsuba.Daemons.Tests.Synchronizer.Sources;

public sealed class SourceImportTests
{
    private const int Day = 86_400;

    private readonly SourceBench _bench = new(Source("a", 1));
    private readonly CandidateObject[] _ten = [.. Enumerable.Range(0, 10).Select(number => Candidate($"{number}", $"host{number}"))];

    [Fact]
    public void Take_FailedReading_KeepsEverythingAndSaysWhy()
    {
        _bench.Read("a", _ten);
        _bench.Apply();
        _bench.Now += Day;

        var memory = _bench.Read("a", SourceReading.Failed("the server answers 500"));

        Assert.Equal("the server answers 500", memory.Trouble);
        Assert.Equal(10, memory.Present);
        Assert.Equal(_bench.Now - Day, memory.LastSound);
        Assert.Empty(_bench.Plan().Changes);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(6)]
    public void Take_MuchLessThanBefore_LetsNothingVanish(int left)
    {
        _bench.Read("a", _ten);
        _bench.Apply();

        var memory = _bench.Read("a", _ten[..left]);

        Assert.StartsWith($"only {left} of 10 objects are still there", memory.Trouble, StringComparison.Ordinal);
        Assert.Equal(10, memory.Present);
    }

    [Fact]
    public void Take_ManyNewOnesInsteadOfTheOld_IsSuspiciousToo()
    {
        _bench.Read("a", _ten);

        var memory = _bench.Read("a", [.. Enumerable.Range(0, 20).Select(number => Candidate($"other{number}", $"other{number}"))]);

        Assert.StartsWith("only 0 of 10", memory.Trouble, StringComparison.Ordinal);
        Assert.Equal(30, memory.Present);
    }

    [Fact]
    public void Take_ALittleLess_VanishesWithItsTime()
    {
        _bench.Read("a", _ten);
        _bench.Now += Day;

        var memory = _bench.Read("a", _ten[..8]);

        Assert.Equal("", memory.Trouble);
        Assert.Equal([_bench.Now, _bench.Now], memory.Entries.Values.Select(entry => entry.VanishedSince).OfType<long>());
    }

    [Fact]
    public void Take_LossThatAPersonConfirms_Counts()
    {
        _bench.Read("a", _ten);

        var memory = _bench.Read("a", new SourceReading([.. _ten[..1]], [], ""), acceptsLoss: true);

        Assert.Equal("", memory.Trouble);
        Assert.Equal(1, memory.Present);
    }

    [Fact]
    public void Take_SourceFailsForAMonthAfterAnObjectVanished_NothingIsDeleted()
    {
        _bench.Read("a", _ten);
        _bench.Apply();
        _bench.Read("a", _ten[..9]);
        _bench.Now += 40 * Day;

        _bench.Read("a", SourceReading.Failed("no answer"));

        Assert.Equal(["Vanish host9"], Text(_bench.Plan()));
    }
}
