using System.Globalization;

namespace Tsuba.Benchmarks.Sites;

/// <summary>Writes a configuration that nagios4 and tsuba read alike: two templates, host groups of a hundred, one contact.</summary>
internal static class SiteWriter
{
    private const int HostsPerGroup = 100;

    /// <summary>Writes the files and returns the path of the main file.</summary>
    public static string Write(string directory, SiteShape shape)
    {
        var objects = Path.Combine(directory, "objects");
        Directory.CreateDirectory(objects);

        // nagios4 checks as its own user that it can write there.
        var state = Directory.CreateDirectory(Path.Combine(directory, "var"));
        state.UnixFileMode = (UnixFileMode)0b111_111_111;
        using (var common = new StreamWriter(Path.Combine(objects, "common.cfg")))
        {
            WriteCommon(common, shape);
        }

        using (var hosts = new StreamWriter(Path.Combine(objects, "hosts.cfg")))
        {
            for (var host = 0; host < shape.Hosts; host++)
            {
                hosts.Write(string.Create(CultureInfo.InvariantCulture, $"define host {{\n    use        bench-host\n    host_name  h{host}\n    alias      host {host}\n    address    127.0.{(host >> 8) & 255}.{host & 255}\n}}\n"));
            }
        }

        using (var services = new StreamWriter(Path.Combine(objects, "services.cfg")))
        {
            for (var service = 0; service < shape.Services; service++)
            {
                var (host, description) = shape.NameOf(service);
                services.Write(string.Create(CultureInfo.InvariantCulture, $"define service {{\n    use                  bench-service\n    host_name            {host}\n    service_description  {description}\n    check_command        bench!{service + 1}\n}}\n"));
            }
        }

        var main = Path.Combine(directory, "nagios.cfg");
        File.WriteAllText(main, MainFile(directory));
        return main;
    }

    private static void WriteCommon(StreamWriter output, SiteShape shape)
    {
        var interval = shape.CheckIntervalSeconds == 0 ? 300 : shape.CheckIntervalSeconds;
        var isActive = shape.CheckIntervalSeconds == 0 ? 0 : 1;
        output.Write(string.Create(CultureInfo.InvariantCulture, $$"""
            define timeperiod {
                timeperiod_name  24x7
                alias            always
                sunday           00:00-24:00
                monday           00:00-24:00
                tuesday          00:00-24:00
                wednesday        00:00-24:00
                thursday         00:00-24:00
                friday           00:00-24:00
                saturday         00:00-24:00
            }
            define command {
                command_name     bench
                command_line     {{shape.CommandLine}}
            }
            define command {
                command_name     notify-nobody
                command_line     /bin/true
            }
            define contact {
                contact_name                   nobody
                alias                          nobody
                host_notification_period       24x7
                service_notification_period    24x7
                host_notification_options      d,u,r
                service_notification_options   w,u,c,r
                host_notification_commands     notify-nobody
                service_notification_commands  notify-nobody
            }
            define contactgroup {
                contactgroup_name  nobodies
                alias              nobodies
                members            nobody
            }
            define host {
                name                   bench-host
                register               0
                max_check_attempts     1
                check_period           24x7
                check_interval         300
                retry_interval         300
                active_checks_enabled  0
                notification_interval  0
                notification_period    24x7
                notifications_enabled  0
                contact_groups         nobodies
                check_command          bench!0
            }
            define service {
                name                   bench-service
                register               0
                max_check_attempts     1
                check_period           24x7
                check_interval         {{interval}}
                retry_interval         {{interval}}
                active_checks_enabled  {{isActive}}
                notification_interval  0
                notification_period    24x7
                notifications_enabled  0
                contact_groups         nobodies
            }

            """));
        for (var first = 0; first < shape.Hosts; first += HostsPerGroup)
        {
            var members = Enumerable.Range(first, Math.Min(HostsPerGroup, shape.Hosts - first)).Select(host => FormattableString.Invariant($"h{host}"));
            output.Write(string.Create(CultureInfo.InvariantCulture, $"define hostgroup {{\n    hostgroup_name  g{first / HostsPerGroup}\n    alias           group {first / HostsPerGroup}\n    members         {string.Join(',', members)}\n}}\n"));
        }
    }

    private static string MainFile(string directory) =>
        $"""
        log_file={directory}/var/nagios.log
        cfg_dir={directory}/objects
        object_cache_file={directory}/var/objects.cache
        precached_object_file={directory}/var/objects.precache
        status_file={directory}/var/status.dat
        lock_file={directory}/var/nagios.pid
        temp_file={directory}/var/nagios.tmp
        temp_path={directory}/var
        command_file={directory}/var/nagios.cmd
        check_result_path={directory}/var
        state_retention_file={directory}/var/retention.dat
        query_socket={directory}/var/nagios.qh
        log_archive_path={directory}/var
        nagios_user=nobody
        nagios_group=nogroup
        check_for_updates=0
        interval_length=1
        illegal_macro_output_chars=`~$&|'"<>
        max_service_check_spread=1
        check_external_commands=1
        log_passive_checks=0
        log_external_commands=0
        retain_state_information=0

        """;
}
