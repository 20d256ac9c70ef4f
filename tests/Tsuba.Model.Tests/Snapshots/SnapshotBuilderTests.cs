using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;
using Tsuba.Testing;

namespace Tsuba.Model.Tests.Snapshots;

public sealed class SnapshotBuilderTests
{
    [Fact]
    public void Build_EmptyConfiguration_GivesShinkenDefaults()
    {
        var snapshot = new ResolvedConfigurationBuilder().Link();

        Assert.Equal(new MainSettings(), snapshot.Settings);
        Assert.Empty(snapshot.Hosts);
    }

    [Fact]
    public void Build_HostWithoutProperties_HasDefaultsOfItsProfile()
    {
        var shinken = new ResolvedConfigurationBuilder().Host("web").Link().Hosts[0];
        var nagios = new ResolvedConfigurationBuilder(CompatibilityProfile.Nagios).Host("web").Link().Hosts[0];

        Assert.Equal(CommandCallKind.InternalHostUp, shinken.CheckCommand?.Kind);
        Assert.Null(nagios.CheckCommand);
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMinutes(5)), (shinken.Check.Interval, nagios.Check.Interval));
        Assert.Equal((TimeSpan.FromMinutes(60), TimeSpan.FromMinutes(30)), (shinken.Notification.Interval, nagios.Notification.Interval));
        Assert.Equal((25d, null), (shinken.Flapping.Low, nagios.Flapping.Low));
        Assert.Equal((false, true), (shinken.EventHandler.Enabled, nagios.EventHandler.Enabled));
        Assert.Equal(
            (StateOptions.None, StateOptions.Downtime),
            (shinken.Notification.Options & StateOptions.Downtime, nagios.Notification.Options & StateOptions.Downtime));
        Assert.Equal(("web", "web", "web"), (shinken.Alias, shinken.Address, shinken.DisplayName));
    }

    [Fact]
    public void Build_ServicesWithEqualTexts_ShareTheirPolicies()
    {
        var snapshot = new ResolvedConfigurationBuilder()
            .Command("check")
            .Host("b").Host("a")
            .Service("b", "http", ("check_interval", "5"), ("retry_interval", "1"), ("check_command", "check!80"))
            .Service("a", "http", ("check_interval", "5"), ("retry_interval", "1"), ("check_command", "check!80"))
            .Service("a", "dns", ("check_interval", "6"), ("retry_interval", "1"), ("check_command", "check!53"))
            .Link();

        Assert.Equal(["a;dns", "a;http", "b;http"], snapshot.Services.Select(service => service.Name.ToString()));
        Assert.Same(snapshot.Services[1].Check, snapshot.Services[2].Check);
        Assert.Same(snapshot.Services[1].CheckCommand, snapshot.Services[2].CheckCommand);
        Assert.NotSame(snapshot.Services[0].Check, snapshot.Services[1].Check);
        Assert.Same(snapshot.Services[0].Notification, snapshot.Services[1].Notification);
        Assert.Equal(2, snapshot.Hosts[0].Services.Length);
        Assert.Same(snapshot.Services[2], snapshot.FindService("b", "http"));
    }

    [Fact]
    public void Build_IntervalLength_MultipliesIntervalsButNotSeconds()
    {
        var check = new ResolvedConfigurationBuilder()
            .Main("interval_length", "1")
            .Host("a", ("check_interval", "90"), ("freshness_threshold", "30"), ("time_to_orphanage", "7"))
            .Link().Hosts[0].Check;

        Assert.Equal(TimeSpan.FromSeconds(90), check.Interval);
        Assert.Equal(TimeSpan.FromSeconds(30), check.FreshnessThreshold);
        Assert.Equal(TimeSpan.FromSeconds(7), check.TimeToOrphanage);
    }

    [Fact]
    public void Build_DecimalInterval_IsKept()
    {
        var check = new ResolvedConfigurationBuilder().Host("a", ("check_interval", "0.5")).Link().Hosts[0].Check;

        Assert.Equal(TimeSpan.FromSeconds(30), check.Interval);
    }

    [Fact]
    public void Build_ContactsAndGroups_AreJoinedOnceByName()
    {
        var snapshot = new ResolvedConfigurationBuilder()
            .Contact("zoe").Contact("bob").Contact("amy")
            .Add(ObjectType.ContactGroup, "admins", ("members", "zoe,bob"))
            .Host("a", ("contacts", "bob,amy"), ("contact_groups", "admins"))
            .Link();

        Assert.Equal(["amy", "bob", "zoe"], snapshot.Hosts[0].Notification.Contacts.Select(contact => contact.Name));
        Assert.Equal(["admins"], snapshot.Contacts["zoe"].GroupNames.AsEnumerable());
        Assert.Equal(["bob", "zoe"], snapshot.ContactGroups["admins"].Members.Select(contact => contact.Name));
    }

    [Fact]
    public void Build_ContactWithOwnPropertiesAndWays_HasItsOwnWayFirst()
    {
        var snapshot = new ResolvedConfigurationBuilder()
            .Command("mail").Command("sms")
            .Add(ObjectType.NotificationWay, "by-sms", ("service_notification_commands", "sms"), ("service_notification_options", "c"))
            .Contact("bob", ("notificationways", "by-sms"), ("host_notification_commands", "mail"), ("host_notification_options", "d,u,r"))
            .Contact("amy", ("notificationways", "by-sms"))
            .Link();

        var bob = snapshot.Contacts["bob"];
        Assert.Equal(2, bob.Ways.Length);
        Assert.Equal("mail", bob.Ways[0].HostCommands[0].Command?.Name);
        Assert.Equal(StateOptions.Down | StateOptions.Unreachable | StateOptions.Recovery, bob.Ways[0].HostOptions);
        Assert.Equal(StateOptions.Critical, bob.Ways[1].ServiceOptions);
        Assert.Equal(["by-sms"], snapshot.Contacts["amy"].Ways.Select(way => way.Name));
    }

    [Theory]
    [InlineData("check_ping!100,20%!500,60%", new[] { "100,20%", "500,60%" })]
    [InlineData("check_ping", new string[0])]
    [InlineData(@"check_ping!a\!b!c", new[] { "a!b", "c" })]
    [InlineData("check_ping!!x", new[] { "", "x" })]
    public void Build_CommandCall_SplitsArguments(string text, string[] arguments)
    {
        var call = new ResolvedConfigurationBuilder().Command("check_ping").Host("a", ("check_command", text)).Link().Hosts[0].CheckCommand;

        Assert.Equal(CommandCallKind.Plugin, call?.Kind);
        Assert.Equal(arguments, call?.Arguments);
    }

    [Fact]
    public void Build_BusinessRule_KeepsTheWholeExpression()
    {
        var host = new ResolvedConfigurationBuilder()
            .Host("b").Host("c").Host("d").Service("d", "x")
            .Host("a", ("check_command", "bp_rule!!b & (2 of: c | d,x)"), ("business_rule_smart_notifications", "1"))
            .Link().Hosts[0];

        Assert.Equal(CommandCallKind.BusinessRule, host.CheckCommand?.Kind);
        Assert.Equal(["!b & (2 of: c | d,x)"], host.CheckCommand?.Arguments);
        Assert.True(host.BusinessRule?.SmartNotifications);
    }

    [Fact]
    public void Build_Groups_KnowTheirMembersAndTheirMembersKnowThem()
    {
        var snapshot = new ResolvedConfigurationBuilder()
            .Host("b").Host("a").Service("a", "x").Service("b", "y z")
            .Add(ObjectType.HostGroup, "all", ("members", "b,a"))
            .Add(ObjectType.HostGroup, "also", ("members", "a,b"))
            .Add(ObjectType.ServiceGroup, "some", ("members", "b,y z,a,x"))
            .Link();

        Assert.Equal(["a", "b"], snapshot.HostGroups["all"].Members.Select(host => host.HostName));
        Assert.Equal(["all", "also"], snapshot.Hosts[1].Groups.Select(group => group.Name));
        Assert.True(snapshot.Hosts[0].Groups == snapshot.Hosts[1].Groups);
        Assert.Equal(["a;x", "b;y z"], snapshot.ServiceGroups["some"].Members.Select(service => service.Name.ToString()));
    }

    [Fact]
    public void Build_ParentElsewhere_IsKeptByNameOnly()
    {
        var snapshot = new ResolvedConfigurationBuilder().Host("child", ("parents", "router,far")).Host("router").Link();

        var child = snapshot.FindHost("child");
        Assert.Equal(["router", "far"], child?.ParentNames);
        Assert.Equal(["router"], child?.Parents.Select(host => host.HostName));
        Assert.Equal(["child"], snapshot.FindHost("router")?.Children.Select(host => host.HostName));
    }

    [Fact]
    public void Build_Dependencies_LinkItemsAndTakeTheMastersHostWhereNoneIsGiven()
    {
        var snapshot = new ResolvedConfigurationBuilder()
            .Host("a").Host("b").Service("a", "x").Service("a", "y")
            .Add(ObjectType.HostDependency, "d1", ("dependent_host_name", "b"), ("host_name", "a"), ("notification_failure_criteria", "d,u"))
            .Add(
                ObjectType.ServiceDependency,
                "d2",
                ("host_name", "a"),
                ("service_description", "x"),
                ("dependent_service_description", "y"),
                ("execution_failure_criteria", "u,c"),
                ("inherits_parent", "1"))
            .Link();

        Assert.Equal(("b", "a"), (snapshot.Dependencies[0].Dependent.Name.ToString(), snapshot.Dependencies[0].Master.Name.ToString()));
        Assert.Equal(StateOptions.Down | StateOptions.Unreachable, snapshot.Dependencies[0].NotificationCriteria);
        Assert.Equal("a;y", snapshot.Dependencies[1].Dependent.Name.ToString());
        Assert.Equal(StateOptions.Unknown | StateOptions.Critical, snapshot.Dependencies[1].ExecutionCriteria);
        Assert.True(snapshot.Dependencies[1].InheritsParent);
    }

    [Fact]
    public void Build_Escalation_ByTimeAndByNumber()
    {
        var snapshot = new ResolvedConfigurationBuilder()
            .Contact("boss")
            .Add(ObjectType.Escalation, "late", ("first_notification_time", "60"), ("last_notification_time", "120"), ("contacts", "boss"))
            .Add(ObjectType.Escalation, "third", ("first_notification", "3"), ("last_notification", "0"), ("notification_interval", "10"))
            .Host("a", ("escalations", "third,late"))
            .Link();

        var escalations = snapshot.Hosts[0].Notification.Escalations;
        Assert.Equal(["third", "late"], escalations.Select(escalation => escalation.Name));
        Assert.Equal((false, 3, 0, TimeSpan.FromMinutes(10)), (escalations[0].ByTime, escalations[0].FirstNotification, escalations[0].LastNotification, escalations[0].Interval));
        Assert.Equal((true, TimeSpan.FromHours(1), TimeSpan.FromHours(2), null), (escalations[1].ByTime, escalations[1].FirstTime, escalations[1].LastTime, escalations[1].Interval));
        Assert.Equal("boss", escalations[1].Contacts[0].Name);
    }

    [Fact]
    public void Build_CustomVariablesAddressesAndResourceMacros_AreCollected()
    {
        var snapshot = new ResolvedConfigurationBuilder()
            .Main("$USER1$", "/usr/lib")
            .Host("a", ("_snmp", "public"), ("_ALPHA", "1"), ("address", "10.0.0.1"), ("address3", "c"), ("address11", "k"))
            .Link();

        Assert.Equal([new CustomVariable("ALPHA", "1"), new CustomVariable("SNMP", "public")], snapshot.Hosts[0].CustomVariables.AsEnumerable());
        Assert.Equal([(3, "c"), (11, "k")], snapshot.Hosts[0].FurtherAddresses.AsEnumerable());
        Assert.Equal("/usr/lib", snapshot.ResourceMacros["USER1"]);
    }

    [Fact]
    public void Build_NagiosMainOptions_ActInTheirOwnUnits()
    {
        var settings = new ResolvedConfigurationBuilder(CompatibilityProfile.Nagios)
            .Main("interval_length", "1")
            .Main("max_host_check_spread", "5")
            .Main("service_check_timeout_state", "u")
            .Link().Settings;

        Assert.Equal(TimeSpan.FromMinutes(5), settings.MaxHostCheckSpread);
        Assert.Equal(3, settings.TimeoutExitStatus);
        Assert.Equal(21, settings.FlapHistory);
        Assert.False(settings.EnableFlapDetection);
        Assert.Equal(TimeSpan.FromSeconds(15), settings.CachedHostCheckHorizon);
    }

    [Fact]
    public void Build_TimeZone_IsFound()
    {
        var settings = new ResolvedConfigurationBuilder().Main("use_timezone", ":Europe/Paris").Link().Settings;

        Assert.Equal("Europe/Paris", settings.Zone.Id);
    }
}
