using FsCheck;
using FsCheck.Fluent;
using Tsuba.Synchronizer.Core.Sources.Planning;
using static Tsuba.Daemons.Tests.Synchronizer.Sources.SourceBench;

namespace Tsuba.Daemons.Tests.Synchronizer.Sources;

public sealed class SourcePlannerTests
{
    private const int Day = 86_400;

    [Fact]
    public void Plan_NewThenChanged_AddsThenChangesOneProperty()
    {
        var bench = new SourceBench(Source("a", 1));
        bench.Read("a", Candidate("k", "web1", ("address", "192.0.2.1"), ("alias", "Web")));

        Assert.Equal(["Add web1 address:>192.0.2.1 alias:>Web"], bench.Apply());
        Assert.Empty(bench.Plan().Changes);

        bench.Read("a", Candidate("k", "web1", ("address", "192.0.2.2"), ("alias", "Web")));

        Assert.Equal(["Change web1 address:192.0.2.1>192.0.2.2"], bench.Apply());
        Assert.Equal("address=192.0.2.2 alias=Web", bench.Staged("web1"));
    }

    [Fact]
    public void Plan_SourceNoLongerGivesAProperty_RemovesIt()
    {
        var bench = new SourceBench(Source("a", 1));
        bench.Read("a", Candidate("k", "web1", ("alias", "Web")));
        bench.Apply();
        bench.Read("a", Candidate("k", "web1"));

        Assert.Equal(["Change web1 alias:Web>"], bench.Apply());
        Assert.Equal("", bench.Staged("web1"));
    }

    [Fact]
    public void Plan_TwoSources_TheLowerOrderWinsEachProperty()
    {
        var bench = new SourceBench(Source("weak", 5), Source("strong", 1));
        bench.Read("weak", Candidate("w", "web1", ("address", "192.0.2.9"), ("alias", "weak")));
        bench.Read("strong", Candidate("s", "web1", ("address", "192.0.2.1")));

        var add = Assert.Single(bench.Plan().Changes);
        Assert.Equal("strong weak", string.Join(' ', add.Sources));
        Assert.Equal([("address", "192.0.2.1", "strong"), ("alias", "weak", "weak")], add.Properties.Select(property => (property.Property, property.After, property.Source)));
    }

    [Fact]
    public void Plan_OtherNameUnderTheSameKey_RenamesAndKeepsHandMadeProperties()
    {
        var bench = new SourceBench(Source("a", 1));
        bench.Read("a", Candidate("k", "web1", ("address", "192.0.2.1")));
        bench.Apply();
        bench.Edit("web1", ("address", "192.0.2.1"), ("notes", "by hand"));
        bench.Read("a", Candidate("k", "www", ("address", "192.0.2.2")));

        Assert.Equal(["Rename web1>www address:192.0.2.1>192.0.2.2"], bench.Apply());
        Assert.Equal("address=192.0.2.2 notes=by hand", bench.Staged("www"));
        Assert.Empty(bench.Plan().Changes);
    }

    [Fact]
    public void Plan_RenameBeforeTheFirstWasApplied_IsAnAddition()
    {
        var bench = new SourceBench(Source("a", 1));
        bench.Read("a", Candidate("k", "web1"));
        bench.Read("a", Candidate("k", "www"));

        Assert.Equal(["Add www"], Text(bench.Plan()));
    }

    [Fact]
    public void Plan_RenamesInAChain_AreDoneOneByOne()
    {
        var bench = new SourceBench(Source("a", 1));
        bench.Read("a", Candidate("1", "x"), Candidate("2", "y"));
        bench.Apply();
        bench.Read("a", Candidate("1", "y"), Candidate("2", "z"));

        Assert.Equal(["Conflict x>y", "Rename y>z"], bench.Apply());
        Assert.Equal(["Rename x>y"], bench.Apply());
        Assert.Empty(bench.Plan().Changes);
    }

    [Fact]
    public void Plan_NewNameIsTaken_IsAConflict()
    {
        var bench = new SourceBench(Source("a", 1));
        bench.Read("a", Candidate("k", "web1"));
        bench.Apply();
        bench.Edit("www", ("address", "192.0.2.9"));
        bench.Read("a", Candidate("k", "www"));

        var conflict = Assert.Single(bench.Plan().Changes);
        Assert.Equal(ChangeKind.Conflict, conflict.Kind);
        Assert.Contains("another object of that name", conflict.Reason, StringComparison.Ordinal);
        Assert.False(conflict.IsEdit);
    }

