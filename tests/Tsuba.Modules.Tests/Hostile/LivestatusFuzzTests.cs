using System.Text;
using System.Text.Json;
using Tsuba.LiveState.Access;
using Tsuba.Modules.Livestatus;
using Tsuba.Modules.Livestatus.Server;
using Tsuba.Modules.Tests.Live;
using Tsuba.Testing.Fuzzing;
using Tsuba.Testing.Time;
using Xunit.Abstractions;

namespace Tsuba.Modules.Tests.Hostile;

/// <summary>Requests that are nearly right: each gets an answer or an error, and JSON is JSON whatever was asked.</summary>
public sealed class LivestatusFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] _requests =
    [
        "GET status\n\n",
        "GET hosts\nColumns: name state plugin_output\nFilter: name = web\nOutputFormat: json\nResponseHeader: fixed16\nKeepAlive: on\n\n",
        "GET services\nColumns: host_name description state last_check perf_data custom_variables\nFilter: state > 0\nFilter: host_name ~~ ^w\nAnd: 2\nFilter: description !~ x\nOr: 2\nNegate:\nSort: host_name asc\nLimit: 10\nOffset: 1\nOutputFormat: wrapped_json\n\n",
        "GET services\nStats: state = 0\nStats: sum latency\nStats: avg perf_data\nStats: has_been_checked = 1\nStats: state = 2\nStatsAnd: 2\nColumns: host_name\nOutputFormat: json\n\n",
        "GET hosts\nOutputFormat: python\nColumnHeaders: on\n\n",
        "GET services\nOutputFormat: CSV\nAuthUser: ann\nLocaltime: 1700000000\nTimelimit: 3\n\n",
        "GET hostgroups\nColumns: name members_with_state worst_service_state\nSeparators: 10 59 44 124\n\n",
        "GET servicesbyhostgroup\nColumns: hostgroup_name description groups\nFilter: groups >= x\nFilter: contacts < ann\nOutputFormat: json\n\n",
        "GET hosts\nFilter: custom_variables ~ SNMP pub\nFilter: modified_attributes ~~ notifications_enabled\nSort: custom_variables SNMP desc\nOutputFormat: json\n\n",
        "GET columns\nFilter: table = hosts\nColumns: name type\nOutputFormat: json\n\n",
        "GET comments\n\n",
        "GET problems\nColumns: name\nOutputFormat: json\n\n",
    ];

    private static readonly string[] _words =
    [
        "GET ", "Columns: ", "Filter: ", "Stats: ", "And: ", "Or: ", "Negate:\n", "StatsAnd: ", "StatsOr: ", "StatsNegate:\n", "Sort: ", "Limit: ", "Offset: ", "OutputFormat: json\n", "AuthUser: ",
        "WaitObject: web;http\n", "WaitCondition: state = 0\n", "WaitTrigger: all\n", "WaitTimeout: 1\n", "Localtime: ", "Separators: ", "Timelimit: ", " = ", " ~ ", " ~~ ", " !>= ", " like ", "state", "description",
        "custom_variables", "services_with_info", "members", "last_check", "latency", "std ", "avginv ", "(a+)+$", "[", "(?i)", ".*", "\n", "services\n", "log\n", "timeperiods\n", "columns\n",
    ];

    [Fact]
    public async Task Requests_OfAnyBytes_AreAnsweredWithinTheirBounds()
    {
        var settings = new LivestatusSettings();
        var queries = new LivestatusQuery(SampleSite.Create(), new ManualTime());
        var caller = Viewer.Everything("fuzz", canSubmitCommands: false);

        // An answer over all tables of the sample is large; what a pattern costs is bounded by its own length.
        var limits = new FuzzLimits { FixedBytes = 16 * 1024 * 1024, BytesPerByte = 2_000 };
        output.WriteLine(await new Fuzzer("livestatus", _requests, _words, limits).RunAsync(async input =>
        {
            using var reader = new RequestReader(new MemoryStream(input), settings, TimeProvider.System);
            var accepted = 0;
            while (true)
            {
                var block = await reader.ReadAsync(CancellationToken.None);
                if (block.Status != 200 || block.Lines.Count == 0)
                {
                    return accepted > 0;
                }

                accepted += IsAnswered(queries, block.Lines, caller) ? 1 : 0;
                if (block.IsLast)
                {
                    return accepted > 0;
                }
            }
        }));
    }

    private static bool IsAnswered(LivestatusQuery queries, IReadOnlyList<string> lines, Viewer caller)
    {
        var answer = queries.Answer(lines, caller);
        try
        {
            var body = answer.Body;
            var hasHeader = body.Length >= 16 && body.Span[15] == '\n' && lines.Any(line => string.Concat(line.Split(' ', '\t')).Equals("ResponseHeader:fixed16", StringComparison.OrdinalIgnoreCase));
            if (hasHeader)
            {
                Assert.Equal(body.Length - 16, int.Parse(Encoding.ASCII.GetString(body.Span[4..15]).Trim(), System.Globalization.CultureInfo.InvariantCulture));
                body = body[16..];
            }

            if (answer.Status != 200)
            {
                // One line of error, whatever the request held.
                Assert.Equal(body.Length - 1, body.Span.IndexOf((byte)'\n'));
                return false;
            }

            if (Formats(lines) is ["json"] or ["wrapped_json"])
            {
                using var document = JsonDocument.Parse(body);
            }

            return true;
        }
        finally
        {
            answer.Release();
        }
    }

    private static List<string> Formats(IReadOnlyList<string> lines) =>
    [
        .. lines.Where(line => line.StartsWith("outputformat:", StringComparison.OrdinalIgnoreCase)).Select(line => line[13..].TrimStart(' ', '\t')),
    ];
}
