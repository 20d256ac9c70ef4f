using Tsuba.Arbiter.Etcd;
using Tsuba.Dispatch.Terms;
using Tsuba.Testing.Etcd;
using Tsuba.Testing.Requirements;

namespace Tsuba.Daemons.Tests.Arbiter.Etcd;

/// <summary>The ballot in a real etcd: by the rules of those of daemons, whatever happens in between.</summary>
public sealed class EtcdBallotTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(1);

    [RequiresFact(Requirement.Etcd)]
    public async Task Ask_TwoArbiters_OneHasIt_AndTheOtherOnlyAfterItsLease()
    {
        await using var server = await EtcdServer.StartAsync();
        using var first = new EtcdClient(TargetOf(server), TimeProvider.System);
        using var second = new EtcdClient(TargetOf(server), TimeProvider.System);
        var (a, b) = (new EtcdBallot(first, "/t/", "a"), new EtcdBallot(second, "/t/", "b"));

        Assert.Equal(new TermAnswer(true, 0, ""), await AskAsync(a, TermAsk.Trial, 2));
        Assert.Equal(new TermAnswer(true, 2, "a"), await AskAsync(a, TermAsk.Take, 2));
        Assert.Equal(new TermAnswer(false, 2, "a"), await AskAsync(b, TermAsk.Trial, 3));
        Assert.Equal(new TermAnswer(false, 2, "a"), await AskAsync(b, TermAsk.Take, 3));
        Assert.Equal(new TermAnswer(true, 2, "a"), await AskAsync(a, TermAsk.Take, 2));
        Assert.Equal("2 a", await server.ReadAsync("/t/term"));

        await Eventually.TrueAsync(async () => (await AskAsync(b, TermAsk.Trial, 3)).IsGranted, "the lease ends");
        Assert.Equal(new TermAnswer(false, 2, "a"), await AskAsync(b, TermAsk.Take, 1));
        Assert.Equal(new TermAnswer(true, 3, "b"), await AskAsync(b, TermAsk.Take, 3));
        Assert.Equal(new TermAnswer(false, 3, "b"), await AskAsync(a, TermAsk.Take, 2));
    }

    [RequiresFact(Requirement.Etcd)]
    public async Task Ask_ManyTakeAtOnce_ExactlyOneHasIt()
    {
        await using var server = await EtcdServer.StartAsync();
        for (uint round = 1; round <= 10; round++)
        {
            var clients = Enumerable.Range(0, 8).Select(_ => new EtcdClient(TargetOf(server), TimeProvider.System)).ToList();
            var asked = clients.Select((client, index) => AskAsync(new EtcdBallot(client, $"/{round}/", $"arbiter-{index}"), TermAsk.Take, 5));
            var answers = await Task.WhenAll(asked);

            Assert.Single(answers, answer => answer.IsGranted);
            clients.ForEach(client => client.Dispose());
        }
    }

    [RequiresFact(Requirement.Etcd)]
    public async Task Ask_HolderStartsAnew_GoesOnWithItsTerm()
    {
        await using var server = await EtcdServer.StartAsync();
        using var client = new EtcdClient(TargetOf(server), TimeProvider.System);
        await AskAsync(new EtcdBallot(client, "/t/", "a"), TermAsk.Take, 4);

        var again = new EtcdBallot(client, "/t/", "a");

        Assert.Equal(new TermAnswer(true, 4, "a"), await AskAsync(again, TermAsk.Take, 4));
        Assert.Equal(new TermAnswer(true, 6, "a"), await AskAsync(again, TermAsk.Take, 6));
        Assert.Equal(new TermAnswer(false, 6, "a"), await AskAsync(again, TermAsk.Take, 5));
    }

    [RequiresFact(Requirement.Etcd)]
    public async Task Ask_OverTls_BelievesTheNamedAuthorityOnly()
    {
        await using var server = await EtcdServer.StartAsync(hasTls: true);
        using var believing = new EtcdClient(TargetOf(server), TimeProvider.System);
        using var other = new EtcdClient(TargetOf(server) with { Authority = "" }, TimeProvider.System);

        Assert.True((await AskAsync(new EtcdBallot(believing, "/t/", "a"), TermAsk.Take, 1)).IsGranted);
        await Assert.ThrowsAsync<IOException>(() => AskAsync(new EtcdBallot(other, "/t/", "a"), TermAsk.Take, 1));
    }

    [RequiresFact(Requirement.Etcd)]
    public async Task Ask_FirstMemberIsAway_TheNextIsAsked()
    {
        await using var away = await EtcdServer.StartAsync();
        await using var server = await EtcdServer.StartAsync();
        await away.KillAsync();
        using var client = new EtcdClient(TargetOf(server) with { Endpoints = [away.Address, server.Address] }, TimeProvider.System);

        Assert.True((await AskAsync(new EtcdBallot(client, "/t/", "a"), TermAsk.Take, 1)).IsGranted);

        await server.KillAsync();
        await Assert.ThrowsAsync<IOException>(() => AskAsync(new EtcdBallot(client, "/t/", "a"), TermAsk.Take, 1));
    }

    private static EtcdTarget TargetOf(EtcdServer server) => new()
    {
        Endpoints = [server.Address],
        Prefix = "",
        Authority = server.Authority,
        Certificate = "",
        Key = "",
        User = "",
        PasswordFile = "",
    };

    private static Task<TermAnswer> AskAsync(EtcdBallot ballot, TermAsk ask, uint term) =>
        ballot.AskAsync(new TermStance(ask, term, IsLeading: false), Lease, CancellationToken.None);
}
