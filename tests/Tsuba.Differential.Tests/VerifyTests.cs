using System.Text.RegularExpressions;
using Tsuba.Model.Diagnostics;
using Tsuba.Testing.Requirements;

namespace Tsuba.Differential.Tests;

/// <summary>What <c>nagios4 -v</c> warns of in objects that it accepts, <c>tsuba verify</c> warns of too; of the time periods of hosts only the latter does.</summary>
public sealed partial class VerifyTests
{
    // Each object has attempts of its own: what shares its policies with another one is one finding here and several there.
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
          contact_name no-periods
          host_notification_commands tell
          service_notification_commands tell
          host_notification_options d,r
          service_notification_options c,r
        }
        define contact {
          contact_name recoveries
          host_notification_period always
          service_notification_period always
          host_notification_commands tell
          service_notification_commands tell
          host_notification_options r
          service_notification_options r
        }
        define host {
          host_name no-periods
          max_check_attempts 1
          contacts recoveries
          notification_interval 60
        }
        define host {
          host_name recoveries
          max_check_attempts 2
          contacts recoveries
          check_period always
          notification_period always
          notification_options r
          notification_interval 60
        }
        define host {
          host_name nobody
          max_check_attempts 3
          check_period always
          notification_period always
          notification_interval 60
        }
        define service {
          host_name no-periods
          service_description no-periods
          check_command tell
          max_check_attempts 4
          contacts recoveries
          notification_interval 60
        }
        define service {
          host_name recoveries
          service_description recoveries
          check_command tell
          max_check_attempts 5
          contacts recoveries
          check_period always
          notification_period always
          notification_options r
          notification_interval 60
        }
        define service {
          host_name nobody
          service_description nobody
          check_command tell
          max_check_attempts 6
          check_period always
          notification_period always
          notification_interval 60
        }
        define service {
          host_name recoveries
          service_description impatient
          check_command tell
          max_check_attempts 7
          contacts recoveries
          check_interval 10
          check_period always
          notification_period always
          notification_interval 5
        }
        """;

    [RequiresFact(Requirement.Nagios4)]
    public async Task Verify_Slips_AreThoseOfNagios()
    {
        var (exitCode, output, verification) = await BothVerify.RunAsync(Objects);
        Assert.True(exitCode == 0, output);
        Assert.True(verification.IsAccepted, string.Join('\n', verification.Findings));
        var theirs = output.Split('\n').Where(line => line.StartsWith("Warning: ", StringComparison.Ordinal)).Select(Kind).Order(StringComparer.Ordinal).ToList();
        var ours = verification.Findings.Where(finding => finding.Severity == Severity.Warning).Select(Kind).Order(StringComparer.Ordinal).ToList();

        Assert.Contains("period: no-periods;no-periods notification", theirs);
        Assert.Equal(theirs, ours.Where(kind => !IsPeriodOfHost(kind)));
        Assert.Equal(["period: no-periods check", "period: no-periods notification"], ours.Where(IsPeriodOfHost));
    }

    private static bool IsPeriodOfHost(string kind) =>
        !kind.Contains(';', StringComparison.Ordinal) && kind.StartsWith("period: ", StringComparison.Ordinal) && (kind.EndsWith(" check", StringComparison.Ordinal) || kind.EndsWith(" notification", StringComparison.Ordinal));

    // Both in the same few words: what, whose, and which.
    private static string Kind(string line)
    {
        var name = NamePattern().Match(line) is { Success: true } found
            ? found.Groups["host"].Value.Length > 0 ? $"{found.Groups["host"].Value};{found.Groups["name"].Value}" : found.Groups["name"].Value
            : "";
        var of = line.Contains("ost notification time period", StringComparison.Ordinal) || line.Contains("Host recovery", StringComparison.Ordinal) ? "host"
            : line.Contains("service notification time period", StringComparison.Ordinal) || line.Contains("Service recovery", StringComparison.Ordinal) ? "service"
            : line.Contains("check time period", StringComparison.Ordinal) ? "check" : "notification";
        return line.Contains("time period", StringComparison.Ordinal) ? $"period: {name} {of}"
            : line.Contains("ecovery notification option", StringComparison.Ordinal) ? $"recovery: {name} {of}"
            : line.Contains("no default contacts", StringComparison.Ordinal) ? "contacts"
            : line.Contains("notification interval less", StringComparison.Ordinal) ? $"interval: {name}"
            : line;
    }

    private static string Kind(Diagnostic finding)
    {
        var words = finding.Message.Split(' ');
        return finding.Code switch
        {
            "TSB2012" => $"period: {words[0]} {OwnPattern().Replace(words[3].TrimEnd(':'), "")}",
            "TSB2013" => $"recovery: {words[2]} {OwnPattern().Replace(words[0], "")}",
            "TSB2014" => $"interval: {words[2]}",
            "TSB1422" => "contacts",
            _ => finding.ToString(),
        };
    }

    [GeneratedRegex(@"(?<kind>[Ss]ervice|[Hh]ost|[Cc]ontact) '(?<name>[^']+)'( (on|for) host '(?<host>[^']+)')?", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex NamePattern();

    // check_period → check, host_notification_period → host, notification_options → notification.
    [GeneratedRegex("(?<=check|host|service)_.*$|(?<=^notification)_.*$", RegexOptions.None, 1000)]
    private static partial Regex OwnPattern();
}
