using Tsuba.Engine.Explain;
using Tsuba.Engine.Notifications;

namespace Tsuba.Engine.Tests.Explain;

/// <summary>Each filter of the contact in reference/shinken.md 4.6, and who else is or is not called.</summary>
public sealed class ContactExplanationTests
{
    [Fact]
    public void ContactInDowntime()
    {
        var run = Run();
        Assert.True(run.Command("SCHEDULE_CONTACT_DOWNTIME;amy;1700000000;1700003600;amy;away").Applied);
        Refused(run, Reason.ContactInDowntime, "in downtime until 2023-11-14 23:13:20 (amy: away) | delete the downtime with DEL_CONTACT_DOWNTIME;1");
    }

    [Fact]
    public void ContactNotificationsOff()
    {
        var run = Run();
        Assert.True(run.Command("DISABLE_CONTACT_SVC_NOTIFICATIONS;amy").Applied);
        Refused(run, Reason.ContactNotificationsOff, "give ENABLE_CONTACT_SVC_NOTIFICATIONS;amy");
    }

    [Fact]
    public void WayDisabled() => Refused(Run(("service_notifications_enabled", "0")), Reason.ContactNotificationsOff, "set service_notifications_enabled to 1");

    [Fact]
    public void BusinessImpactTooLow() => Refused(Run(("min_business_impact", "5")), Reason.ContactBusinessImpact, "business impact 5 and above, the item has 2");

    [Fact]
    public void OutsideContactPeriod() => Refused(Run(("service_notification_period", "noon")), Reason.ContactOutsidePeriod, "once the period opens, at 2023-11-19 12:00:00");

    [Fact]
    public void OptionLacksTheState() => Refused(Run(("service_notification_options", "w,r")), Reason.ContactTypeNotWanted, "options (w,r) do not hold c, the letter of this state or kind | add c to service_notification_options");

    [Fact]
    public void WithoutCommand() => Refused(Run(("service_notification_commands", "")), Reason.ContactWithoutCommand, "service_notification_commands");

    [Fact]
    public void CommandRefused()
    {
        var run = new EngineRun(Site.New()
            .Command("evil", "$SERVICEOUTPUT$ --now")
            .Person("amy", ("service_notification_commands", "evil"))
            .Machine("web")
            .Check("web", "http", ("contacts", "amy,bob"))
            .Link());
        Refused(run, Reason.CommandRefused, "stands where the name of a program is expected");
    }

    [Fact]
    public void ToldOnce_BehindADowntime()
    {
        var run = Broken(new EngineRun(Site.New().Machine("web").Check("web", "http", ("notification_interval", "0")).Link()));
        Assert.True(run.Command("SCHEDULE_SVC_DOWNTIME;web;http;1700000305;1700000320;1;0;0;amy;work").Applied);
        Assert.Equal([nameof(Reason.ContactToldOnce)], run.Until(330).Explain("web;http").Stops("bob"));
        Assert.Single(run.Until(900).Notifications, told => told.StartsWith("bob Problem", StringComparison.Ordinal));
    }

    [Fact]
    public void SeveralFilters_AreAllNamed() =>
        Assert.Equal(
            [nameof(Reason.ContactBusinessImpact), nameof(Reason.ContactOutsidePeriod), nameof(Reason.ContactTypeNotWanted)],
            Broken(Run(("min_business_impact", "5"), ("service_notification_period", "noon"), ("service_notification_options", "r"))).Explain("web;http").Stops("amy"));

    [Fact]
    public void RecoveryOfUntoldContact()
    {
        var run = Broken(Run(("service_notification_options", "w,r")));
        Assert.Equal([nameof(Reason.ContactNotTold)], run.Explain("web;http", NotificationType.Recovery).Stops("amy"));
        Assert.Empty(run.Explain("web;http", NotificationType.Recovery).Stops("bob"));
    }

    [Fact]
    public void Escalation_ReplacesAndIsAwaited()
    {
        var site = Site.New().Person("chief")
            .Add(Model.Definitions.ObjectType.Escalation, "up", ("escalation_name", "up"), ("first_notification", "3"), ("last_notification", "0"), ("notification_interval", "10"), ("contacts", "chief"))
            .Machine("web")
            .Check("web", "http", ("notification_interval", "1"), ("escalations", "up"));
        var run = new EngineRun(site.Link()).Until(30).Answer("web;http", 2, "bad").Until(200);
        var before = run.Explain("web;http");
        Assert.Equal([nameof(Phrase.EscalatedFromNumber)], before.Stops("chief"));
        Assert.Empty(before.Stops("bob"));
        var after = run.Until(600).Explain("web;http");
        Assert.Equal([nameof(Phrase.ReplacedByEscalation)], after.Stops("bob"));
        Assert.Empty(after.Stops("chief"));
        Assert.Contains("up: an escalation chooses the contacts", after.Words());
    }

    [Fact]
    public void Contact_OfAnotherItem_IsNone()
    {
        var contact = Assert.Single(Run().Explain("web;http", contact: "eve").Contacts);
        Assert.Equal(nameof(Phrase.NotAContact), Assert.Single(contact.Statements).Code);
    }

    [Fact]
    public void FineItem_SaysWhoWouldBeTold()
    {
        var explanation = Run(("service_notification_options", "w,r")).Until(90).Explain("web;http");
        Assert.True(explanation.IsHypothetical);
        Assert.Equal("It is fine. If it were CRITICAL and confirmed, PROBLEM would be sent, to bob.", explanation.Words()[0]);
        Assert.Equal([nameof(Reason.ContactTypeNotWanted)], explanation.Stops("amy"));
    }

    [Fact]
    public void ToldContact_IsSaidToHaveBeenTold()
    {
        var contact = Broken(Run()).Explain("web;http").Contacts.Single(contact => contact.Contact == "bob");
        Assert.Contains(contact.Statements, statement => statement.Code == nameof(Phrase.WasTold));
    }

    private static EngineRun Run(params (string Name, string Value)[] amy) => new(Site.New()
        .TimePeriod("noon", ("sunday", "12:00-13:00"))
        .Person("amy", amy)
        .Machine("web")
        .Check("web", "http", ("contacts", "amy,bob"))
        .Link());

    private static EngineRun Broken(EngineRun run) => run.Until(30).Answer("web;http", 2, "bad").Until(300);

    private static void Refused(EngineRun run, Reason reason, string words)
    {
        var explanation = Broken(run).Explain("web;http");
        Assert.Equal([reason.ToString()], explanation.Stops("amy"));
        Assert.Empty(explanation.Stops("bob"));
        Assert.Contains(explanation.Words(), said => said.Contains(words, StringComparison.Ordinal));
    }
}
