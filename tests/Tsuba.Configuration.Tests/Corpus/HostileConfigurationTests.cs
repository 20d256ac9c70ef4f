using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tsuba.Configuration.Reports;
using Tsuba.Model.Diagnostics;
using Tsuba.Testing.Configuration;

namespace Tsuba.Configuration.Tests.Corpus;

/// <summary>Input that was made to break a reader: it is answered with findings, in bounded time and depth.</summary>
public sealed class HostileConfigurationTests
{
    // Whole lines that fit each other, so that random files reach deep into the resolution.
    private static readonly string[] Lines =
    [
        "define host {", "define service {", "define hostgroup {", "define contact {", "define timeperiod {", "define command {", "}", "define escalation {",
        "define hostdependency {", "define servicedependency {", "define serviceescalation {", "define hostescalation {", "define hostextinfo {", "define servicegroup {",
        "define realm {", "use a", "use a,b,c", "use b", "name a", "name b", "name c", "register 0", "host_name h1", "host_name h1,h2,!h1", "host_name *",
        "host_name a&!b", "hostgroup_name g1", "hostgroup_name g1&(g2|!g1)", "hostgroup_name ((", "members h1,h2", "members h1,s1", "hostgroup_members g1,g2",
        "hostgroups +g1", "hostgroups g2", "service_description s1", "service_description s $KEY$", "check_command c!$VALUE1$", "check_command bp_rule!(h1,s1|h2)",
        "duplicate_foreach _LIST", "_LIST a$(1)$$(2)$,b[1-3],c", "_!LIST b2", "default_value x", "check_interval 1", "retry_interval 1", "service_overrides s1,check_interval 3",
        "service_overrides *,contacts +k", "service_excludes r:s.*", "service_includes s1", "service_dependencies ,s1", "contacts k", "contacts +k", "contacts null", "contact_name k",
        "command_name c", "command_line /bin/true", "timeperiod_name t", "monday 00:00-24:00", "exclude t", "parents h2", "dependent_host_name h2",
        "dependent_service_description s1", "escalation_name e", "first_notification 1", "merge_host_contacts 1", "hostgroup_name g2", "hostgroup_name r", "servicegroup_name sg",
        "realm_name R", "default 1", "realm_members R", "servicegroups sg", "explode_hostgroup 1", "definition_order 5", "notifications_enabled maybe",
    ];

