using System.Globalization;
using System.Text;

namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>Objects of a small site: each host is a shard of its own and has one service.</summary>
internal static class SiteText
{
    internal static string Of(int hosts, int schedulers = 2)
    {
        var text = new StringBuilder("""
            define command {
              command_name check
              command_line /bin/true
            }
            define host {
              name generic
              register 0
              check_command check
              max_check_attempts 3
              check_interval 5
            }

            """);
        for (var scheduler = 1; scheduler <= schedulers; scheduler++)
        {
            text.Append(CultureInfo.InvariantCulture, $"define scheduler {{\n  scheduler_name s{scheduler}\n  address localhost\n  port 7768\n}}\n");
        }

        for (var host = 0; host < hosts; host++)
        {
            text.Append(CultureInfo.InvariantCulture, $"define host {{\n  use generic\n  host_name h{host}\n  alias First of h{host}\n}}\n");
            text.Append(CultureInfo.InvariantCulture, $"define service {{\n  host_name h{host}\n  service_description web\n  check_command check\n  max_check_attempts 3\n  check_interval 5\n  retry_interval 1\n}}\n");
        }

        return text.ToString();
    }
}
