using System.Buffers;
using Tsuba.Configuration.Reports;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.BusinessRules;
using Tsuba.Testing.Configuration;
using Tsuba.Testing.Fuzzing;
using Xunit.Abstractions;

namespace Tsuba.Configuration.Tests.Hostile;

/// <summary>Files of the configuration that are nearly right: findings, no exceptions, and no byte of a file is lost.</summary>
public sealed class ConfigurationFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] _files =
    [
        "define host {\n host_name h1,h2 ; comment\n alias A\\;B\n use a\n check_command c!1!$ARG1$\n contacts k\n _KEY value $(1)$\n}\ndefine host {\n name a\n register 0\n max_check_attempts 3\n}\n",
        "define service {\n host_name h1\n service_description s $KEY$\n duplicate_foreach _LIST\n check_command bp_rule!(h1,s1|h2)&2 of: h1,s1|h2\n}\ndefine hostgroup {\n hostgroup_name g1\n members h1,!h2,*\n hostgroup_members g2\n}\n",
        "define timeperiod {\n timeperiod_name t\n monday 00:00-24:00,12:30-13:00\n 2024-01-01 - 2024-12-31 / 3 09:00-17:00\n day 1 - 15 00:00-24:00\n february -1 00:00-12:00\n exclude u\n}\n",
        "define command {\n command_name c\n command_line /bin/true -H $HOSTADDRESS$ \\\n  -w 1\n}\ndefine contact {\n contact_name k\n host_notification_options d,u,r\n}\n# end\n",
        "define servicedependency {\n host_name h1\n service_description s\n dependent_host_name h2\n dependent_service_description s\n execution_failure_criteria w,u,c\n}\r\ndefine escalation {\n escalation_name e\n first_notification 1\n}\n",
    ];

    private static readonly string[] _words =
    [
        "define ", "host", "service", "hostgroup", "timeperiod", "{\n", "}\n", "host_name ", "use ", "name ", "register 0\n", "members ", "check_command ", "bp_rule!", "duplicate_foreach ", "$(", "]", "[1-9]",
        "hostgroup_name ((", "&", "!", "*", "+", "null", "\\\n", ";", "#", "cfg_dir=.", "$USER1$", "(", ")", "1 of: ", "r:", "g:", "-", "/ 3", "service_overrides ", "parents ", "realm ", "1-99999999",
    ];

    [Fact]
    public async Task SyntaxTrees_OfAnyBytes_PrintTheBytesThatWereParsed() =>
        output.WriteLine(await new Fuzzer("syntax", _files, _words, new FuzzLimits()).RunAsync(input =>
        {
            var tree = SyntaxTree.Parse("file", input);
            var printed = new ArrayBufferWriter<byte>();
            tree.Print(printed);
            Assert.True(printed.WrittenSpan.SequenceEqual(input));
            return tree.Blocks.Length > 0;
        }));

    [Theory]
    [InlineData("nagios")]
    [InlineData("shinken")]
    public async Task Configurations_OfAnyBytes_AreLoadedWithFindings(string profile) =>
        output.WriteLine(await new Fuzzer($"configuration {profile}", _files, _words, new FuzzLimits { MostInputBytes = 8 * 1024, FixedBytes = 256L * 1024 * 1024, BytesPerByte = 0, LongestRun = TimeSpan.FromSeconds(5) }).RunAsync(input =>
        {
            var files = new MemorySourceFiles().With("main.cfg", $"compat={profile}\ncfg_file=o.cfg\nuse_regexp_matching=1\n").With("o.cfg", input);
            return Verification.Of(ConfigurationLoader.Load(files, ["main.cfg"])) is not null;
        }));

    [Fact]
    public async Task MainFiles_OfAnyBytes_AreLoadedWithFindings() =>
        output.WriteLine(await new Fuzzer(
            "main file",
            ["cfg_file=o.cfg\ncfg_dir=d\nresource_file=r.cfg\ninterval_length=60\ncompat=shinken\n$USER1$=/usr/lib\nlog_file=/var/log/x\nuse_timezone=Europe/Paris\n"],
            ["cfg_file=", "cfg_dir=", "resource_file=", "triggers_dir=", "d/", "../", "=", "$A$=", "compat=nagios\n", "use_timezone=", "illegal_object_name_chars=", "modules="],
            new FuzzLimits { MostInputBytes = 8 * 1024, FixedBytes = 64L * 1024 * 1024, BytesPerByte = 0, LongestRun = TimeSpan.FromSeconds(5) }).RunAsync(input =>
        {
            var files = new MemorySourceFiles().With("main.cfg", input).With("o.cfg", _files[0]).With("r.cfg", input).With("d/x.cfg", _files[1]).With("d/x.pack", input).With("d/x.trig", input);
            return ConfigurationLoader.Load(files, ["main.cfg"]) is not null;
        }));

    [Fact]
    public async Task Packs_OfAnyBytes_AreLoadedWithFindings() =>
        output.WriteLine(await new Fuzzer("pack", ["{\"name\":\"linux\",\"type\":\"templates\",\"doc\":{\"a\":[1,2]},// x\n\"path\":\"p/\",}", "{\"n\\u0061me\":\"b\"}"], ["{", "}", "[", "]", "\"name\":", "\"\\ud800\"", "null", "[[[[[[[["], new FuzzLimits { FixedBytes = 8 * 1024 * 1024 }).RunAsync(input =>
            ConfigurationLoader.Load(new MemorySourceFiles().With("main.cfg", "cfg_dir=d\n").With("d/x.cfg", _files[0]).With("d/x.pack", input), ["main.cfg"]).Files.Length > 0));

    [Fact]
    public async Task BusinessRules_OfAnyText_AreReadOrRefused() =>
        output.WriteLine(await new Fuzzer("business rule", ["(h1,s1&!h2)|(g:g1,r:^a.*&l:x)", "2,1,50% of: a,b & c,d | *,s", "g:g,s & (95% of: h,*)"], _words, new FuzzLimits()).RunAsync(input =>
        {
            var result = BusinessRuleParser.Parse(System.Text.Encoding.UTF8.GetString(input));
            Assert.True(result.Rule is null != result.Error is null);
            return result.Rule is not null;
        }));
}