    [Fact]
    public void Load_RandomObjects_NeverThrows() => Prop.ForAll(
        Gen.Elements(Lines).ListOf().Select(lines => string.Join('\n', lines)).ToArbitrary(),
        text =>
        {
            foreach (var profile in new[] { "nagios", "shinken" })
            {
                var files = new MemorySourceFiles().With("main.cfg", $"compat={profile}\ncfg_file=o.cfg\nuse_regexp_matching=1\n").With("o.cfg", text);
                Assert.NotNull(Verification.Of(ConfigurationLoader.Load(files, ["main.cfg"])));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500).WithEndSize(300));

    [Fact]
    public void Load_RandomMainFile_NeverThrows() => Prop.ForAll(
        Gen.Elements("cfg_file=main.cfg", "cfg_dir=.", "cfg_dir=/", "resource_file=main.cfg", "=", "x=", "$A$=", "$=$", "compat=", "interval_length=", "\0", "cfg_dir=d", "triggers_dir=d", "}")
            .ListOf().Select(lines => string.Join('\n', lines)).ToArbitrary(),
        text =>
        {
            var files = new MemorySourceFiles().With("main.cfg", text).With("d/x.cfg", text).With("d/x.pack", text).With("d/x.trig", text).WithLink("d/loop", "d");
            Assert.NotNull(ConfigurationLoader.Load(files, ["main.cfg", "main.cfg"]));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Load_FileThatNamesItself_IsReadOnce()
    {
        var loaded = Load("cfg_file=main.cfg\ncfg_file=o.cfg\ncfg_file=o.cfg\n", "");

        Assert.Equal(2, loaded.Files.Length);
        Assert.Equal(["main.cfg:1", "main.cfg:3"], Places(loaded, FileFindings.FileNamedTwice));
    }

    [Fact]
    public void Load_DirectoryThatLinksToItself_IsReadOnce()
    {
        var files = new MemorySourceFiles().With("main.cfg", "cfg_dir=d\n").With("d/a.cfg", "# a\n").With("d/e/b.cfg", "# b\n").WithLink("d/e/loop", "d").WithLink("d/loop", "d");

        var loaded = ConfigurationLoader.Load(files, ["main.cfg"]);

        Assert.Equal(["main.cfg", "d/a.cfg", "d/e/b.cfg"], loaded.Files.Select(file => file.Path));
    }

    [Fact]
    public void Load_ChainOfTenThousandTemplates_IsCut()
    {
        var text = new StringBuilder();
        for (var index = 0; index < 10_000; index++)
        {
            text.Append("define host {\n name t").Append(index).Append("\n use t").Append(index + 1).Append("\n register 0\n}\n");
        }

        text.Append("define host {\n host_name h\n use t0\n}\n");

        Assert.NotEmpty(Places(Load("cfg_file=o.cfg\n", text.ToString()), TemplateFindings.TemplateTooDeep));
    }

    [Fact]
    public void Load_TemplatesThatDoubleAtEachLevel_TakesNoExponentialTime()
    {
        var text = new StringBuilder();
        for (var index = 0; index < 150; index++)
        {
            text.Append("define host {\n name a").Append(index).Append("\n use a").Append(index + 1).Append(",b").Append(index + 1).Append("\n register 0\n}\n");
            text.Append("define host {\n name b").Append(index).Append("\n use a").Append(index + 1).Append(",b").Append(index + 1).Append("\n register 0\n}\n");
        }

        text.Append("define host {\n host_name h\n use a0\n}\n");

        Assert.Equal(301, Load("cfg_file=o.cfg\n", text.ToString()).Resolved.Objects.Single(item => item.Key == "h").Templates.Length + 2);
    }

    [Fact]
    public void Load_GroupsNestedAThousandDeep_AreCut()
    {
        var text = new StringBuilder();
        for (var index = 0; index < 1_000; index++)
        {
            text.Append("define hostgroup {\n hostgroup_name g").Append(index).Append("\n hostgroup_members g").Append(index + 1).Append("\n}\n");
        }

        text.Append("define hostgroup {\n hostgroup_name g1000\n}\n");

        Assert.True(Load("cfg_file=o.cfg\n", text.ToString()).HasErrors);
    }

    [Fact]
    public void Load_NulBytesAndBrokenText_AreReportedWhereTheyStand()
    {
        var bytes = "define host {\n host_name a\n alias \0\n}\n# "u8.ToArray().Concat(new byte[] { 0xff, 0xfe }).ToArray();
        var files = new MemorySourceFiles().With("main.cfg", "cfg_file=o.cfg\n").With("o.cfg", bytes);

        var loaded = ConfigurationLoader.Load(files, ["main.cfg"]);

        Assert.Equal(["o.cfg:3"], Places(loaded, FileFindings.NulByte));
        Assert.Equal(["o.cfg:5"], Places(loaded, FileFindings.EncodingInvalid));
    }

    [Fact]
    public void Load_LineOfTwoMegabytes_IsRefused()
    {
        var loaded = Load("cfg_file=o.cfg\n", "define host {\n host_name a\n notes " + new string('n', 2 << 20) + "\n}\n");

        Assert.Equal(["o.cfg:3"], Places(loaded, FileFindings.LineTooLong));
    }

    [Fact]
    public void Load_ThousandsOfEqualFaults_AreCounted()
    {
        var text = new StringBuilder("define host {\n host_name h\n}\n");
        for (var index = 0; index < 3_000; index++)
        {
            text.Append("define hots {\n}\n");
        }

        var loaded = Load("cfg_file=o.cfg\n", text.ToString());

        Assert.Equal(1_000, Places(loaded, FileFindings.TypeUnknown).Count());
        Assert.Contains(loaded.Diagnostics, finding => finding.Code == FileFindings.TooManyFindings.Code && finding.Message.Contains("2000", StringComparison.Ordinal));
    }

    [Fact]
    public void Load_ObjectOfAHundredThousandLines_TakesNoQuadraticTime()
    {
        var text = new StringBuilder("define host {\n host_name h\n notifications_enabled 0\n");
        for (var index = 0; index < 100_000; index++)
        {
            text.Append(" _V").Append(index * 7919 % 100_003).Append(" x\n parents h").Append(index).Append("\n service_excludes s\n");
        }

        var loaded = Load("cfg_file=o.cfg\n", text.Append("}\n").ToString());

        Assert.Equal(1_000, Places(loaded, ReferenceFindings.HostUnknown).Count());
    }

    private static LoadedConfiguration Load(string main, string objects) =>
        ConfigurationLoader.Load(new MemorySourceFiles().With("main.cfg", main).With("o.cfg", objects), ["main.cfg"]);

    private static IEnumerable<string> Places(LoadedConfiguration loaded, DiagnosticCode code) =>
        loaded.Diagnostics.Where(finding => finding.Code == code.Code).Select(finding => $"{finding.Location.File}:{finding.Location.Line}");
}
