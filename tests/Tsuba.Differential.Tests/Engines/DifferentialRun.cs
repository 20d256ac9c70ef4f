using System.Collections.Immutable;
using Tsuba.Differential.Tests.Cases;

namespace Tsuba.Differential.Tests.Engines;

/// <summary>What both programs are given.</summary>
internal sealed record DifferentialRun
{
    /// <summary>The cases, which share nothing but commands and time periods.</summary>
    public required ImmutableArray<DifferentialCase> Cases { get; init; }

    /// <summary>Epoch second of time 0.</summary>
    public long Start { get; init; } = CaseTimes.Start;

    /// <summary>When the run ends, seconds.</summary>
    public int Until { get; init; } = CaseGenerator.Until;

    /// <summary>When the states of all items are compared, seconds.</summary>
    public ImmutableArray<int> StatusTimes { get; init; } = [95, 195, 295, 395, 495, 595, 695, 795];

    /// <summary>Time zone of both programs.</summary>
    public string Zone { get; init; } = "UTC";

    /// <summary>
    /// Seconds for which a host's result is young. Hosts are checked each cycle, so neither program asks them out of turn, and
    /// Deviation D-01, which holds results until the hosts above have been asked, has nothing to do.
    /// </summary>
    public int HostHorizon { get; init; } = CaseGenerator.Slots - 1;

    /// <summary>Days and times of the period <c>early</c>, which is over before the middle of a run.</summary>
    public string Early { get; init; } = "wednesday 00:00-12:04";

    /// <summary>Days and times of the period <c>late</c>, which begins after the middle of a run.</summary>
    public string Late { get; init; } = "wednesday 12:08-24:00";

    /// <summary>Objects that all cases share, further time periods for example.</summary>
    public string Shared { get; init; } = "";

    /// <summary>Further settings of the main file, a line each; <c>@SITE@</c> is a folder for files.</summary>
    public string FurtherSettings { get; init; } = "";

    /// <summary>Settings of the main file that both read.</summary>
    public string MainSettings => $"""
        interval_length=1
        illegal_macro_output_chars=`~$&|'"<>
        enable_environment_macros=0
        use_syslog=0
        log_initial_states=0
        log_service_retries=1
        log_host_retries=1
        log_external_commands=0
        log_passive_checks=0
        log_event_handlers=1
        log_rotation_method=n
        execute_service_checks=1
        execute_host_checks=1
        enable_notifications=1
        enable_event_handlers=1
        enable_flap_detection=1
        low_service_flap_threshold=10
        high_service_flap_threshold=25
        low_host_flap_threshold=10
        high_host_flap_threshold=25
        obsess_over_services=1
        obsess_over_hosts=1
        ocsp_command=obsess-service
        ochp_command=obsess-host
        check_service_freshness=1
        check_host_freshness=1
        service_freshness_check_interval=1
        host_freshness_check_interval=1
        additional_freshness_latency=0
        cached_host_check_horizon={HostHorizon}
        cached_service_check_horizon={HostHorizon}
        service_inter_check_delay_method=n
        host_inter_check_delay_method=n
        service_interleave_factor=1
        retain_state_information=0
        use_retained_scheduling_info=0
        enable_predictive_host_dependency_checks=0
        enable_predictive_service_dependency_checks=0
        passive_host_checks_are_soft=0
        soft_state_dependencies=1
        translate_passive_host_checks=0
        accept_passive_host_checks=1
        accept_passive_service_checks=1
        check_for_orphaned_services=0
        check_for_orphaned_hosts=0
        {FurtherSettings}

        """;

    /// <summary>All objects.</summary>
    /// <param name="plugin">Path of the scripted plugin.</param>
    /// <param name="clock">Path of the clock.</param>
    /// <param name="answers">Folder of the answers.</param>
    /// <param name="record">File of the records.</param>
    public string Objects(string plugin, string clock, string answers, string record) => $$"""
        define timeperiod {
          timeperiod_name always
          alias always
          sunday 00:00-24:00
          monday 00:00-24:00
          tuesday 00:00-24:00
          wednesday 00:00-24:00
          thursday 00:00-24:00
          friday 00:00-24:00
          saturday 00:00-24:00
        }
        define timeperiod {
          timeperiod_name never
          alias never
        }
        define timeperiod {
          timeperiod_name early
          alias early
          {{Early}}
        }
        define timeperiod {
          timeperiod_name late
          alias late
          {{Late}}
        }
        define command {
          command_name answer
          command_line {{plugin}} answer {{clock}} {{answers}}/$ARG1$
        }
        define command {
          command_name tell-host
          command_line {{plugin}} record {{clock}} {{record}} tell "$HOSTNAME$" "" "$CONTACTNAME$" "$NOTIFICATIONTYPE$" "$HOSTSTATE$" "$HOSTNOTIFICATIONNUMBER$" "$NOTIFICATIONRECIPIENTS$" "$NOTIFICATIONAUTHOR$" "$NOTIFICATIONCOMMENT$"
        }
        define command {
          command_name tell-service
          command_line {{plugin}} record {{clock}} {{record}} tell "$HOSTNAME$" "$SERVICEDESC$" "$CONTACTNAME$" "$NOTIFICATIONTYPE$" "$SERVICESTATE$" "$SERVICENOTIFICATIONNUMBER$" "$NOTIFICATIONRECIPIENTS$" "$NOTIFICATIONAUTHOR$" "$NOTIFICATIONCOMMENT$"
        }
        define command {
          command_name handle-host
          command_line {{plugin}} record {{clock}} {{record}} handle "$HOSTNAME$" "" "$HOSTSTATE$" "$HOSTSTATETYPE$" "$HOSTATTEMPT$"
        }
        define command {
          command_name handle-service
          command_line {{plugin}} record {{clock}} {{record}} handle "$HOSTNAME$" "$SERVICEDESC$" "$SERVICESTATE$" "$SERVICESTATETYPE$" "$SERVICEATTEMPT$"
        }
        define command {
          command_name obsess-host
          command_line {{plugin}} record {{clock}} {{record}} obsess "$HOSTNAME$" "" "$HOSTSTATE$" "$HOSTSTATETYPE$" "$HOSTATTEMPT$"
        }
        define command {
          command_name obsess-service
          command_line {{plugin}} record {{clock}} {{record}} obsess "$HOSTNAME$" "$SERVICEDESC$" "$SERVICESTATE$" "$SERVICESTATETYPE$" "$SERVICEATTEMPT$"
        }
        define contact {
          contact_name nobody
          host_notifications_enabled 0
          service_notifications_enabled 0
          host_notification_period never
          service_notification_period never
          host_notification_commands tell-host
          service_notification_commands tell-service
        }
        # nagios4 refuses a configuration without services.
        define host {
          host_name idle
          address 127.0.0.1
          max_check_attempts 1
          contacts nobody
        }
        define service {
          host_name idle
          service_description idle
          check_command answer!idle
          active_checks_enabled 0
          max_check_attempts 1
          contacts nobody
        }
        {{Shared}}
        {{string.Concat(Cases.Select(one => one.Configuration()))}}
        """;
}
