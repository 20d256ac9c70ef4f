using System.Text;
using Tsuba.Model.ExternalCommands;
using Tsuba.Model.Plugins;
using Tsuba.Modules.Graphite.Lines;
using Tsuba.Modules.Passive.Pipe;
using Tsuba.Testing.Fuzzing;
using Xunit.Abstractions;

namespace Tsuba.Modules.Tests.Hostile;

/// <summary>External commands, outputs of plugins and performance data that are nearly right.</summary>
public sealed class CommandFuzzTests(ITestOutputHelper output)
{
    private const int MostOutput = 8192;

    // 1e308% is written with 309 digits.
    private static readonly FuzzLimits _perfdataLimits = new() { BytesPerByte = 5_000 };

    private static readonly string[] _commands =
    [
        "[1700000000] PROCESS_SERVICE_CHECK_RESULT;web;http;2;CRITICAL - refused|time=1s;2;3;0;10\n",
        "PROCESS_HOST_CHECK_RESULT;web;0;up\\nsecond line\n",
        "[1700000000] SCHEDULE_SVC_DOWNTIME;web;http;1700000100;1700003700.7;1;0;3600;bob;disk; then reboot\n",
        "ACKNOWLEDGE_HOST_PROBLEM;web;2;1;0;bob;looking\nDISABLE_NOTIFICATIONS\n",
        "DEL_DOWNTIME_BY_HOST_NAME;web;;;all;of it\n",
        "CHANGE_CUSTOM_SVC_VAR;web;http;_KEY;value\n",
        "CHANGE_HOST_CHECK_COMMAND;web;check_ping!100!20%\n",
    ];

    private static readonly string[] _outputs =
    [
        "OK - fine|time=0.5s;1;2;0;10 size=12KB",
        "CRITICAL - two | bars | 'a label'=1;@1:2;~:5;;\nlong text\nmore|last=5% 'it''s'=U",
        "WARNING \\| no perfdata",
        "'x y'=12.5e3MB;10:20;~:30;0;100 load1=0,5;;; b=-1c",
    ];

    private static readonly string[] _words = [.. ExternalCommandTable.Rows.Select(row => row.Name + ";").Take(60), "[1700000000] ", ";", "\\n", "\n", "|", "=", "'", "U", "@", "~:", "%", "\t"];

    [Fact]
    public async Task CommandLines_ThatAreAccepted_PrintAndParseToTheSame() =>
        output.WriteLine(await new Fuzzer("external command", _commands, _words, new FuzzLimits()).RunAsync(input =>
        {
            var lines = new List<string>();
            new LineSplitter(CommandLineLimits.DefaultMaxLength).Take(input, lines);
            var accepted = 0;
            foreach (var line in lines)
            {
                var parsed = ExternalCommandParser.Parse(line, CommandLineLimits.DefaultMaxLength);
                Assert.True(parsed.Command is null != parsed.Refusal is null);
                if (parsed.Command is { } command)
                {
                    accepted++;
                    var again = ExternalCommandParser.Parse(command.ToString(), CommandLineLimits.DefaultMaxLength).Command;
                    Assert.NotNull(again);
                    Assert.Equal(command.ToString(), again.ToString());
                    Assert.True(command.Arguments.SequenceEqual(again.Arguments));
                    Assert.DoesNotContain(command.ToString(), character => character is '\n' or '\r' or '\0');
                }

                if (ExternalCommandParser.TryParsePassiveResult(line, CommandLineLimits.DefaultMaxLength, out var result))
                {
                    Assert.Equal(parsed.Command?.HostName, result.Host.ToString());
                    Assert.Equal(parsed.Command?.Timestamp, result.Timestamp);
                }
            }

            return accepted > 0;
        }));

