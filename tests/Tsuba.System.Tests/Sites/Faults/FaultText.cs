using System.Globalization;
using System.Text;
using Tsuba.Model.Items;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>The configuration of such a site, with its plugin and its notification command.</summary>
internal static class FaultText
{
    /// <summary>
    /// The plugin answers what the file of its item holds; while there is a file <c>hold</c> it runs on. The notification command writes one
    /// line: kind, item, output, and the id of the notification; while there is a file <c>slow</c> it takes its time to end.
    /// </summary>
    public static void WriteScripts(string directory, string scratch)
    {
        File.WriteAllText(Path.Combine(directory, "check.sh"), $"""
            #!/bin/sh
            if [ -e {scratch}/hold ]; then echo "$$ $1;$2" >> {scratch}/held; exec /bin/sleep 600.0625; fi
            read -r code text < {scratch}/items/$1.$2
            echo "$text"
            exit $code
            """);
        File.WriteAllText(Path.Combine(directory, "tell.sh"), $"""
            #!/bin/sh
            echo "$1 $2;$3 $4|$5" >> {scratch}/told
            if [ -e {scratch}/slow ]; then /bin/sleep 0.3; echo "$5" >> {scratch}/ended; fi
            """);
    }

    public static string Configuration(FaultPlan plan, string directory, Func<FaultDaemon, string> mapOf)
    {
        var text = new StringBuilder($$"""
            compat=shinken
            interval_length=1
            log_initial_states=0
            log_passive_checks=1
            max_service_check_spread={{plan.Interval}}
            max_host_check_spread={{plan.Interval}}

            define command {
                command_name    check
                command_line    /bin/sh {{directory}}/check.sh $HOSTNAME$ $SERVICEDESC$
            }
            define command {
                command_name    nothing
                command_line    /bin/true
            }
            define command {
                command_name    tell
                command_line    /bin/sh {{directory}}/tell.sh $NOTIFICATIONTYPE$ $HOSTNAME$ $SERVICEDESC$ "$SERVICEOUTPUT$" $NOTIFICATIONID$
            }
            define timeperiod {
                timeperiod_name  always
                sunday     00:00-24:00
                monday     00:00-24:00
                tuesday    00:00-24:00
                wednesday  00:00-24:00
                thursday   00:00-24:00
                friday     00:00-24:00
                saturday   00:00-24:00
            }
            define contact {
                contact_name                   operator
                host_notification_commands     nothing
                service_notification_commands  tell
                host_notification_period       always
                service_notification_period    always
                host_notification_options      n
                service_notification_options   w,u,c,r
            }
            {{plan.Extra}}

            """);
        foreach (var daemon in plan.Daemons)
        {
            var role = daemon.Role.ToString().ToLowerInvariant();
            text.Append(CultureInfo.InvariantCulture, $"define {role} {{\n    {role}_name  {daemon.Name}\n    address  {daemon.Address}\n    port  {daemon.Port}\n");
            text.Append(daemon.Role == DaemonRole.Receiver ? "    direct_routing  1\n" : "");
            text.Append(daemon.Modules.Length > 0 ? $"    modules  {daemon.Modules}\n" : "");
            text.Append(daemon.IsSpare ? "    spare  1\n" : "");
            text.Append(mapOf(daemon) is { Length: > 0 } map ? $"    satellitemap  {map}\n" : "");
            text.Append("}\n");
        }

        for (var host = 0; host < plan.Hosts; host++)
        {
            text.Append(CultureInfo.InvariantCulture, $"define host {{\n    host_name  h{host}\n    address  127.0.0.1\n    contacts  operator\n    check_command  nothing\n    active_checks_enabled  0\n    notification_period  always\n}}\n");
            for (var service = 0; service < plan.Active; service++)
            {
                text.Append(CultureInfo.InvariantCulture, $"define service {{\n    host_name  h{host}\n    service_description  a{service}\n    check_command  check\n    check_interval  {plan.Interval}\n    retry_interval  1\n    max_check_attempts  2\n    notification_interval  0\n    notification_period  always\n    flap_detection_enabled  0\n    contacts  operator\n}}\n");
            }

            for (var service = 0; service < plan.Passive; service++)
            {
                text.Append(CultureInfo.InvariantCulture, $"define service {{\n    host_name  h{host}\n    service_description  s{service}\n    check_command  nothing\n    active_checks_enabled  0\n    check_interval  5\n    retry_interval  1\n    notification_period  always\n    contacts  operator\n}}\n");
            }
        }

        return text.ToString();
    }
}
