using Tsuba.Engine.Inputs;
using Tsuba.Engine.Maintenance;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Tests.Semantics;

/// <summary>Numbers of checks of an item that is removed from the configuration and added again, under both versions of the rules.</summary>
public sealed class NumbersOfChecksTests
{
    [Fact]
    public void ItemComesBack_UnderTheFirstRules_CountsFromOneAgain()
    {
        var run = new EngineRun(With("http")).Until(600);
        Assert.True(LastOf(run, "web;http") > 3);

        run.Apply(new ConfigurationActivated(With())).Forget().Apply(new ConfigurationActivated(With("http"))).Until(700);

        Assert.Equal(1UL, run.Checks.First(check => check.Item == "web;http").Occurrence);
        Assert.Equal(SemanticsVersions.First, run.Engine.Semantics);
    }

    [Fact]
    public void ItemComesBack_UnderLaterRules_GetsNoNumberASecondTime()
    {
        var run = new EngineRun(With("http", "load")).Apply(new SemanticsRaised(SemanticsVersions.NumbersGoOn)).Until(600);
        foreach (var services in new string[][] { ["load"], ["http", "load"], [], ["load", "http"] })
        {
            run.Apply(new ConfigurationActivated(With(services))).Restart().Until(run.Second + 300);
        }

        foreach (var item in new[] { "web", "web;http", "web;load" })
        {
            var numbers = Fresh(run, item);
            Assert.True(numbers.Count > 5, item);
            Assert.Equal(numbers.Order(), numbers);
            Assert.Equal(numbers.Distinct(), numbers);
        }

        // One that never left counts one by one.
        Assert.Equal(Enumerable.Range(1, Fresh(run, "web").Count).Select(number => (ulong)number), Fresh(run, "web"));
    }

    [Fact]
    public void Raised_AfterItemsHaveLeft_NumbersLieAboveThoseOfBefore()
    {
        var run = new EngineRun(With("http")).Until(600);
        var last = LastOf(run, "web;http");
        run.Apply(new ConfigurationActivated(With())).Apply(new SemanticsRaised(SemanticsVersions.NumbersGoOn)).Forget();

        run.Apply(new ConfigurationActivated(With("http"))).Until(700);

        Assert.True(run.Checks.First(check => check.Item == "web;http").Occurrence > last);
    }

    [Fact]
    public void MaintenanceCheckComesBack_UnderLaterRules_GetsNoNumberASecondTime()
    {
        var run = new EngineRun(Maintained(isChecked: true)).Apply(new SemanticsRaised(SemanticsVersions.NumbersGoOn)).Until(1300);
        run.Apply(new ConfigurationActivated(Maintained(isChecked: false))).Until(1400);
        run.Apply(new ConfigurationActivated(Maintained(isChecked: true))).Until(2600);

        var numbers = Fresh(run, "web").Where(number => (number & MaintenanceChecks.Mark) != 0).ToList();
        Assert.True(numbers.Count >= 4);
        Assert.Equal(numbers.Distinct(), numbers);
    }

    [Fact]
    public void Raised_AgainOrToAnEarlierVersion_HasNoEffect()
    {
        var run = new EngineRun(With("http")).Apply(new SemanticsRaised(SemanticsVersions.NumbersGoOn)).Until(60).Apply(new DeparturesReleased(1));
        var before = run.Engine.StateHash();

        run.Apply(new SemanticsRaised(SemanticsVersions.NumbersGoOn)).Apply(new SemanticsRaised(SemanticsVersions.First));

        Assert.Equal((before, SemanticsVersions.NumbersGoOn), (run.Engine.StateHash(), run.Engine.Semantics));
    }

    [Fact]
    public void Raised_ToAVersionThatIsNotKnown_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EngineRun(With()).Apply(new SemanticsRaised(SemanticsVersions.Known.Newest + 1)));

    // What comes out again after a restart has its old number.
    private static List<ulong> Fresh(EngineRun run, string item)
    {
        var numbers = new List<ulong>();
        foreach (var (_, name, occurrence) in run.Checks)
        {
            if (name == item && (numbers.Count == 0 || numbers[^1] != occurrence))
            {
                numbers.Add(occurrence);
            }
        }

        return numbers;
    }

    private static ulong LastOf(EngineRun run, string item) => run.Checks.Last(check => check.Item == item).Occurrence;

    private static ConfigurationSnapshot With(params string[] services)
    {
        var site = Site.New().Machine("web");
        foreach (var service in services)
        {
            site.Check("web", service);
        }

        return site.Link();
    }

    private static ConfigurationSnapshot Maintained(bool isChecked) => Site.New()
        .Machine("web", ("active_checks_enabled", "0"), ("maintenance_checks_enabled", isChecked ? "1" : "0"), ("maintenance_check_command", "handle"), ("maintenance_check_interval", "5"))
        .Link();
}