    [Fact]
    public async Task EncodedFields_OfAnyText_StayTheFieldsOfOneLine() =>
        output.WriteLine(await new Fuzzer("command encoder", ["web\u0001http\u00011\u0001bob\u0001a comment", "web\u0001a b\u00010\u0001ann\u0001two\nlines"], _words, new FuzzLimits()).RunAsync(input =>
        {
            var fields = Encoding.UTF8.GetString(input).Split('\u0001');
            var encoded = ExternalCommandEncoder.Encode(null, "ADD_SVC_COMMENT", fields.Length > 5 ? fields.AsSpan(0, 5) : fields, CommandLineLimits.DefaultMaxLength);
            if (encoded.Line is not { } line)
            {
                Assert.NotNull(encoded.Refusal);
                return false;
            }

            var command = ExternalCommandParser.Parse(line, CommandLineLimits.DefaultMaxLength).Command;
            Assert.NotNull(command);
            Assert.Equal("ADD_SVC_COMMENT", command.Name);
            Assert.Equal(fields[0].Trim(), command.Text(0));
            Assert.Equal(fields[1].Trim(), command.Text(1));
            Assert.DoesNotContain(line, char.IsControl(line[0]) ? _ => true : character => character is '\n' or '\r' or '\u0085' or '\u2028' or '\0');
            return true;
        }));

    [Fact]
    public async Task Outputs_OfAnyText_AreSplitWithinTheirLength() =>
        output.WriteLine(await new Fuzzer("plugin output", _outputs, _words, new FuzzLimits()).RunAsync(input =>
        {
            var text = Encoding.UTF8.GetString(input);
            foreach (var isEscaped in new[] { false, true })
            {
                var parsed = PluginOutput.Parse(text, MostOutput, isEscaped);
                Assert.True(parsed.Short.Length + parsed.Long.Length + parsed.Perfdata.Length <= MostOutput + 3);

                // A text that is looked through as a collection costs more than the parser.
                Assert.False(parsed.Short.Contains('\n') || parsed.Perfdata.Contains('\n'), text);
            }

            return true;
        }));

    [Fact]
    public async Task Perfdata_ThatIsRead_PrintsAndReadsToTheSame() =>
        output.WriteLine(await new Fuzzer("perfdata", _outputs.Select(text => text[(text.LastIndexOf('|') + 1)..]).Where(text => text.Contains('=', StringComparison.Ordinal)), _words, _perfdataLimits).RunAsync(input =>
        {
            var reader = new PerfdataReader(Encoding.UTF8.GetString(input));
            var count = 0;
            while (reader.Read(out var item))
            {
                count++;
                var again = new PerfdataReader(item.ToString());
                Assert.True(again.Read(out var same), item.ToString());
                Assert.Equal(item.ToString(), same.ToString());
                Assert.Equal(item.Label, same.Label);
                Assert.Equal(item.Value, same.Value);
                Assert.Equal(0, again.Rejected);
            }

            return count > 0;
        }));

    [Fact]
    public async Task CarbonNames_OfAnyText_AreOneElementOfOneLine() =>
        output.WriteLine(await new Fuzzer("carbon", ["web server", "disk /var", "a.b.c_12", "'/' 5"], _words, new FuzzLimits()).RunAsync(input =>
        {
            var text = Encoding.UTF8.GetString(input);
            var line = $"{MetricPath.Join(MetricPath.Prefix(text), MetricPath.Element(text), MetricPath.HostCheck)}.{MetricPath.Metric(text)} 1 1700000000\n";

            // As carbon reads it: three words, elements between dots.
            var words = line.TrimEnd('\n').Split();
            Assert.Equal(3, words.Length);
            Assert.Equal("1", words[1]);
            var elements = words[0].Split('.');
            Assert.All(elements, element => Assert.Matches(@"\A[A-Za-z0-9_-]+\z", element));
            Assert.Contains(MetricPath.Element(text), elements);
            Assert.Equal(Math.Max(1, text.Length), MetricPath.Element(text).Length);
            return true;
        }));
}
