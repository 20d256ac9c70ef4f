using System.Buffers;
using System.Text;
using System.Text.Json;
using Tsuba.Configuration.Reports;
using Tsuba.Model.Diagnostics;
using Tsuba.Testing.Configuration;

namespace Tsuba.Configuration.Tests.Reports;

public sealed class VerificationTests
{
    private const string Host = "define host {\n host_name web1\n notifications_enabled 0\n max_check_attempts 3\n}\n";

    [Fact]
    public void WriteText_GoodConfiguration_SaysProfileAndCounts()
    {
        var output = new StringWriter { NewLine = "\n" };

        Load("", Host).WriteText(output, withNotes: false);

        Assert.Equal("profile nagios\n        1 host\no.cfg:1:1: warning TSB2012: web1 has no check_period: it is checked at any time\naccepted: 0 errors, 1 warning, 1 note\n", output.ToString());
    }

    [Fact]
    public void WriteText_NothingToMonitor_NamesTheMainFile()
    {
        var output = new StringWriter { NewLine = "\n" };

        Load("", "").WriteText(output, withNotes: false);

        Assert.Matches(@"(?m)^[^:\s]+: error TSB1025: no host is defined\nrefused: 1 error, 0 warnings, 0 notes$", output.ToString());
    }

    [Fact]
    public void WriteText_SeveralFaults_ReportsAllOfThemInOrder()
    {
        var output = new StringWriter { NewLine = "\n" };

        Load("enable_notification=1\n", Host + "define host {\n host_name web2\n notifications_enabled maybe\n parents web9\n contcats bob\n}\n")
            .WriteText(output, withNotes: false);

        Assert.Equal(
            """
            profile nagios
                    2 host
            main.cfg:2:1: warning TSB1006: there is no option "enable_notification"; did you mean "enable_notifications"?
            o.cfg:6:1: warning TSB1422: host has neither contacts nor contact_groups: nobody is notified
            o.cfg:8:24: error TSB1103: notifications_enabled: expected 1, yes, true, on, 0, no, false or off, found "maybe"
            o.cfg:9:10: error TSB1401: parents: there is no host "web9"; did you mean "web1"?
            o.cfg:10:2: warning TSB1101: host has no property "contcats"; did you mean "contacts"?
            refused: 2 errors, 3 warnings, 0 notes

            """,
            output.ToString());
    }

    [Fact]
    public void Findings_OneThatManyHostsShare_LeavesRoomForOthers()
    {
        var hosts = string.Concat(Enumerable.Range(0, 1200).Select(number => $"define host {{\n host_name h{number}\n max_check_attempts 3\n notifications_enabled 0\n poller_tag t{number}\n}}\n"));
        const string Service = "define service {\n host_name *\n check_command check\n check_interval 1\n retry_interval 1\n max_check_attempts 3\n";
        const string Check = "define command {\n command_name check\n command_line /bin/true\n}\n";

        var findings = Load("compat=shinken\n", hosts + Check + Service + " service_description a\n}\n" + Service + " service_description b\n}\n").Findings;

        Assert.Equal(2, findings.Count(finding => finding.Code == ReferenceFindings.ItemWithoutContact.Code));
        Assert.DoesNotContain(findings, finding => finding.Code == FileFindings.TooManyFindings.Code);
    }

