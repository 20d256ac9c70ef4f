using Tsuba.Engine.Inputs;

namespace Tsuba.Engine.Tests.ExternalCommands;

/// <summary>What commands change survives restarts and new configurations, and shows as modified attributes. Source: reference/shinken.md 4.8.</summary>
public sealed class ModifiedAttributeTests
{
    [Fact]
    public void Changes_SurviveARestartAndAReload()
    {
        var run = Run();
        foreach (var line in (string[])["CHANGE_MAX_SVC_CHECK_ATTEMPTS;web;http;7", "CHANGE_NORMAL_SVC_CHECK_INTERVAL;web;http;9", "CHANGE_RETRY_SVC_CHECK_INTERVAL;web;http;4", "CHANGE_SVC_CHECK_COMMAND;web;http;handle", "CHANGE_CUSTOM_SVC_VAR;web;http;_COLOUR;blue", "DISABLE_SVC_NOTIFICATIONS;web;http"])
        {
            Assert.True(run.Command(line).Applied);
        }

        run.Restart().Apply(new ConfigurationActivated(run.Snapshot)).Until(700);
        var status = run.Status("web;http");
        Assert.Equal((7, 540f, 240f, "handle", false), (status.MaxAttempts, status.CheckIntervalSeconds, status.RetryIntervalSeconds, status.CheckCommand, status.NotificationsEnabled));
        Assert.Equal("blue", Assert.Single(status.CustomVariables).Value);
        Assert.Equal(1u | 512 | 1024 | 2048 | 4096 | 32768, status.ModifiedAttributes);
    }

    [Fact]
    public void ModifiedAttributes_TakenAway_TheConfiguredValueComesBack()
    {
        var run = Run();
        run.Command("CHANGE_MAX_SVC_CHECK_ATTEMPTS;web;http;7");
        run.Command("DISABLE_SVC_NOTIFICATIONS;web;http");
        Assert.True(run.Command("CHANGE_SVC_MODATTR;web;http;1").Applied);
        run.Apply(new ConfigurationActivated(run.Snapshot)).Until(100);
        Assert.Equal(3, run.Status("web;http").MaxAttempts);
        Assert.False(run.Status("web;http").NotificationsEnabled);
    }

    private static EngineRun Run() => new EngineRun(Site.New().Machine("web").Check("web", "http").Link()).Until(10);
}
