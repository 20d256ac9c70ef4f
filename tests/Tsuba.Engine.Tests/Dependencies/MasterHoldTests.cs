using Tsuba.Engine.Explain;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Testing;

namespace Tsuba.Engine.Tests.Dependencies;

/// <summary>Declared masters are asked before a dependent's bad result counts.</summary>
public sealed class MasterHoldTests
{
    [Theory]
    [InlineData(CompatibilityProfile.Shinken)]
    [InlineData(CompatibilityProfile.Nagios)]
    public void DependentBad_MasterBadToo_IsSilent(CompatibilityProfile profile)
    {
        var run = new EngineRun(Site(profile).Link()).Until(61);
        run.Answer("web;db", 2, "gone").Answer("web;shop", 2, "no database").Until(200);
        Assert.Equal(["bob Problem web;db 1"], run.Notifications);
        Assert.Contains(Reason.DependencyCheckRaised, run.Reasons("web;db"));
        Assert.Contains(Reason.MasterFailed, run.Reasons("web;shop"));
    }

    [Fact]
    public void DependentBad_MasterFine_IsToldInTheSameMoment()
    {
        var run = new EngineRun(Site().Link()).Until(61);
        run.Answer("web;shop", 2, "no database").Until(125);
        Assert.Equal(["bob Problem web;shop 1"], run.Notifications);
    }

    [Fact]
    public void MasterSilent_ResultGoesOnAfterFifteenSeconds()
    {
        var run = new EngineRun(Site().Link()).Until(61);
        run.Answer("web;db", null).Answer("web;shop", 2, "no database").Until(134);
        Assert.Equal(0, run.Status("web;shop").State);
        run.Until(136);
        Assert.Equal(2, run.Status("web;shop").State);
    }

    [Fact]
    public void SwitchedOff_JudgesByTheOldState()
    {
        var run = new EngineRun(Site().Main("enable_predictive_service_dependency_checks", "0").Link()).Until(61);
        run.Answer("web;db", 2, "gone").Answer("web;shop", 2, "no database").Until(125);
        Assert.Equal(["bob Problem web;shop 1"], run.Notifications);
        Assert.DoesNotContain(Reason.DependencyCheckRaised, run.Reasons("web;db"));
    }

    [Fact]
    public void YoungState_IsNotAskedAgain()
    {
        var run = new EngineRun(Site().Main("cached_service_check_horizon", "300").Main("cached_host_check_horizon", "300").Link()).Until(61);
        run.Answer("web;shop", 2, "no database").Until(125);
        Assert.DoesNotContain(Reason.DependencyCheckRaised, run.Reasons("web;db"));
        Assert.DoesNotContain(Reason.HeldForParents, run.Reasons("web;shop"));
    }

    [Fact]
    public void HeldForAMaster_SurvivesARestart()
    {
        var run = new EngineRun(Site().Link()).Until(61);
        run.Answer("web;db", null).Answer("web;shop", 2, "no database").Until(125);
        run.Restart().Until(136);
        Assert.Equal(2, run.Status("web;shop").State);
    }

    [Theory]
    [InlineData(CompatibilityProfile.Shinken, "0", true)]
    [InlineData(CompatibilityProfile.Nagios, "0", false)]
    [InlineData(CompatibilityProfile.Nagios, "1", true)]
    public void SoftMaster_CountsInShinken_AndInNagiosBySetting(CompatibilityProfile profile, string soft, bool silences)
    {
        var run = new EngineRun(Site(profile, masterAttempts: "5").Main("soft_state_dependencies", soft).Link()).Until(10);
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;db;2;gone");
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;shop;2;no database");
        Assert.Equal(silences, run.Reasons("web;shop").Contains(Reason.MasterFailed));
    }

    // The master is checked rarely, so its state is old when the dependent fails.
    private static ResolvedConfigurationBuilder Site(CompatibilityProfile profile = CompatibilityProfile.Shinken, string masterAttempts = "1") => Tests.Site.New(profile)
        .Machine("web", ("check_interval", "30"))
        .Check("web", "db", ("max_check_attempts", masterAttempts), ("check_interval", "30"))
        .Check("web", "shop", ("max_check_attempts", "1"))
        .Add(ObjectType.ServiceDependency, "1", ("host_name", "web"), ("service_description", "db"), ("dependent_host_name", "web"), ("dependent_service_description", "shop"), ("notification_failure_criteria", "w,u,c"));
}