    [Fact]
    public void Findings_OfSlips_StandOnceForThoseThatShareThem()
    {
        const string Shared = "define host {\n name t\n register 0\n max_check_attempts 3\n contacts bob\n check_interval 10\n notification_interval 5\n notification_options r\n}\n";
        const string Objects = Shared
            + "define host {\n use t\n host_name web1\n}\ndefine host {\n use t\n host_name web2\n}\n"
            + "define command {\n command_name tell\n command_line /bin/true\n}\n"
            + "define contact {\n contact_name bob\n host_notification_commands tell\n service_notification_commands tell\n service_notification_options r\n host_notification_options d\n}\n";

        var findings = Load("", Objects).Findings.Where(finding => finding.Code.StartsWith("TSB20", StringComparison.Ordinal) && finding.Severity == Severity.Warning).Select(finding => finding.ToString());

        Assert.Equal(
            [
                "o.cfg:7:24: warning TSB2014: notification_interval of web1 is shorter than its check_interval: with the semantics of Nagios a problem is told again with its next check",
                "o.cfg:8:23: warning TSB2013: notification_options of web1 has r without d or u: who is not told of a problem is not told of its end",
                "o.cfg:10:1: warning TSB2012: web1 has no check_period: it is checked at any time",
                "o.cfg:10:1: warning TSB2012: web1 has no notification_period: it is notified at any time",
                "o.cfg:22:1: warning TSB2012: bob has no host_notification_period: it is notified at any time",
                "o.cfg:22:1: warning TSB2012: bob has no service_notification_period: it is notified at any time",
                "o.cfg:26:31: warning TSB2013: service_notification_options of bob has r without w or c: who is not told of a problem is not told of its end",
            ],
            findings);
    }

    [Theory]
    [InlineData("nagios", "TSB2015: no services: web0, web1, web10, web11, web12, web13, web14, web2, web3, web4 and 5 more")]
    [InlineData("shinken", null)]
    public void Findings_OfHostsWithoutServices_AreOneInNagiosOnly(string profile, string? expected)
    {
        var hosts = string.Concat(Enumerable.Range(0, 15).Select(number => $"define host {{\n host_name web{number}\n max_check_attempts 3\n}}\n"));
        var service = "define host {\n host_name full\n max_check_attempts 3\n}\ndefine command {\n command_name check\n command_line /bin/true\n}\n"
            + "define service {\n host_name full\n service_description s\n check_command check\n max_check_attempts 3\n}\n";

        var found = Load($"compat={profile}\n", hosts + service).Findings.SingleOrDefault(finding => finding.Code == "TSB2015");

        Assert.Equal(expected, found is null ? null : $"{found.Code}: {found.Message}");
    }

    [Theory]
    [InlineData("", "TSB2016: bob has no service_notification_options: it is not told of any service")]
    [InlineData(" service_notification_options n\n", null)]
    [InlineData(" service_notification_options c\n", null)]
    public void Findings_OfAContact_SayThatItsOptionsAreMissing(string line, string? expected)
    {
        foreach (var profile in new[] { "nagios", "shinken" })
        {
            var contact = "define command {\n command_name tell\n command_line /bin/true\n}\n"
                + $"define contact {{\n contact_name bob\n host_notification_commands tell\n service_notification_commands tell\n host_notification_options d\n{line}}}\n";

            var found = Load($"compat={profile}\n", Host + contact).Findings.SingleOrDefault(finding => finding.Code == "TSB2016");

            Assert.Equal(expected, found is null ? null : $"{found.Code}: {found.Message}");
        }
    }

    // Deviation D-261.
    [Theory]
    [InlineData("retain_status_information 0", "retain_status_information 0 of a host has no effect here: its state is kept over restarts")]
    [InlineData("retain_nonstatus_information 0", "retain_nonstatus_information 0 of a host has no effect here: its state is kept over restarts")]
    [InlineData("retain_status_information 1", null)]
    public void Findings_OfRetentionSwitchedOff_SayThatItIsKept(string line, string? expected)
    {
        var found = Load("", $"define host {{\n host_name web\n {line}\n}}\n").Findings.SingleOrDefault(finding => finding.Code == "TSB1107");

        Assert.Equal(expected, found?.Message);
    }

