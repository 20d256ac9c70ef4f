using System.Collections.Immutable;
using System.Text;
using Tsuba.Daemons.Tests.Synchronizer.Sources;
using Tsuba.Synchronizer.Core.Sources.Mapping;
using Tsuba.Synchronizer.Core.Sources.Reading;
using Tsuba.Testing.Fuzzing;
using Xunit.Abstractions;

namespace Tsuba.Daemons.Tests.Hostile;

/// <summary>Tables and documents that are nearly right: rows or one fault, and no name of them can end a line.</summary>
public sealed class SourceFuzzTests(ITestOutputHelper output)
{
    private const int MostRows = 200;

    private static readonly string _definition = """
        define source {
          source_name table
          module_type csv
          url https://cmdb.example.org/hosts.csv
          host.key id
          host.host_name $name$
          host.address $ip$
          host._NOTE $note|safe$
        }
        """;

    [Fact]
    public async Task Tables_OfAnyBytes_AreReadOrRefusedAsAWhole() =>
        output.WriteLine(await new Fuzzer(
            "csv",
            ["id,name,ip,note\r\n7,web1,192.0.2.1,\"see, \"\"this\"\"\r\nline\"\r\n8,db1,,\r\n", "\uFEFFname;note\nweb1;x\n"],
            ["\"", "\"\"", ",", "\r\n", "\n", "\uFEFF", "name", "id"],
            new FuzzLimits { BytesPerByte = 1_000 }).RunAsync(input =>
        {
            var rows = CsvTable.Parse(input, ',', MostRows, out var fault);
            Assert.True(fault.Length == 0 || rows.IsEmpty);
            Assert.True(rows.Length <= MostRows);
            if (fault.Length > 0)
            {
                return false;
            }

            Map(rows);

            // Written anew with quotes around every value, the table reads to the same.
            var names = rows.SelectMany(row => row.Fields.Keys).Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToList();
            if (names.Count > 0)
            {
                var text = string.Concat(Enumerable.Range(-1, rows.Length + 1).Select(row => string.Join(',', names.Select(name => Quoted(row < 0 ? name : rows[row].Values(name).FirstOrDefault() ?? ""))) + "\n"));
                var again = CsvTable.Parse(Encoding.UTF8.GetBytes(text), ',', MostRows, out fault);
                Assert.Equal("", fault);

                // A line with one empty value is the same as an empty line, which is none.
                Assert.Equal(rows.Where(row => !row.Fields.IsEmpty).Select(Text), again.Where(row => !row.Fields.IsEmpty).Select(Text));
            }

            return true;
        }));

    [Fact]
    public async Task Documents_OfAnyBytes_AreReadOrRefusedAsAWhole() =>
        output.WriteLine(await new Fuzzer(
            "json rows",
            ["""{"data":{"items":[{"id":7,"name":"web1","ip":"192.0.2.1","tags":["a","b"],"os":{"name":"linux","up":true}},{"id":8,"name":"db1"}]}}""", """{"data":{"items":[]}}"""],
            ["{", "}", "[", "]", "\"data\":", "\"items\":", "null", "\"\\ud800\"", "1e999", "[[[[[[[[[[[[[[[[["],
            new FuzzLimits { BytesPerByte = 1_000 }).RunAsync(input =>
        {
            var rows = JsonRows.Parse(input, "data.items", MostRows, out var fault);
            Assert.True(fault.Length == 0 || rows.IsEmpty);
            Map(rows);
            return fault.Length == 0;
        }));

    // What comes out of the mapping may stand in a file: names and values hold no control character.
    private static void Map(ImmutableArray<SourceRow> rows)
    {
        var reading = RowMapper.Map(SourceText.One(_definition), [rows]);
        Assert.All(reading.Objects, made =>
        {
            Assert.Null(ValueRules.FaultOfName(made.Name.Name));
            Assert.All(made.Properties.Values, value => Assert.DoesNotContain(value, char.IsControl));
        });
        Assert.All(reading.Findings, finding => Assert.DoesNotContain(finding, char.IsControl));
    }

    private static string Text(SourceRow row) =>
        string.Join('\u0001', row.Fields.OrderBy(field => field.Key, StringComparer.OrdinalIgnoreCase).Select(field => $"{field.Key}={string.Join('\u0002', field.Value)}"));

    private static string Quoted(string value) => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
