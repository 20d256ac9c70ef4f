using Tsuba.Hosting.Routing;
using Tsuba.Hosting.Terms;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Platform.Tests.Hosting.Terms;

/// <summary>The ballot on disk.</summary>
public sealed class BallotBoxTests : IDisposable
{
    private static readonly Caller Arbiter = new(DaemonRole.Arbiter, "a");

    private readonly string _directory = Directory.CreateTempSubdirectory("tsuba-ballot").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void Answer_TermTaken_IsKnownAfterARestart()
    {
        Assert.True(Ask(Open(), Arbiter, VoteAsk.Take, 7).Granted);

        var reply = Ask(Open(), new Caller(DaemonRole.Arbiter, "b"), VoteAsk.Trial, 8);

        Assert.Equal((false, 7u, "a"), (reply.Granted, reply.Term, reply.TermHolder));
        Assert.Contains("term 7 of a", Open().Refuse("b", 6), StringComparison.Ordinal);
    }

    [Fact]
    public void Answer_WhoIsNoArbiter_GetsNoVote()
    {
        var box = Open();

        Assert.False(Ask(box, new Caller(DaemonRole.Operator, "a"), VoteAsk.Take, 7).Granted);
        Assert.Equal(0u, box.Term);
    }

    [Fact]
    public void Answer_ForAnotherName_GetsNoVote()
    {
        var reply = new HeartbeatReply();
        Open().Answer(Arbiter, new HeartbeatRequest { Arbiter = "b", Term = 3, Ask = VoteAsk.Take }, reply);

        Assert.False(reply.Granted);
    }

    [Fact]
    public void Open_DamagedFile_IsKeptAsideAndNothingIsKnown()
    {
        Ask(Open(), Arbiter, VoteAsk.Take, 7);
        var path = Path.Combine(_directory, "term");
        var bytes = File.ReadAllBytes(path);
        bytes[^1] ^= 1;
        File.WriteAllBytes(path, bytes);

        Assert.Equal(0u, Open().Term);
        Assert.True(File.Exists(path + ".damaged"));
    }

    private static HeartbeatReply Ask(BallotBox box, Caller caller, VoteAsk ask, uint term)
    {
        var reply = new HeartbeatReply();
        box.Answer(caller, new HeartbeatRequest { Arbiter = caller.Name, Term = term, Ask = ask, LeaseMs = 3000 }, reply);
        return reply;
    }

    private BallotBox Open() => new(_directory, TimeProvider.System);
}
