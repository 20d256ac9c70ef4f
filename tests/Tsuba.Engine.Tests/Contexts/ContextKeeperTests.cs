using Tsuba.Engine.Contexts;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Tests.Contexts;

/// <summary>Contexts: own, partial, inherited, and which of them wins. Source: reference/shinken.md 7.2.</summary>
public sealed class ContextKeeperTests
{
    private const string Hour = "1700000000;1700003600;1;0;0;amy;work";

    [Fact]
    public void NothingHappened_IsNothing() => Assert.Equal(ItemContext.Nothing, Run().Status("web;http").Context);

    [Fact]
    public void HostInDowntime_ServicesInheritIt()
    {
        var run = Run();
        run.Command($"SCHEDULE_HOST_DOWNTIME;web;{Hour}");
        run.Until(11);
        Assert.Equal(ItemContext.Downtime, run.Status("web").Context);
        Assert.Equal(ItemContext.InheritedDowntime, run.Status("web;http").Context);
        run.Command("DEL_ALL_HOST_DOWNTIMES;web");
        Assert.Equal(ItemContext.Nothing, run.Status("web;http").Context);
    }

    [Fact]
    public void ServiceInDowntime_HostAndClusterHaveItInPart()
    {
        var run = Run();
        run.Command($"SCHEDULE_SVC_DOWNTIME;web;http;{Hour}");
        run.Until(11);
        Assert.Equal(ItemContext.Downtime, run.Status("web;http").Context);
        Assert.Equal(ItemContext.PartialDowntime, run.Status("web").Context);
        Assert.Equal(ItemContext.PartialDowntime, run.Status("cluster").Context);
        Assert.Equal(ItemContext.Nothing, run.Status("web;ssh").Context);
    }

    [Fact]
    public void HostOfAMemberInDowntime_ClusterHasItInPart()
    {
        var run = Run();
        run.Command($"SCHEDULE_HOST_DOWNTIME;web;{Hour}");
        run.Until(11);
        Assert.Equal(ItemContext.PartialDowntime, run.Status("cluster").Context);
    }

    [Fact]
    public void Acknowledged_OwnPartialAndInherited()
    {
        var run = Run();
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad");
        run.Command("ACKNOWLEDGE_SVC_PROBLEM;web;http;2;0;0;amy;mine");
        Assert.Equal(ItemContext.Acknowledged, run.Status("web;http").Context);
        Assert.Equal(ItemContext.PartialAcknowledged, run.Status("web").Context);
        run.Command("REMOVE_SVC_ACKNOWLEDGEMENT;web;http");
        run.Answer("web", 2, "gone").Command("PROCESS_HOST_CHECK_RESULT;web;2;gone");
        run.Command("ACKNOWLEDGE_HOST_PROBLEM;web;2;0;0;amy;mine");
        Assert.Equal(ItemContext.InheritedAcknowledged, run.Status("web;http").Context);
        Assert.Equal(ItemContext.Nothing, run.Status("web;ssh").Context);
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;ssh;2;bad");
        Assert.Equal(ItemContext.InheritedAcknowledged, run.Status("web;ssh").Context);
        run.Command("PROCESS_SERVICE_CHECK_RESULT;web;ssh;0;fine");
        Assert.Equal(ItemContext.Nothing, run.Status("web;ssh").Context);
    }

    [Fact]
    public void Flapping_BeatsAcknowledged_DowntimeBeatsBoth()
    {
        var run = Run();
        for (var result = 0; result < 40; result++)
        {
            run.Command($"PROCESS_SERVICE_CHECK_RESULT;web;http;{(result % 2 == 0 ? 0 : 2)};to and fro");
        }

        Assert.Equal(ItemContext.Flapping, run.Status("web;http").Context);
        Assert.Equal(ItemContext.PartialFlapping, run.Status("web").Context);
        run.Command("ACKNOWLEDGE_SVC_PROBLEM;web;http;2;0;0;amy;mine");
        Assert.Equal(ItemContext.Flapping, run.Status("web;http").Context);
        run.Command($"SCHEDULE_SVC_DOWNTIME;web;http;{Hour}");
        run.Until(11);
        Assert.Equal(ItemContext.Downtime, run.Status("web;http").Context);
        Assert.Equal(ItemContext.PartialDowntime, run.Status("web").Context);
    }

    [Fact]
    public void NeitherCheckedNorFed_IsDisabled()
    {
        var run = Run();
        run.Command("DISABLE_SVC_CHECK;web;ssh");
        Assert.Equal(ItemContext.Nothing, run.Status("web;ssh").Context);
        run.Command("DISABLE_PASSIVE_SVC_CHECKS;web;ssh");
        Assert.Equal(ItemContext.Disabled, run.Status("web;ssh").Context);
    }

    [Fact]
    public void Numbers_AreFrozen() => Assert.Equal(
        ["Nothing", "Downtime", "InheritedDowntime", "PartialDowntime", "Flapping", "PartialFlapping", "Acknowledged", "InheritedAcknowledged", "PartialAcknowledged", "Disabled"],
        Enumerable.Range(0, 10).Select(number => ((ItemContext)number).ToString()));

    private static EngineRun Run() => new EngineRun(Snapshot()).Until(10);

    private static ConfigurationSnapshot Snapshot() => Site.New()
        .Main("enable_flap_detection", "1")
        .Machine("web", ("max_check_attempts", "1"))
        .Check("web", "http", ("max_check_attempts", "1"), ("active_checks_enabled", "0"), ("flap_detection_enabled", "1"))
        .Check("web", "ssh", ("max_check_attempts", "1"), ("active_checks_enabled", "0"))
        .Machine("cluster", ("check_command", "bp_rule!web,http"))
        .Link();
}
