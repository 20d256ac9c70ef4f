using System.Globalization;

namespace Tsuba.System.Tests.Sites;

/// <summary>A router with a service, and a web server with a service behind it. Each fails while a file with its name is there; hosts are tried again sooner than their services.</summary>
internal sealed class OutageSite
{
    private readonly string _directory;
    private readonly string _script;

    public OutageSite(string directory)
    {
        _directory = directory;
        _script = Path.Combine(directory, "check.sh");
        File.WriteAllText(_script, $"#!/bin/sh\n[ -e {directory}/$1.fails ] && {{ echo \"CRITICAL - $1\"; exit 2; }}\necho \"OK - $1|t=1\"\n");
    }

    public static string[] Names { get; } = ["router", "web", "load", "http"];

    /// <summary>Everything fails, or nothing.</summary>
    public void Fail(bool fails)
    {
        foreach (var path in Names.Select(name => Path.Combine(_directory, $"{name}.fails")))
        {
            if (fails)
            {
                File.WriteAllText(path, "");
            }
            else
            {
                File.Delete(path);
            }
        }
    }

    /// <summary>The configuration.</summary>
    /// <param name="attempts">max_check_attempts of the service behind the router.</param>
    /// <param name="note">Notes of the router, which change nothing.</param>
    /// <param name="period">notification_period of the web server.</param>
    public string Text(int attempts, string note, string period) => string.Create(CultureInfo.InvariantCulture, $$"""
        compat=shinken
        interval_length=1
        log_initial_states=0

        define command {
            command_name  file
            command_line  /bin/sh {{_script}} $ARG1$
        }
        define command {
            command_name  tell
            command_line  /bin/true
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
        define timeperiod {
            timeperiod_name  never
        }
        define contact {
            contact_name                   bob
            host_notification_commands     tell
            service_notification_commands  tell
            host_notification_period       always
            service_notification_period    always
            host_notification_options      d,u,r
            service_notification_options   w,u,c,r
        }
        define host {
            host_name              router
            address                127.0.0.1
            check_command          file!router
            check_interval         2
            retry_interval         1
            max_check_attempts     2
            notification_interval  0
            notification_period    always
            contacts               bob
            notes                  {{note}}
        }
        define host {
            host_name              web
            address                127.0.0.1
            parents                router
            check_command          file!web
            check_interval         2
            retry_interval         1
            max_check_attempts     2
            notification_interval  0
            notification_period    {{period}}
            contacts               bob
        }
        define service {
            host_name              router
            service_description    load
            check_command          file!load
            check_interval         2
            retry_interval         2
            max_check_attempts     3
            notification_interval  0
            notification_period    always
            contacts               bob
        }
        define service {
            host_name              web
            service_description    http
            check_command          file!http
            check_interval         2
            retry_interval         2
            max_check_attempts     {{attempts}}
            notification_interval  0
            notification_period    always
            contacts               bob
        }
        """);
}
