using Tsuba.Engine.Explain;
using Tsuba.Engine.Outputs;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Tests.Parts;

/// <summary>The options of the main file that switch something on or off for all items: what is switched off does not happen, what is on does.</summary>
public sealed class ProgramSwitchTests
{
    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void EnableNotifications_Off_NobodyIsTold(string value, bool happens)
    {
        var run = Run("enable_notifications", value).Answer("web;http", 2, "bad").Until(200);
        Assert.Equal(happens, run.Notifications.Any());
        Assert.Equal(!happens, run.Reasons("web;http").Contains(Reason.NotificationsOff));
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void ExecuteHostChecks_Off_HostsAreNotChecked(string value, bool happens)
    {
        var run = Run("execute_host_checks", value).Until(200);
        Assert.Equal(happens, run.Checks.Any(check => check.Item == "web"));
        Assert.Contains(run.Checks, check => check.Item == "web;http");
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void ExecuteServiceChecks_Off_ServicesAreNotChecked(string value, bool happens)
    {
        var run = Run("execute_service_checks", value).Until(200);
        Assert.Equal(happens, run.Checks.Any(check => check.Item == "web;http"));
        Assert.Contains(run.Checks, check => check.Item == "web");
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void AcceptPassiveHostChecks_Off_TheResultIsRefused(string value, bool happens) =>
        Assert.Equal(happens, Run("accept_passive_host_checks", value).Command("PROCESS_HOST_CHECK_RESULT;web;1;gone").Applied);

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void AcceptPassiveServiceChecks_Off_TheResultIsRefused(string value, bool happens) =>
        Assert.Equal(happens, Run("accept_passive_service_checks", value).Command("PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad").Applied);

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void EnableEventHandlers_Off_NoneRuns(string value, bool happens) =>
        Assert.Equal(happens, Run("enable_event_handlers", value).Answer("web;http", 2, "bad").Until(200).Actions.Any(action => action.Kind == ActionKind.EventHandler));

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void EnableFlapDetection_Off_NothingFlaps(string value, bool happens)
    {
        var run = Run("enable_flap_detection", value);
        for (var result = 0; result < 25; result++)
        {
            run.Command($"PROCESS_SERVICE_CHECK_RESULT;web;http;{result % 2 * 2};to and fro");
        }

        Assert.Equal(happens, run.Status("web;http").IsFlapping);
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void ProcessPerformanceData_Off_ItsCommandsDoNotRun(string value, bool happens)
    {
        var run = Run("process_performance_data", value).Answer("web;http", 0, "fine|time=1s").Answer("web", 0, "fine|rta=1ms").Until(70);
        Assert.Equal(happens, Acted(run, ActionKind.Perfdata, "web;http"));
        Assert.Equal(happens, Acted(run, ActionKind.Perfdata, "web"));
    }

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void ObsessOverHosts_Off_ItsCommandDoesNotRun(string value, bool happens) =>
        Assert.Equal(happens, Acted(Run("obsess_over_hosts", value).Until(70), ActionKind.Obsess, "web"));

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void ObsessOverServices_Off_ItsCommandDoesNotRun(string value, bool happens) =>
        Assert.Equal(happens, Acted(Run("obsess_over_services", value).Until(70), ActionKind.Obsess, "web;http"));

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void CheckHostFreshness_Off_OldResultsStay(string value, bool happens) =>
        Assert.Equal(happens, Run("check_host_freshness", value).Until(200).Reasons("passive").Contains(Reason.StaleResult));

    [Theory]
    [InlineData("0", false)]
    [InlineData("1", true)]
    public void CheckServiceFreshness_Off_OldResultsStay(string value, bool happens) =>
        Assert.Equal(happens, Run("check_service_freshness", value).Until(200).Reasons("passive;trap").Contains(Reason.StaleResult));

    private static bool Acted(EngineRun run, ActionKind kind, string item) =>
        run.Actions.Any(action => action.Kind == kind && action.Item == ItemName.Parse(item).Id);

    private static EngineRun Run(string option, string value)
    {
        (string, string)[] stale = [("active_checks_enabled", "0"), ("check_freshness", "1"), ("freshness_threshold", "90")];
        var site = Site.New();
        foreach (var name in new[] { "enable_flap_detection", "obsess_over_hosts", "obsess_over_services", "check_host_freshness", "check_service_freshness" })
        {
            site.Main(name, "1");
        }

        foreach (var name in new[] { "host_perfdata_command", "service_perfdata_command", "ochp_command", "ocsp_command" })
        {
            site.Main(name, "handle");
        }

        return new EngineRun(site
            .Main(option, value)
            .Machine("web", ("obsess_over_host", "1"), ("process_perf_data", "1"))
            .Check("web", "http", ("event_handler", "handle"), ("event_handler_enabled", "1"), ("flap_detection_enabled", "1"), ("obsess_over_service", "1"), ("process_perf_data", "1"))
            .Machine("passive", stale)
            .Check("passive", "trap", stale)
            .Link());
    }
}
