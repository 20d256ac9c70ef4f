using System.Collections.Immutable;
using Tsuba.Engine.Inputs;

namespace Tsuba.Engine.Tests.Totals;

public sealed class PartSharingTests
{
    [Fact]
    public void Share_CommandsOfAPart_NameWhatIsElsewhere()
    {
        var run = new EngineRun(Site.New()
            .Command("cluster", "/bin/cluster $ARG1$ $HOSTNAME$ $HOSTADDRESS:web$ $SERVICEOUTPUT:db:load$ $HOSTSTATE::$ $ISVALIDTIME:24x7$")
            .Command("sum", "/bin/sum $TOTALHOSTSDOWN$")
            .Machine("web", ("_FAR", "$HOSTSTATE:mail$"))
            .Check("web", "http", ("check_command", "cluster!$HOSTSTATEID:db$,$HOSTSTATEID:web$,$SERVICESTATEID:db:load$"))
            .Link());

        var share = run.Engine.Share([], counts: false)!;

        Assert.Equal((true, true), (share.WantsTotals, share.Counts.IsEmpty));
        Assert.Equal("HOSTSTATE:mail HOSTSTATEID:db SERVICEOUTPUT:db:load SERVICESTATEID:db:load", string.Join(' ', share.Wanted));
    }

    [Fact]
    public void Share_NoCommandNamesAnything_AsksForNothing()
    {
        var share = new EngineRun(Site.New().Machine("web").Link()).Engine.Share([], counts: false)!;

        Assert.False(share.WantsTotals);
        Assert.Empty(share.Wanted);
    }

    [Fact]
    public void Share_Counts_AreThoseOfTheStates()
    {
        var run = new EngineRun(Site.New()
            .Machine("a", ("max_check_attempts", "1")).Machine("b", ("max_check_attempts", "1")).Machine("c").Machine("never", ("active_checks_enabled", "0"))
            .Check("c", "one", ("max_check_attempts", "1")).Check("c", "two", ("max_check_attempts", "1"))
            .Link())
            .Answer("a", 2, "gone").Answer("b", 2, "gone").Answer("c;one", 1, "slow")
            .Until(120);
        run.Command("ACKNOWLEDGE_HOST_PROBLEM;b;1;1;0;bob;mine");

        var counts = run.Engine.Share([], counts: true)!.Counts;

        Assert.Equal((1, 2, 1), (counts["TOTALHOSTSUP"], counts["TOTALHOSTSDOWN"], counts["TOTALHOSTSDOWNUNHANDLED"]));
        Assert.Equal((0, 2, 1), (counts["TOTALHOSTSUNREACHABLE"], counts["TOTALHOSTPROBLEMS"], counts["TOTALHOSTPROBLEMSUNHANDLED"]));
        Assert.Equal((1, 1, 0), (counts["TOTALSERVICESOK"], counts["TOTALSERVICESWARNING"], counts["TOTALSERVICESUNKNOWNUNHANDLED"]));
        Assert.Equal((1, 1, 16), (counts["TOTALSERVICEPROBLEMS"], counts["TOTALSERVICESWARNINGUNHANDLED"], counts.Count));
    }

    [Fact]
    public void Share_Questions_AreAnsweredAboutItemsThatAreHere()
    {
        var run = new EngineRun(Site.New().Machine("web", ("max_check_attempts", "1")).Check("web", "http").Link())
            .Answer("web", 2, "gone; $(reboot)").Until(70);

        var answers = run.Engine.Share(["HOSTSTATE:web", "HOSTOUTPUT:web", "SERVICESTATEID:web:http", "HOSTSTATE:db", "NONSENSE:web", "HOSTSTATE:", "", "$", "CONTACTEMAIL:bob"], counts: false)!.Answers;

        Assert.Equal(["HOSTOUTPUT:web", "HOSTSTATE:web", "SERVICESTATEID:web:http"], answers.Keys);
        Assert.Equal(("DOWN", "gone; $(reboot)", "0"), (answers["HOSTSTATE:web"], answers["HOSTOUTPUT:web"], answers["SERVICESTATEID:web:http"]));
    }

    [Fact]
    public void Share_LongValue_IsCutBetweenCharacters()
    {
        var run = new EngineRun(Site.New().Machine("web").Link()).Answer("web", 0, new string('x', 1023) + "\U0001F600 and more").Until(70);

        Assert.Equal(new string('x', 1023), run.Engine.Share(["HOSTOUTPUT:web"], counts: false)!.Answers["HOSTOUTPUT:web"]);
    }

    [Fact]
    public void Apply_SiteTotals_AreWhatCommandsSay()
    {
        var run = new EngineRun(Site.New()
            .Command("cluster", "/bin/cluster $TOTALHOSTSDOWN$ $HOSTSTATEID:db$")
            .Machine("web", ("check_command", "cluster"))
            .Link());
        run.Apply(new SiteTotals(Sorted(("TOTALHOSTSDOWN", "7")), Sorted(("HOSTSTATEID:db", "1")))).Until(120);

        Assert.Equal("/bin/cluster 7 1", string.Join(' ', run.Launched[^1].Invocation.Arguments));
    }

    private static ImmutableSortedDictionary<string, string> Sorted(params (string Key, string Value)[] pairs) =>
        pairs.ToImmutableSortedDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal);
}
