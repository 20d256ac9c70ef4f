using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Arbiter;

public sealed class EditionReaderTests
{
    private readonly EditionReader _reader = new();

    [Fact]
    public void Ask_NothingRead_TakesAnythingForNews()
    {
        var asked = _reader.Ask(1000);

        Assert.Equal(("", 1000), (asked.Have, asked.WaitMs));
        Assert.True(_reader.Take(asked, new ProductionReply { Commit = "a" }));
    }

    [Fact]
    public void Take_SameCommitOrNone_IsNoNews()
    {
        _reader.Read("a");

        Assert.False(_reader.Take(_reader.Ask(0), new ProductionReply { Commit = "a" }));
        Assert.False(_reader.Take(_reader.Ask(0), new ProductionReply()));
        Assert.True(_reader.Take(_reader.Ask(0), new ProductionReply { Commit = "a", Confirm = "again" }));
        Assert.True(_reader.Take(_reader.Ask(0), new ProductionReply { Commit = "b" }));
    }

    [Fact]
    public void Ask_UntilAnAnswerCame_BringsTheVerdict()
    {
        var verdict = new ReloadReply { Accepted = true };
        _reader.Read("a");
        _reader.Judged("a", verdict);

        Assert.Same(verdict, _reader.Ask(0).Judged);
        var asked = _reader.Ask(0);
        Assert.Same(verdict, asked.Judged);
        _reader.Take(asked, new ProductionReply());
        Assert.Null(_reader.Ask(0).Judged);
    }

    [Fact]
    public void Judged_OfACommitThatIsNotTheLast_IsNotToldAsOneOfTheLast()
    {
        _reader.Read("a");
        _reader.Read("b");
        _reader.Judged("a", new ReloadReply { Accepted = true });
        Assert.Null(_reader.Ask(0).Judged);

        _reader.Judged("b", new ReloadReply { Accepted = true });
        _reader.Read("c");
        Assert.Null(_reader.Ask(0).Judged);
    }

    [Fact]
    public void Judged_BesideAQuestionOnItsWay_IsToldWithTheNext()
    {
        var second = new ReloadReply { Accepted = true };
        _reader.Read("a");
        var asked = _reader.Ask(0);
        _reader.Judged("a", second);
        _reader.Take(asked, new ProductionReply());

        Assert.Same(second, _reader.Ask(0).Judged);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    public void Judged_FilesOrNothingReadable_OwesNothing(string commit)
    {
        _reader.Read("a");
        _reader.Judged(commit, new ReloadReply { Outcome = commit.Length == 0 ? ReloadOutcome.Accepted : ReloadOutcome.Unreadable });

        Assert.Null(_reader.Ask(0).Judged);
    }
}
