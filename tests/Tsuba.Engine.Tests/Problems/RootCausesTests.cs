using Tsuba.Engine.Explain;
using Tsuba.Engine.Inputs;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Tests.Problems;

/// <summary>Roots and impacts. Source: reference/shinken.md 4.4.</summary>
public sealed class RootCausesTests
{
    [Fact]
    public void RouterDown_ItsChildrenAndTheirServicesAreImpactsAtOnce()
    {
        var run = new EngineRun(Tree()).Until(10);
        Down(run, "router");

        Assert.True(run.Status("router").IsProblem);
        Assert.Equal(["behind", "behind;http", "far", "router;ping"], Names(run, run.Status("router").Impacts));
        Assert.All(new[] { "behind", "behind;http", "far", "router;ping" }, item => Assert.Equal(["router"], Sources(run, item)));
        Assert.Empty(run.Status("alone").SourceProblems);
        Assert.Contains(run.Decisions, decision => decision.Reason == Reason.BecameImpact && decision.Detail == "router");
    }

    [Fact]
    public void RouterUpAgain_NothingIsAnImpactAnyMore()
    {
        var run = new EngineRun(Tree()).Until(10);
        Down(run, "router");
        Up(run, "router");
        Assert.False(run.Status("router").IsProblem);
        Assert.Empty(run.Status("router").Impacts);
        Assert.All(new[] { "behind", "behind;http", "far" }, item => Assert.False(run.Status(item).IsImpact));
        Assert.Contains(Reason.ImpactEnded, run.Reasons("far"));
    }

    [Fact]
    public void ChildDownFirst_ParentDownLater_LeavesOneRoot()
    {
        var run = new EngineRun(Tree()).Until(10);
        Down(run, "behind");
        Assert.True(run.Status("behind").IsProblem);
        Down(run, "router");
        Assert.False(run.Status("behind").IsProblem);
        Assert.Equal(["router"], Sources(run, "behind"));
        Up(run, "router");
        Assert.True(run.Status("behind").IsProblem);
    }

    [Fact]
    public void TwoParents_OneDown_CutsNothingOff()
    {
        var run = new EngineRun(Site.New()
            .Machine("a", ("max_check_attempts", "1")).Machine("b", ("max_check_attempts", "1"))
            .Machine("c", ("parents", "a,b"), ("max_check_attempts", "1")).Link()).Until(10);
        Down(run, "a");
        Assert.False(run.Status("c").IsImpact);
        Down(run, "b");
        Assert.Equal(["a", "b"], Sources(run, "c"));
        Up(run, "a");
        Assert.False(run.Status("c").IsImpact);
    }

    [Fact]
    public void SoftProblem_IsNoRootYet_ButHidesWhatIsBehindIt()
    {
        var run = new EngineRun(Tree(attempts: "3")).Until(10);
        run.Command("PROCESS_HOST_CHECK_RESULT;router;2;gone");
        Assert.False(run.Status("router").IsProblem);
        Assert.Empty(run.Status("behind").SourceProblems);
    }

