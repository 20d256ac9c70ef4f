using System.Globalization;
using System.Text;

namespace Tsuba.System.Tests.Sites;

/// <summary>Hosts that are shards of their own, with services that are checked every five seconds and are always WARNING, so that the attempt of each counts its checks.</summary>
internal static class CheckedSite
{
    public const int IntervalMilliseconds = 5000;
    public const int ServicesPerHost = 5;

    /// <summary>The configuration.</summary>
    /// <param name="hosts">Number of hosts.</param>
    /// <param name="note">What the notes of a service say, by its number; null: it has none.</param>
    public static string Text(int hosts, Func<int, string?> note)
    {
        var text = new StringBuilder("""
            compat=shinken
            interval_length=1
            max_service_check_spread=5
            max_host_check_spread=5

            define command {
                command_name    fine
                command_line    /bin/true
            }

            define command {
                command_name    warning
                command_line    /bin/false
            }

            define contact {
                contact_name                    operator
                host_notification_commands      fine
                service_notification_commands   fine
            }

            """);
        for (var host = 0; host < hosts; host++)
        {
            text.Append(CultureInfo.InvariantCulture, $"\ndefine host {{\n    host_name  h{host}\n    address  127.0.0.1\n    contacts  operator\n    active_checks_enabled  0\n    check_command  fine\n}}\n");
            for (var service = 0; service < ServicesPerHost; service++)
            {
                text.Append(CultureInfo.InvariantCulture, $"\ndefine service {{\n    host_name  h{host}\n    service_description  s{service}\n    contacts  operator\n    check_command  warning\n    max_check_attempts  1000\n    check_interval  5\n    retry_interval  5\n");
                text.Append(note((host * ServicesPerHost) + service) is { } said ? $"    notes  {said}\n}}\n" : "}\n");
            }
        }

        return text.ToString();
    }
}
