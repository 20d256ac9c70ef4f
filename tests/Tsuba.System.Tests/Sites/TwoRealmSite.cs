using System.Globalization;

namespace Tsuba.System.Tests.Sites;

/// <summary>A web server and a database in two realms with a scheduler each. A web server that changes its realm changes its part and its scheduler, and nothing else.</summary>
internal static class TwoRealmSite
{
    /// <summary>The file that makes the service of the web server fail while it is there.</summary>
    public static string FailureOf(string directory) => Path.Combine(directory, "web.fails");

    /// <summary>The configuration.</summary>
    /// <param name="directory">Where <see cref="FailureOf"/> is looked for.</param>
    /// <param name="realm">Realm of the web server: North or South. The database is in the South.</param>
    /// <param name="attempts">max_check_attempts of the service of the web server.</param>
    public static string Text(string directory, string realm, int attempts) => string.Create(CultureInfo.InvariantCulture, $$"""
        compat=shinken
        interval_length=1
        log_initial_states=0

        {{Realm("World", "realm_members  North,South\n    default  1")}}
        {{Realm("North", "")}}
        {{Realm("South", "")}}
        {{Scheduler("North", 7768)}}
        {{Scheduler("South", 7778)}}
        {{Daemon("poller")}}
        {{Daemon("reactionner")}}
        {{Daemon("broker")}}
        {{Daemon("receiver")}}

        define command {
            command_name  file
            command_line  /usr/bin/test ! -e {{FailureOf(directory)}}
        }
        define command {
            command_name  fine
            command_line  /bin/true
        }
        define contact {
            contact_name                   bob
            host_notification_commands     fine
            service_notification_commands  fine
            host_notification_options      d,u,r
            service_notification_options   w,u,c,r
        }
        {{Host("web", realm)}}
        {{Host("db", "South")}}
        {{Service("web", "http", "file", attempts)}}
        {{Service("db", "sql", "fine", attempts)}}
        """);

    private static string Realm(string name, string more) => $"define realm {{\n    realm_name  {name}\n    {more}\n}}";

    private static string Daemon(string role) => $"define {role} {{\n    {role}_name  {role}-master\n    address  localhost\n    realm  World\n    manage_sub_realms  1\n}}";

    private static string Scheduler(string realm, int port) =>
        string.Create(CultureInfo.InvariantCulture, $"define scheduler {{\n    scheduler_name  {realm}\n    address  localhost\n    port  {port}\n    realm  {realm}\n}}");

    private static string Host(string name, string realm) =>
        $"define host {{\n    host_name  {name}\n    address  127.0.0.1\n    realm  {realm}\n    contacts  bob\n    check_command  fine\n    check_interval  2\n    retry_interval  1\n}}";

    private static string Service(string host, string name, string command, int attempts) => string.Create(
        CultureInfo.InvariantCulture,
        $"define service {{\n    host_name  {host}\n    service_description  {name}\n    contacts  bob\n    check_command  {command}\n    check_interval  2\n    retry_interval  2\n    max_check_attempts  {attempts}\n    notification_interval  0\n}}");
}
