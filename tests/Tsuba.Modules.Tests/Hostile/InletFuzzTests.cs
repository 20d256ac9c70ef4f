using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Tsuba.Model.ExternalCommands;
using Tsuba.Modules.Passive;
using Tsuba.Modules.Passive.Alertmanager;
using Tsuba.Modules.Passive.Nrdp;
using Tsuba.Modules.Passive.Nsca;
using Tsuba.Modules.Passive.Spool;
using Tsuba.Modules.Passive.WebService;
using Tsuba.Testing.Fuzzing;
using Xunit.Abstractions;

namespace Tsuba.Modules.Tests.Hostile;

/// <summary>The inlets of passive results: whatever comes in, what goes on is one line of one command for one item, or nothing.</summary>
public sealed class InletFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] _words = ["\n", "\r\n", ";", "PROCESS_HOST_CHECK_RESULT;x;0;", "[1700000000] ", "\\n", "|", "\u2028", "\0"];

    [Fact]
    public async Task NscaPackets_WithTheRightSum_GiveOneCommandOrNone() =>
        output.WriteLine(await new Fuzzer("nsca", [Packet(NscaPacket.ShortBytes), Packet(NscaPacket.LongBytes)], _words, new FuzzLimits()).RunAsync(input =>
        {
            var accepted = false;
            foreach (var length in new[] { NscaPacket.ShortBytes, NscaPacket.LongBytes })
            {
                var bytes = new byte[length];
                input.AsSpan(0, Math.Min(length, input.Length)).CopyTo(bytes);
                NscaPacket.TryRead(bytes, out _);

                // A sum that fits lets everything else through.
                BinaryPrimitives.WriteInt16BigEndian(bytes, 3);
                BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(4), NscaPacket.Sum(bytes));
                Assert.True(NscaPacket.TryRead(bytes, out var packet));
                accepted |= IsOneResult(PassiveResultLine.Of(packet.UtcSeconds, packet.Host, packet.Service, packet.ReturnCode, packet.Output), packet.Host, packet.Service);
            }

            return accepted;
        }));

    [Fact]
    public Task NrdpXml_OfAnyBytes_GivesRowsOrARefusal() => NrdpAsync(
        "nrdp xml",
        [
            "<?xml version='1.0'?><checkresults><checkresult type='host' checktype='1'><hostname>db</hostname><state>0</state><output>up</output></checkresult></checkresults>",
            "<checkresults>\n<checkresult type='service'><hostname>web</hostname><servicename>http</servicename><state>2</state><output>down &lt;now&gt;|t=1s</output><time>1700000000</time></checkresult>\n<checkresult><hostname>a</hostname><state>1</state><output><![CDATA[x]]></output></checkresult></checkresults>",
        ],
        ["<!DOCTYPE a [<!ENTITY b \"c\">]>", "&b;", "&#10;", "&#x0;", "<a>", "</a>", "<checkresult>", "</checkresult>", "<hostname>", "</hostname>", "<![CDATA[", "]]>", "<!--", "-->", "<?x ?>", "xmlns='y'"],
        NrdpReader.OfXml);

    [Fact]
    public Task NrdpJson_OfAnyBytes_GivesRowsOrARefusal() => NrdpAsync(
        "nrdp json",
        [
            """{"checkresults":[{"checkresult":{"type":"service","checktype":"1"},"hostname":"web","servicename":"http","state":"1","output":"slow"},{"checkresult":{"type":"host"},"hostname":"db","state":0,"output":"up"}]}""",
            """{"checkresults":[{"hostname":"a\u00e9","state":"2","output":"x\ny","time":1700000000}]}""",
        ],
        ["{", "}", "[", "]", "\"hostname\":", "\"checkresults\":", "\"\\ud800\"", "null", "true", "1e999", "[[[[[[[[[["],
        NrdpReader.OfJson);

    [Fact]
    public async Task SpoolFiles_OfAnyBytes_GiveCommandsOrRefusals() =>
        output.WriteLine(await new Fuzzer(
            "spool",
            [
                "### Active Check Result File ###\nfile_time=1700000000\n\n### Nagios Service Check Result ###\nhost_name=web\nservice_description=http\ncheck_type=1\nfinish_time=1700000000.500000\nreturn_code=2\noutput=CRITICAL - x|a=1\\nmore\n",
                "host_name=db\nreturn_code=0\noutput=up\nhost_name=web\nreturn_code=1\noutput=down\n",
            ],
            [.. _words, "host_name=", "return_code=", "finish_time=", "output=", "service_description="],
            new FuzzLimits()).RunAsync(input =>
        {
            var refusals = new List<string>();
            var lines = CheckResultFile.Read(Encoding.UTF8.GetString(input), refusals);
            Assert.All(lines, line => Assert.NotNull(ExternalCommandParser.Parse(line, CommandLineLimits.DefaultMaxLength).Command));
            return lines.Count > 0;
        }));

    [Fact]
    public async Task Alerts_OfAnyBytes_GiveCommandsOrRefusals()
    {
        var mapping = AlertMapping.From(new Dictionary<string, string>());
        output.WriteLine(await new Fuzzer(
            "alertmanager",
            [
                """{"version":"4","groupKey":"g","truncatedAlerts":0,"status":"firing","alerts":[{"status":"firing","labels":{"alertname":"Disk","instance":"web:9100","severity":"warning"},"annotations":{"summary":"full | now"}},{"status":"resolved","labels":{"alertname":"Disk","instance":"[fd00::1]:9100"},"annotations":{}}]}""",
                """{"version":"4","alerts":[{"status":"firing","labels":{"host":"db.example.org","service_description":"x"},"annotations":{"description":"a\u0000\ny"}}]}""",
            ],
            [.. _words, "{", "}", "[", "]", "\"labels\":", "\"instance\":", "\"\\ud800\"", "null", "1e999", "[[[[[[[[[["],
            new FuzzLimits()).RunAsync(input =>
        {
            AlertGroup? group;
            try
            {
                group = JsonSerializer.Deserialize(input, AlertmanagerJson.Default.AlertGroup);
            }
            catch (JsonException)
            {
                return false;
            }

            var results = new AlertResults(mapping, host => host.Length % 2 == 0 ? true : null);
            foreach (var alert in group?.Alerts ?? [])
            {
                results.Add(alert);
            }

            var lines = results.Encode();
            var answer = results.Answer();
            Assert.Equal(lines.Count, answer.Results);
            Assert.Equal(answer.Alerts, answer.Taken + answer.Unknown + answer.Refused);
            Assert.All(lines, line => Assert.NotNull(ExternalCommandParser.Parse(line, CommandLineLimits.DefaultMaxLength).Command));
            return lines.Count > 0;
        }));
    }

    [Theory]
    [InlineData("application/x-www-form-urlencoded", "host_name=web&service_description=http&return_code=2&output=a%0Ab%7Ct%3D1", "host_name=web&host_name=db&action=add&comment=x&author=bob&start_time=1&duration=2")]
    [InlineData("multipart/form-data; boundary=B", "--B\r\nContent-Disposition: form-data; name=\"host_name\"\r\n\r\nweb\r\n--B\r\nContent-Disposition: form-data; name=\"output\"\r\n\r\nok\r\n--B--\r\n", "--B\r\nContent-Disposition: form-data; name=\"host_name\"\r\n\r\ndb\r\n--B--\r\n")]
    [InlineData("application/json", """[{"host_name":"web","return_code":2,"output":"a\nb"},{"host_name":"db","return_code":"0","output":"ok"}]""", """{"host_name":"web","service_description":"http","return_code":1,"output":"\u00e9"}""")]
    public async Task WebForms_OfAnyBytes_GiveRowsOrARefusal(string type, string first, string second) =>
        output.WriteLine(await new Fuzzer(
            $"web form {type.Split('/', ';')[1]}",
            [first, second],
            [.. _words, "host_name=", "&", "%00", "%zz", "--B\r\n", "--B--", "Content-Disposition: form-data; name=\"host_name\"; filename=\"../x\"\r\n\r\n", "\"host_name\":", "{", "[[[[[", "\"\\ud800\""],
            new FuzzLimits { FixedBytes = 4 * 1024 * 1024, BytesPerByte = 1_000 }).RunAsync(async input =>
        {
            var accepted = false;
            foreach (var operation in WebServiceOperations.All.Where(operation => operation.IsAboutItems))
            {
                var context = new DefaultHttpContext();
                context.Request.Method = "POST";
                context.Request.ContentType = type;
                context.Request.ContentLength = input.Length;
                context.Request.Body = new MemoryStream(input);
                var reading = await RequestReader.ReadAsync(context.Request, operation, CancellationToken.None);
                Assert.True(reading.Refusal is null || reading.Rows.Count == 0);
                foreach (var row in reading.Rows)
                {
                    accepted |= IsOneResult(operation.Encode(row, "bob", 1_700_000_000), row.Host, row.Service);
                }
            }

            return accepted;
        }));

    private delegate IReadOnlyList<NrdpRow> ReadRows(string text, out string? refusal);

    private async Task NrdpAsync(string name, string[] corpus, string[] words, ReadRows read) =>
        output.WriteLine(await new Fuzzer(name, corpus, [.. _words, .. words], new FuzzLimits { BytesPerByte = 1_000 }).RunAsync(input =>
        {
            var rows = read(Encoding.UTF8.GetString(input), out var refusal);
            if (refusal is not null)
            {
                return false;
            }

            Assert.NotEmpty(rows);
            foreach (var row in rows)
            {
                IsOneResult(PassiveResultLine.Of(null, row.Host, row.Service, 0, row.Output), row.Host, row.Service);
            }

            return true;
        }));

    private static bool IsOneResult(EncodedCommand encoded, string host, string service)
    {
        Assert.True(encoded.Line is null != encoded.Refusal is null);
        if (encoded.Line is not { } line)
        {
            return false;
        }

        Assert.True(line.AsSpan().IndexOfAny("\n\r\0") < 0, line);
        var command = ExternalCommandParser.Parse(line, CommandLineLimits.DefaultMaxLength).Command;
        Assert.NotNull(command);
        if (command.HostName is { } name)
        {
            Assert.Equal(host.Trim(), name);
            Assert.Equal(service.Length == 0 ? null : service.Trim(), command.ServiceDescription);
        }

        return true;
    }

    private static byte[] Packet(int length)
    {
        var bytes = new byte[length];
        BinaryPrimitives.WriteInt16BigEndian(bytes, 3);
        BinaryPrimitives.WriteUInt32BigEndian(bytes.AsSpan(8), 1_700_000_000);
        BinaryPrimitives.WriteInt16BigEndian(bytes.AsSpan(12), 2);
        "web"u8.CopyTo(bytes.AsSpan(14));
        "http"u8.CopyTo(bytes.AsSpan(78));
        "CRITICAL - refused|t=1s"u8.CopyTo(bytes.AsSpan(206));
        return bytes;
    }
}
