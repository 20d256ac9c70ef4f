using Tsuba.Hosting.Daemons;
using Tsuba.Testing.Time;

namespace Tsuba.Platform.Tests.Hosting;

public sealed class BulkWorkTests : IDisposable
{
    private readonly ManualTime _time = new();
    private readonly BulkWork _work;
    private int _given;
    private int _steps;

    public BulkWorkTests()
    {
        _work = new BulkWork(_time, GiveBack);
    }

    public void Dispose() => _work.Dispose();

    [Fact]
    public void End_OfTheLastWork_GivesMemoryBackOnceAfterAWhile()
    {
        var first = _work.Begin();
        var second = _work.Begin();
        first.Dispose();
        _time.Advance(BulkWork.Quiet * 3);
        Assert.Equal(0, _given);

        second.Dispose();
        _time.Advance(BulkWork.Quiet - TimeSpan.FromSeconds(1));
        Assert.Equal(0, _given);
        _time.Advance(BulkWork.Quiet * 3);

        Assert.Equal(1, _given);
    }

    [Fact]
    public void Begin_WithinTheQuietTime_PutsItOff()
    {
        _work.Begin().Dispose();
        _time.Advance(BulkWork.Quiet / 2);
        _work.Begin().Dispose();
        _time.Advance(BulkWork.Quiet / 2);
        Assert.Equal(0, _given);

        _time.Advance(BulkWork.Quiet / 2);

        Assert.Equal(1, _given);
    }

    [Fact]
    public void Dispose_OfOneWorkTwice_CountsOnce()
    {
        using var going = _work.Begin();
        var ended = _work.Begin();
        ended.Dispose();
        ended.Dispose();
        _time.Advance(BulkWork.Quiet * 3);

        Assert.Equal(0, _given);
    }

    [Fact]
    public void GiveBack_InSteps_WaitsBetweenThemAndBeginsAnewAfterOtherWork()
    {
        _steps = 3;
        _work.Begin().Dispose();
        _time.Advance(BulkWork.Quiet);
        Assert.Equal(1, _given);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, _given);

        // Other work: what is left of the steps is not taken, and the next time begins with the first one.
        _work.Begin().Dispose();
        _time.Advance(BulkWork.Quiet - TimeSpan.FromSeconds(1));
        Assert.Equal(2, _given);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(3, _given);
        for (var step = 0; step < _steps; step++)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal(6, _given);
        _time.Advance(BulkWork.Quiet * 3);

        Assert.Equal(6, _given);
    }

    private IEnumerable<TimeSpan> GiveBack()
    {
        _given++;
        for (var step = 1; step <= _steps; step++)
        {
            yield return TimeSpan.FromSeconds(1);
            _given++;
        }
    }
}
