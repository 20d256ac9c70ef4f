using Tsuba.Engine.Explain;

namespace Tsuba.Engine.Tests.Notifications;

/// <summary>Each obstacle of the contact in reference/shinken.md 4.6.</summary>
public sealed class ContactFilterTests
{
    [Fact]
    public void Problem_ContactInDowntime_IsNotTold()
    {
        var run = Run();
        Assert.True(run.Command("SCHEDULE_CONTACT_DOWNTIME;amy;1700000000;1700003600;amy;away").Applied);
        Break(run, Reason.ContactInDowntime);
    }

    [Fact]
    public void Problem_ContactNotificationsOffByCommand_IsNotTold()
    {
        var run = Run();
        Assert.True(run.Command("DISABLE_CONTACT_SVC_NOTIFICATIONS;amy").Applied);
        Break(run, Reason.ContactNotificationsOff);
    }

    [Fact]
    public void Problem_WayDisabled_IsNotTold() => Break(Run(("service_notifications_enabled", "0")), Reason.ContactNotificationsOff);

    [Fact]
    public void Problem_BusinessImpactTooLow_IsNotTold() => Break(Run(("min_business_impact", "5")), Reason.ContactBusinessImpact);

    [Fact]
    public void Problem_OutsideContactPeriod_IsNotTold() => Break(Run(("service_notification_period", "noon")), Reason.ContactOutsidePeriod);

    [Fact]
    public void Problem_TypeNotWanted_IsNotTold() => Break(Run(("service_notification_options", "w,r")), Reason.ContactTypeNotWanted);

    private static EngineRun Run(params (string Name, string Value)[] amy) => new(Site.New()
        .TimePeriod("noon", ("sunday", "12:00-13:00"))
        .Person("amy", amy)
        .Machine("web")
        .Check("web", "http", ("contacts", "amy,bob"))
        .Link());

    private static void Break(EngineRun run, Reason reason)
    {
        run.Until(30).Answer("web;http", 2, "bad").Until(300);
        Assert.Equal(["bob Problem web;http 1"], run.Notifications);
        var decision = Assert.Single(run.Decisions, decision => decision.Contact == "amy");
        Assert.Equal(reason, decision.Reason);
    }
}