    [Fact]
    public void Plan_OtherSourceStillBringsTheOldName_IsAConflict()
    {
        var bench = new SourceBench(Source("a", 1), Source("b", 2));
        bench.Read("a", Candidate("k", "web1"));
        bench.Read("b", Candidate("q", "web1"));
        bench.Apply();
        bench.Read("a", Candidate("k", "www"));

        var conflict = Assert.Single(bench.Plan().Changes);
        Assert.Equal(ChangeKind.Conflict, conflict.Kind);
        Assert.Contains("b still brings host web1", conflict.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_SourcesDisagreeAboutTheNewName_IsAConflict()
    {
        var bench = new SourceBench(Source("a", 1), Source("b", 2));
        bench.Read("a", Candidate("k", "web1"));
        bench.Read("b", Candidate("q", "web1"));
        bench.Apply();
        bench.Read("a", Candidate("k", "www"));
        bench.Read("b", Candidate("q", "http"));

        Assert.Equal(["Conflict web1>http", "Conflict web1>www"], Text(bench.Plan()));
    }

    [Fact]
    public void Plan_PersonChangedAValue_KeepsIt()
    {
        var bench = new SourceBench(Source("a", 1));
        bench.Read("a", Candidate("k", "web1", ("address", "192.0.2.1"), ("alias", "Web")));
        bench.Apply();
        bench.Edit("web1", ("address", "198.51.100.1"), ("alias", "Web"));
        bench.Read("a", Candidate("k", "web1", ("address", "192.0.2.2"), ("alias", "New")));

        Assert.Equal(["Change web1 alias:Web>New", "Keep web1 address:198.51.100.1>192.0.2.2"], bench.Apply());
        Assert.Equal("address=198.51.100.1 alias=New", bench.Staged("web1"));
    }

    [Fact]
    public void Plan_PersonRemovedAPropertyOrAnObject_NeitherComesBack()
    {
        var bench = new SourceBench(Source("a", 1));
        bench.Read("a", Candidate("1", "web1", ("alias", "Web")), Candidate("2", "web2"));
        bench.Apply();
        bench.Edit("web1");
        bench.Remove("web2");

        Assert.Equal(["Keep web1 alias:>Web", "Keep web2"], bench.Apply());
        Assert.Equal("", bench.Staged("web1"));
        Assert.Equal("-", bench.Staged("web2"));
    }

    [Fact]
    public void Plan_ObjectThatAPersonMadeBefore_IsCompletedAndNeverDeleted()
    {
        var bench = new SourceBench(Source("a", 1, "minimum_share 0"));
        bench.Edit("web1", ("address", "198.51.100.1"), ("alias", "Web"));
        bench.Read("a", Candidate("k", "web1", ("address", "192.0.2.1"), ("alias", "Web"), ("_SITE", "paris")), Candidate("o", "other"));

        Assert.Equal(["Add other", "Change web1 _SITE:>paris", "Keep web1 address:198.51.100.1>192.0.2.1"], bench.Apply());

        // What agreed counts as written: the source may change it.
        bench.Read("a", Candidate("k", "web1", ("address", "192.0.2.1"), ("alias", "WWW"), ("_SITE", "paris")), Candidate("o", "other"));
        Assert.Contains("Change web1 alias:Web>WWW", bench.Apply());

        bench.Read("a", Candidate("o", "other"));
        bench.Now += 40 * Day;
        bench.Read("a", Candidate("o", "other"));
        Assert.Contains("Keep web1", bench.Apply());
        Assert.NotEqual("-", bench.Staged("web1"));
    }

    [Fact]
    public void Plan_Vanished_IsShownThenDisabledThenDeleted()
    {
        var bench = new SourceBench(Source("a", 1, "disable_after 2d\n delete_after 10d\n minimum_share 40"));
        bench.Read("a", Candidate("1", "web1", ("alias", "Web")), Candidate("2", "web2"));
        bench.Apply();

        bench.Now += Day;
        bench.Read("a", Candidate("2", "web2"));
        Assert.Equal(["Vanish web1"], bench.Apply());

        bench.Now += 2 * Day;
        bench.Read("a", Candidate("2", "web2"));
        Assert.Equal(["Disable web1 active_checks_enabled:>0 notifications_enabled:>0 passive_checks_enabled:>0"], bench.Apply());

        bench.Now += 8 * Day;
        bench.Read("a", Candidate("2", "web2"));
        Assert.Equal(["Delete web1"], bench.Apply());
        Assert.Equal("-", bench.Staged("web1"));
        Assert.Empty(bench.Plan().Changes);
        Assert.Equal(["host 2"], bench.Ledger.Of("a").Entries.Keys);
    }

    [Fact]
    public void Plan_ComesBackAfterItWasDisabled_IsSwitchedOnAgain()
    {
        var bench = new SourceBench(Source("a", 1, "disable_after 0\n minimum_share 0"));
        bench.Read("a", Candidate("1", "web1"), Candidate("2", "web2"));
        bench.Apply();
        bench.Read("a", Candidate("2", "web2"));
        bench.Apply();
        Assert.Contains("active_checks_enabled=0", bench.Staged("web1"), StringComparison.Ordinal);

        bench.Read("a", Candidate("1", "web1"), Candidate("2", "web2"));

        Assert.Equal(["Change web1 active_checks_enabled:0> notifications_enabled:0> passive_checks_enabled:0>"], bench.Apply());
        Assert.Equal("", bench.Staged("web1"));
    }

    [Fact]
    public void Plan_VanishesBeforeItsRenameCouldBeDone_AgesUnderItsOldName()
    {
        var bench = new SourceBench(Source("a", 1, "minimum_share 0\n disable_after 1d\n delete_after 3d"));
        bench.Read("a", Candidate("k", "web1"), Candidate("o", "other"));
        bench.Apply();
        bench.Edit("www", ("address", "192.0.2.9"));
        bench.Read("a", Candidate("k", "www"), Candidate("o", "other"));
        Assert.Equal(["Conflict web1>www"], bench.Apply());

        bench.Read("a", Candidate("o", "other"));
        bench.Now += Day;
        bench.Read("a", Candidate("o", "other"));
        Assert.Equal(["Disable web1 active_checks_enabled:>0 notifications_enabled:>0 passive_checks_enabled:>0"], bench.Apply());
        bench.Now += 2 * Day;
        bench.Read("a", Candidate("o", "other"));

        Assert.Equal(["Delete web1"], bench.Apply());
        Assert.Equal("address=192.0.2.9", bench.Staged("www"));
        Assert.Equal(["host o"], bench.Ledger.Of("a").Entries.Keys);
    }

    [Fact]
    public void Plan_TwoKeysOfOneObjectVanish_DeletesItOnce()
    {
        var bench = new SourceBench(Source("a", 1, "minimum_share 0\n disable_after never\n delete_after 1d"));
        bench.Read("a", Candidate("3", "h2"), Candidate("o", "other"));
        bench.Apply();
        bench.Read("a", Candidate("2", "h2"), Candidate("3", "h3"), Candidate("o", "other"));
        Assert.Equal(["Conflict h2>h3"], bench.Apply());
        bench.Read("a", Candidate("o", "other"));
        bench.Now += Day;
        bench.Read("a", Candidate("o", "other"));

        Assert.Equal(["Delete h2"], bench.Apply());
        Assert.Equal(["host o"], bench.Ledger.Of("a").Entries.Keys);
    }

    [Fact]
    public void Plan_OneOfTwoSourcesLosesIt_NothingHappensToIt()
    {
        var bench = new SourceBench(Source("a", 1, "minimum_share 0\n delete_after 5d"), Source("b", 2));
        bench.Read("a", Candidate("1", "web1", ("alias", "A")), Candidate("x", "other"));
        bench.Read("b", Candidate("q", "web1", ("alias", "B")));
        bench.Apply();

        bench.Read("a", Candidate("x", "other"));
        Assert.Empty(bench.Apply());

        bench.Now += 6 * Day;
        bench.Read("a", Candidate("x", "other"));
        Assert.Equal(["Change web1 alias:A>B"], bench.Apply());
    }

    [Fact]
    public void Plan_DeletedAfterAPersonChangedIt_IsKept()
    {
        var bench = new SourceBench(Source("a", 1, "disable_after never\n delete_after 1d\n minimum_share 0"));
        bench.Read("a", Candidate("1", "web1", ("alias", "A")), Candidate("x", "other"));
        bench.Apply();
        bench.Edit("web1", ("alias", "A"), ("notes", "needed"));
        bench.Read("a", Candidate("x", "other"));
        bench.Now += 2 * Day;
        bench.Read("a", Candidate("x", "other"));

        Assert.Equal(["Keep web1"], bench.Apply());
        Assert.Equal("alias=A notes=needed", bench.Staged("web1"));
    }

    [Fact]
    public void Plan_AnyReadingsApplied_LeavesNothingToDo() => Prop
        .ForAll(ArbMap.Default.ArbFor<(byte Name, byte Value, bool Again)[][]>(), readings =>
        {
            var bench = new SourceBench(Source("a", 1, "minimum_share 0\n disable_after 1d\n delete_after 3d"));
            foreach (var reading in readings)
            {
                var objects = reading.DistinctBy(item => item.Name % 7).DistinctBy(item => Key(item.Name, item.Again))
                    .Select(item => Candidate(Key(item.Name, item.Again), $"h{item.Name % 7}", ("alias", $"v{item.Value % 3}")));
                bench.Read("a", [.. objects]);

                // Renames in a chain take a turn each; in a circle they stay conflicts.
                for (var turn = 0; turn < 8; turn++)
                {
                    bench.Apply();
                }

                if (bench.Plan().Changes.Any(change => change.IsEdit))
                {
                    return false;
                }

                bench.Now += Day;
            }

            return true;

            static string Key(byte name, bool again) => $"{name % 7 + (again ? 1 : 0)}";
        })
        .QuickCheckThrowOnFailure();
}
