using Tsuba.Model.Items;
using Tsuba.Testing;

namespace Tsuba.Engine.Tests;

/// <summary>Small configurations for tests of the engine.</summary>
internal static class Site
{
    /// <summary>A builder with one contact <c>bob</c> who wants everything, commands, and a period that is always valid.</summary>
    public static ResolvedConfigurationBuilder New(CompatibilityProfile profile = CompatibilityProfile.Shinken) =>
        new ResolvedConfigurationBuilder(profile)
            .Main("log_initial_states", "0")
            .Command("check", "/bin/check $HOSTNAME$")
            .Command("tell", "/bin/tell $CONTACTNAME$")
            .Command("handle", "/bin/handle")
            .TimePeriod("24x7", ("monday", "00:00-24:00"), ("tuesday", "00:00-24:00"), ("wednesday", "00:00-24:00"), ("thursday", "00:00-24:00"), ("friday", "00:00-24:00"), ("saturday", "00:00-24:00"), ("sunday", "00:00-24:00"))
            .Person("bob");

    /// <summary>A contact who wants everything at any time.</summary>
    public static ResolvedConfigurationBuilder Person(this ResolvedConfigurationBuilder builder, string name, params (string Name, string Value)[] properties) =>
        builder.Contact(name, Over(
            properties,
            ("host_notifications_enabled", "1"),
            ("service_notifications_enabled", "1"),
            ("host_notification_period", "24x7"),
            ("service_notification_period", "24x7"),
            ("host_notification_options", "d,u,r,f,s"),
            ("service_notification_options", "w,u,c,r,f,s"),
            ("host_notification_commands", "tell"),
            ("service_notification_commands", "tell")));

    /// <summary>A host checked each minute, with three attempts.</summary>
    public static ResolvedConfigurationBuilder Machine(this ResolvedConfigurationBuilder builder, string name, params (string Name, string Value)[] properties) =>
        builder.Host(name, Over(
            properties,
            ("check_command", "check"),
            ("check_interval", "1"),
            ("retry_interval", "1"),
            ("max_check_attempts", "3"),
            ("check_period", "24x7"),
            ("notification_period", "24x7"),
            ("notification_interval", "60"),
            ("notification_options", "d,u,r,f,s"),
            ("contacts", "bob")));

    /// <summary>A service checked each minute, with three attempts.</summary>
    public static ResolvedConfigurationBuilder Check(this ResolvedConfigurationBuilder builder, string host, string name, params (string Name, string Value)[] properties) =>
        builder.Service(host, name, Over(
            properties,
            ("check_command", "check"),
            ("check_interval", "1"),
            ("retry_interval", "1"),
            ("max_check_attempts", "3"),
            ("check_period", "24x7"),
            ("notification_period", "24x7"),
            ("notification_interval", "60"),
            ("notification_options", "w,u,c,r,f,s"),
            ("contacts", "bob")));

    private static (string Name, string Value)[] Over((string Name, string Value)[] own, params (string Name, string Value)[] defaults) =>
        [.. own, .. defaults.Where(property => own.All(other => other.Name != property.Name))];
}