    [Fact]
    public void Dependency_MasterFails_DependentIsAnImpact()
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "db", ("max_check_attempts", "1")).Check("web", "shop", ("max_check_attempts", "1"))
            .Add(ObjectType.ServiceDependency, "1", ("host_name", "web"), ("service_description", "db"), ("dependent_host_name", "web"), ("dependent_service_description", "shop"), ("notification_failure_criteria", "c"))
            .Link()).Until(10);
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;db;2;bad");
        Assert.Equal(["web;db"], Sources(run, "web;shop"));
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;shop;2;bad");
        Assert.False(run.Status("web;shop").IsProblem);
    }

    // A service with host_dependency_enabled 0 stands for itself, also while its host is down.
    [Fact]
    public void HostDependencyOff_ServiceIsARootOfItsOwn()
    {
        var run = new EngineRun(Site.New()
            .Machine("web", ("max_check_attempts", "1"))
            .Check("web", "http", ("max_check_attempts", "1"), ("host_dependency_enabled", "0"))
            .Check("web", "ssh", ("max_check_attempts", "1")).Link()).Until(10);
        Down(run, "web");
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad");
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;ssh;2;bad");
        Assert.Equal((true, false), (run.Status("web;http").IsProblem, run.Status("web;http").IsImpact));
        Assert.Equal((false, true), (run.Status("web;ssh").IsProblem, run.Status("web;ssh").IsImpact));
    }

    [Fact]
    public void Rule_MemberFails_RuleIsAnImpactOnceItFailsToo()
    {
        var run = new EngineRun(Cluster()).Until(10);
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;one;2;bad");
        Assert.False(run.Status("web;both").IsImpact);
        run.Until(70);
        Assert.Equal(2, run.Status("web;both").State);
        Assert.Equal(["web;one"], Sources(run, "web;both"));
        Assert.False(run.Status("web;both").IsProblem);
    }

    [Fact]
    public void BusinessImpact_OfARoot_IsAtLeastThatOfItsImpacts()
    {
        var run = new EngineRun(Tree()).Until(10);
        Assert.Equal(2, run.Status("router").BusinessImpact);
        Down(run, "router");
        Assert.Equal(5, run.Status("router").BusinessImpact);
        Up(run, "router");
        Assert.Equal(2, run.Status("router").BusinessImpact);
    }

    [Fact]
    public void BusinessImpact_Raised_ReachesTheContactWhoAsksForIt()
    {
        var run = new EngineRun(Site.New()
            .Person("boss", ("min_business_impact", "5"))
            .Machine("router", ("max_check_attempts", "1"), ("contacts", "boss"))
            .Machine("behind", ("parents", "router"), ("business_impact", "5"), ("contacts", "")).Link()).Until(10);
        Down(run, "router");
        Assert.Equal(["boss Problem router 1"], run.Notifications);
    }

    [Fact]
    public void StatesChange_ImpactsAreShownUnreachableAndUnknownUntilTheirOwnResult()
    {
        var run = new EngineRun(Tree("enable_problem_impacts_states_change")).Until(10);
        Down(run, "router");
        Assert.Equal(2, run.Status("behind").State);
        Assert.Equal(3, run.Status("behind;http").State);
        run.Command("PROCESS_SERVICE_CHECK_RESULT;behind;http;0;fine");
        Assert.Equal(0, run.Status("behind;http").State);
        Up(run, "router");
        Assert.Equal(0, run.Status("behind").State);
        Assert.DoesNotContain(run.Log, line => line.Contains("behind", StringComparison.Ordinal) && line.Contains("ALERT", StringComparison.Ordinal));
    }

    [Fact]
    public void Impacts_SurviveARestart_AndAReloadWithoutTheRoot()
    {
        var run = new EngineRun(Tree()).Until(10);
        Down(run, "router");
        run.Restart();
        run.Command("ADD_HOST_COMMENT;behind;1;amy;x");
        Up(run, "router");
        Assert.False(run.Status("far").IsImpact);
        Down(run, "router");
        run.Apply(new ConfigurationActivated(Site.New().Machine("behind", ("max_check_attempts", "1")).Check("behind", "http").Machine("far", ("parents", "behind")).Link()));
        Assert.False(run.Status("behind").IsImpact);
        Assert.False(run.Status("far").IsImpact);
    }

    [Fact]
    public void HostThatIsARuleOverItsOwnServices_HasARoot()
    {
        var run = new EngineRun(Site.New()
            .Machine("app", ("check_command", "bp_rule!app,web"), ("max_check_attempts", "1"))
            .Check("app", "web", ("max_check_attempts", "1"), ("active_checks_enabled", "0")).Link()).Until(10);
        run.Command("PROCESS_SERVICE_CHECK_RESULT;app;web;2;bad");
        run.Until(70);
        Assert.Equal(1, run.Status("app").State);
        Assert.True(run.Status("app;web").IsProblem);
        Assert.Equal(["app;web"], Sources(run, "app"));
    }

    private static void Down(EngineRun run, string host) => run.Answer(host, 2, "gone").Command($"PROCESS_HOST_CHECK_RESULT;{host};2;gone");

    private static void Up(EngineRun run, string host) => run.Answer(host, 0, "back").Command($"PROCESS_HOST_CHECK_RESULT;{host};0;back");

    private static string[] Sources(EngineRun run, string item) => Names(run, run.Status(item).SourceProblems);

    private static string[] Names(EngineRun run, IEnumerable<ItemId> items) =>
        [.. items.Select(item => run.Snapshot.Items[item].ToString()).Order(StringComparer.Ordinal)];

    private static ConfigurationSnapshot Tree(string option = "", string attempts = "1")
    {
        var site = option.Length == 0 ? Site.New() : Site.New().Main(option, "1");
        return site
            .Machine("router", ("max_check_attempts", attempts)).Check("router", "ping")
            .Machine("behind", ("parents", "router"), ("max_check_attempts", "1")).Check("behind", "http", ("business_impact", "5"))
            .Machine("far", ("parents", "behind"), ("max_check_attempts", "1"))
            .Machine("alone")
            .Link();
    }

    private static ConfigurationSnapshot Cluster() => Site.New()
        .Machine("web")
        .Check("web", "one", ("max_check_attempts", "1"), ("active_checks_enabled", "0"))
        .Check("web", "two", ("max_check_attempts", "1"), ("active_checks_enabled", "0"))
        .Check("web", "both", ("max_check_attempts", "1"), ("check_command", "bp_rule!web,one & web,two"))
        .Link();
}
