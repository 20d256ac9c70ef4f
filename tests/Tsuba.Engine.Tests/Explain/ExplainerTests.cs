using Tsuba.Engine.Explain;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Tests.Explain;

public sealed class ExplainerTests
{
    [Fact]
    public void SilentBecauseOfTheParentsParent_NamesTheRoot()
    {
        var run = ItemFilterExplanationTests.Tree();
        Assert.DoesNotContain(run.Notifications, line => line.Contains("web;http", StringComparison.Ordinal));
        var explanation = run.Explain("web;http");
        Assert.Equal([nameof(Reason.HostNotUp)], explanation.Stops());
        var words = explanation.Words();
        Assert.Contains("its host web is not UP, it is UNREACHABLE | the host has to be UP; the root cause is router", words);
        Assert.Equal(
            ["web is UNREACHABLE, because of what fails above it", "switch is UNREACHABLE, because of what fails above it", "router is DOWN: the root cause (no route) | repair router"],
            words.Skip(1 + explanation.State.Length).Take(explanation.Causes.Length));
    }

    [Fact]
    public void RootOfOthers_SaysSo()
    {
        var explanation = ItemFilterExplanationTests.Tree().Explain("router");
        Assert.Contains("it is a root problem; items that suffer from it: 3", explanation.Words());
    }

    [Fact]
    public void French_SaysTheSame()
    {
        var words = ItemFilterExplanationTests.Tree().Explain("web;http").Words(Language.French);
        Assert.Contains("son hôte web n'est pas UP, il est UNREACHABLE | l'hôte doit être UP ; la cause racine est router", words);
        Assert.Contains("PROBLEM : ne serait pas envoyée.", words);
    }

    [Fact]
    public void Question_LeavesTheStateAsItWas()
    {
        var run = ItemFilterExplanationTests.Tree();
        var before = run.Engine.StateHash();
        foreach (var item in (string[])["web;http", "web", "router"])
        {
            run.Explain(item);
        }

        var fine = new EngineRun(Site.New().Machine("web").Link()).Until(90);
        var hash = fine.Engine.StateHash();
        Assert.True(fine.Explain("web").IsHypothetical);
        Assert.Equal(hash, fine.Engine.StateHash());
        Assert.Equal(before, run.Engine.StateHash());
    }

    [Fact]
    public void Viewer_SeesOnlyItsOwnItems()
    {
        var run = new EngineRun(Site.New()
            .Person("amy")
            .Machine("router", ("max_check_attempts", "1"))
            .Machine("web", ("max_check_attempts", "1"), ("parents", "router"), ("contacts", "amy"))
            .Check("web", "http", ("max_check_attempts", "1"), ("contacts", "bob"))
            .Link()).Until(30);
        run.Answer("router", 2, "secret output").Answer("web", 2, "no answer").Answer("web;http", 2, "refused").Until(300);
        Assert.Null(run.Engine.Explain(new ExplainQuestion(ItemName.Parse("router")) { Viewer = "amy" }, run.Now));

        var words = string.Join('\n', run.Explain("web;http", viewer: "amy").Words());
        Assert.Contains("an item that you may not see is DOWN", words, StringComparison.Ordinal);
        Assert.DoesNotContain("router", words, StringComparison.Ordinal);
        Assert.DoesNotContain("secret output", words, StringComparison.Ordinal);
        Assert.Contains("router", string.Join('\n', run.Explain("web;http").Words()), StringComparison.Ordinal);
    }

    [Fact]
    public void UnknownItem_HasNoExplanation()
    {
        var run = new EngineRun(Site.New().Machine("web").Link());
        Assert.Null(run.Engine.Explain(new ExplainQuestion(ItemName.Parse("wen")), run.Now));
    }

    [Fact]
    public void PendingItem_SaysWhenItIsChecked()
    {
        var run = new EngineRun(Site.New().Machine("web").Link(), spread: true);
        Assert.Equal([nameof(Phrase.Pending), nameof(Reason.FirstCheckPlanned)], run.Explain("web").State.Select(statement => statement.Code));
    }

    [Fact]
    public void HostileOutput_CannotSteerATerminal()
    {
        var run = new EngineRun(Site.New().Machine("web").Link()).Answer("web", 0, "a\u001b[31mb" + new string('x', 5000)).Until(90);
        var said = run.Explain("web").Words().Single(words => words.StartsWith("it says: ", StringComparison.Ordinal));
        Assert.DoesNotContain(said, char.IsControl);
        Assert.True(said.Length < 250);
    }
}