    [Fact]
    public void WriteJson_FaultyConfiguration_HasTheFindingsAsData()
    {
        var output = new ArrayBufferWriter<byte>();

        Load("", Host + "}\n").WriteJson(output);

        using var document = JsonDocument.Parse(output.WrittenMemory);
        var finding = document.RootElement.GetProperty("findings")[0];
        Assert.False(document.RootElement.GetProperty("accepted").GetBoolean());
        Assert.Equal(1, document.RootElement.GetProperty("errors").GetInt32());
        Assert.Equal("TSB1014", finding.GetProperty("code").GetString());
        Assert.Equal("o.cfg", finding.GetProperty("file").GetString());
        Assert.Equal(6, finding.GetProperty("line").GetInt32());
    }

    [Fact]
    public void WriteJson_NamesInOtherLetters_AreReadable()
    {
        var output = new ArrayBufferWriter<byte>();

        Load("", Host.Replace("web1", "été", StringComparison.Ordinal)).WriteJson(output);

        Assert.Contains("été has no check_period", Encoding.UTF8.GetString(output.WrittenSpan), StringComparison.Ordinal);
    }

    [Fact]
    public void Write_DumpWithOrigin_NamesThePlaceOfEachValue()
    {
        var loaded = ConfigurationLoader.Load(new MemorySourceFiles().With("main.cfg", "cfg_file=o.cfg\n").With("o.cfg", Host), ["main.cfg"]);
        var output = new ArrayBufferWriter<byte>();

        ConfigurationDump.Write(loaded.Resolved, withOrigin: true, output);

        using var document = JsonDocument.Parse(output.WrittenMemory);
        var host = document.RootElement.GetProperty("objects").EnumerateArray().Single(item => item.GetProperty("type").GetString() == "host");
        Assert.Equal("o.cfg:3:24", host.GetProperty("properties").GetProperty("notifications_enabled").GetProperty("origin").GetString());
    }

    [Fact]
    public void Write_Dump_HidesPasswordsOfContactsAndModules()
    {
        const string Objects = """
            define contact {
              contact_name eva
              password hunter2
            }
            define module {
              module_name mongo
              module_type mongodb
              username monitor
              password hunter2
              uri mongodb://monitor:hunter2@db1,db2/?tls=true
            }
            define module {
              module_name hook
              module_type webhooks
              url https://hooks.example/a:b@c
              secret hunter2
              otlp_headers api-key=hunter2
            }
            """;
        var loaded = ConfigurationLoader.Load(new MemorySourceFiles().With("main.cfg", "cfg_file=o.cfg\n").With("o.cfg", Objects), ["main.cfg"]);
        var output = new ArrayBufferWriter<byte>();

        ConfigurationDump.Write(loaded.Resolved, withOrigin: false, output);

        var text = Encoding.UTF8.GetString(output.WrittenSpan);
        Assert.DoesNotContain("hunter2", text, StringComparison.Ordinal);
        Assert.Contains("mongodb://monitor:***@db1,db2/?tls=true", text, StringComparison.Ordinal);
        Assert.Contains("https://hooks.example/a:b@c", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_SeveralMainFiles_ReadsThemInOrder()
    {
        var files = new MemorySourceFiles().With("a.cfg", "interval_length=30\ncfg_dir=objects\n").With("b.cfg", "interval_length=10\n").With("objects/o.cfg", Host);

        var verification = Verification.Of(ConfigurationLoader.Load(files, ["a.cfg", "b.cfg"]));

        Assert.Equal(TimeSpan.FromSeconds(10), verification.Snapshot?.Settings.IntervalLength);
    }

    [Fact]
    public void Of_NoFile_IsRefused()
    {
        var verification = Verification.Of(ConfigurationLoader.Load(new MemorySourceFiles(), ["/etc/nagios.cfg"]));

        Assert.Equal("/etc/nagios.cfg: error TSB1001: cannot read /etc/nagios.cfg: no such file", Assert.Single(verification.Findings).ToString());
    }

    private static Verification Load(string main, string objects) => Verification.Of(
        ConfigurationLoader.Load(new MemorySourceFiles().With("main.cfg", "cfg_file=o.cfg\n" + main).With("o.cfg", objects), ["main.cfg"]));
}
