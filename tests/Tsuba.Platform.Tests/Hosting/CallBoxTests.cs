using Tsuba.Hosting.Work;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Time;

namespace Tsuba.Platform.Tests.Hosting;

public sealed class CallBoxTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly ManualTime _time = new();
    private readonly CallBox _box;

    public CallBoxTests() => _box = new CallBox(_time);

    [Fact]
    public async Task Ask_FetchedAndAnswered_GetsItsAnswer()
    {
        var asking = _box.AskAsync(new WorkerCall(), Limit, CancellationToken.None);
        var call = Assert.Single(await FetchAsync());

        Assert.True(_box.TryAnswer(new WorkerAnswerRequest { Id = call.Id, Results = new ResultReply() }));

        Assert.NotNull((await asking)!.Results);
        Assert.False(_box.TryAnswer(new WorkerAnswerRequest { Id = call.Id }));
    }

    [Fact]
    public async Task Fetch_SecondTime_GivesTheCallOnlyWhenItIsWantedAgain()
    {
        var asking = _box.AskAsync(new WorkerCall(), Limit, CancellationToken.None);
        var first = Assert.Single(await FetchAsync());

        Assert.Empty(await FetchAsync());
        Assert.Equal(first.Id, Assert.Single(await FetchAsync(again: true)).Id);
        Assert.False(asking.IsCompleted);
    }

    [Fact]
    public async Task Fetch_NothingThere_WaitsForTheNextCall()
    {
        var fetching = _box.FetchAsync(again: false, Limit, CancellationToken.None);
        Assert.False(fetching.IsCompleted);

        var asking = _box.AskAsync(new WorkerCall { Lease = new LeaseRequest { Capacity = 3 } }, Limit, CancellationToken.None);

        Assert.Equal(3, Assert.Single(await fetching).Lease.Capacity);
        Assert.False(asking.IsCompleted);
    }

    [Fact]
    public async Task Fetch_NothingComes_IsEmptyWhenThePatienceEnds()
    {
        var fetching = _box.FetchAsync(again: false, Limit, CancellationToken.None);

        _time.Advance(Limit);

        Assert.Empty(await fetching);
    }

    [Fact]
    public async Task Ask_NobodyAnswers_GivesUpAndIsNotHandedOutAnyMore()
    {
        var asking = _box.AskAsync(new WorkerCall(), Limit, CancellationToken.None);

        _time.Advance(Limit);

        Assert.Null(await asking);
        Assert.Empty(await FetchAsync(again: true));
    }

    private Task<IReadOnlyList<WorkerCall>> FetchAsync(bool again = false) => _box.FetchAsync(again, TimeSpan.Zero, CancellationToken.None);
}
