using System.Globalization;
using System.Text;

namespace Tsuba.System.Tests.Sites;

/// <summary>A configuration of hosts and services that are fed passively.</summary>
internal static class PassiveSite
{
    public static string Text(int hosts, int services)
    {
        var text = new StringBuilder("""
            compat=shinken
            log_passive_checks=1

            define command {
                command_name    nothing
                command_line    /bin/true
            }

            define contact {
                contact_name                    operator
                host_notification_commands      nothing
                service_notification_commands   nothing
            }

            """);
        for (var host = 0; host < hosts; host++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\ndefine host {{\n    host_name  h{host}\n    address  127.0.0.1\n    contacts  operator\n    active_checks_enabled  0\n    check_command  nothing\n}}\n");
            for (var service = 0; service < services; service++)
            {
                text.Append(CultureInfo.InvariantCulture, $"\ndefine service {{\n    host_name  h{host}\n    service_description  s{service}\n    contacts  operator\n    check_command  nothing\n    active_checks_enabled  0\n    check_interval  5\n    retry_interval  1\n}}\n");
            }
        }

        return text.ToString();
    }
}
