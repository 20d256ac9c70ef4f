using Tsuba.Model.Diagnostics;
using Tsuba.Testing.Requirements;

namespace Tsuba.Differential.Tests;

/// <summary>Slips that <c>nagios4 -v</c> accepts are accepted in the nagios profile, and those that it refuses are refused.</summary>
public sealed class VerifyToleranceTests
{
    private const string Objects = """
        define timeperiod {
          timeperiod_name always
          alias always
          monday 00:00-24:00
        }
        define command {
          command_name tell
          command_line /bin/true
        }
        define contact {
          contact_name bob
          host_notification_period always
          service_notification_period always
          host_notification_commands tell
          service_notification_commands tell
          host_notification_options d,r
          service_notification_options c,r
        }
        define contactgroup {
          contactgroup_name empty
          alias empty
        }
        define host {
          host_name web
          check_command tell
          max_check_attempts 1
          contacts bob
          check_period always
          notification_period always
          notification_interval 60
        }
        define service {
          host_name web
          service_description http
          check_command tell
          max_check_attempts 1
          contacts bob
          check_period always
          notification_period always
          notification_interval 60
        }

        """;

    [RequiresTheory(Requirement.Nagios4)]
    [InlineData("host_perfdata_command=nosuch", "", true, "TSB1429")]
    [InlineData("process_performance_data=1\nservice_perfdata_command=nosuch!a!b", "", true, "TSB1429")]
    [InlineData("process_performance_data=1\nhost_perfdata_file_processing_command=nosuch", "", true, "TSB1429")]
    [InlineData("process_performance_data=1\nservice_perfdata_file_processing_command=nosuch", "", true, "TSB1429")]
    [InlineData("ocsp_command=nosuch", "", false, "TSB1407")]
    [InlineData("ochp_command=nosuch", "", false, "TSB1407")]
    [InlineData("global_host_event_handler=nosuch", "", false, "TSB1407")]
    [InlineData("", "hostescalation host_name web|first_notification 1|last_notification 2|notification_interval 5", true, null)]
    [InlineData("", "serviceescalation host_name web|service_description http|first_notification 1|last_notification 2|notification_interval 5", true, null)]
    [InlineData("", "serviceescalation host_name web|service_description http|first_notification 1|last_notification 2|contact_groups empty", true, null)]
    [InlineData("", "serviceescalation host_name web|service_description http|notification_interval 5", true, "TSB1430")]
    [InlineData("", "serviceescalation host_name web|service_description http|first_notification 2|contacts bob", true, "TSB1430")]
    [InlineData("", "serviceescalation host_name web|service_description http|last_notification 2|contacts bob", true, null)]
    [InlineData("", "hostescalation first_notification 1|last_notification 2|contacts bob", false, "TSB1418")]
    [InlineData("", "serviceescalation host_name web|service_description http|first_notification 1|last_notification 2|contacts eve", false, "TSB1405")]
    public async Task Verify_OneSlip_IsAcceptedWhereNagiosAcceptsIt(string options, string escalation, bool isAccepted, string? code)
    {
        var words = escalation.Split(' ', 2);
        var objects = escalation.Length == 0 ? Objects : $"{Objects}define {words[0]} {{\n  {words[1].Replace("|", "\n  ", StringComparison.Ordinal)}\n}}\n";
        var (exitCode, output, ours) = await BothVerify.RunAsync(objects, options);

        Assert.True((exitCode == 0) == isAccepted, output);
        Assert.True(ours.IsAccepted == isAccepted, string.Join('\n', ours.Findings));
        Assert.Equal(code is null ? [] : [code], ours.Findings.Where(finding => finding.Severity != Severity.Information).Select(finding => finding.Code));
    }
}
