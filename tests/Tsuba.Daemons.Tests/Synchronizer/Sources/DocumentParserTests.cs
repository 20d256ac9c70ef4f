using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Daemons.Tests.Synchronizer.Sources;

public sealed class DocumentParserTests
{
    [Fact]
    public void Parse_Table_UnderstandsQuotesAndLineEnds()
    {
        var rows = CsvTable.Parse("\uFEFFname,note\r\nweb1,\"a, \"\"b\"\"\r\nc\"\r\n\r\ndb1,\n"u8, ',', 10, out var fault);

        Assert.Equal("", fault);
        Assert.Equal(["line 2", "line 5"], rows.Select(row => row.Id));
        Assert.Equal(["a, \"b\"\r\nc"], rows[0].Values("NOTE").AsEnumerable());
        Assert.Empty(rows[1].Values("note"));
    }

    [Theory]
    [InlineData("", "it has no header line")]
    [InlineData("a,b\n1\n", "line 2 has 1 values, the header 2")]
    [InlineData("a,A\n1,2\n", "two columns have the same name")]
    [InlineData("a\n\"x\n", "the quote that line 2 opens is never closed")]
    [InlineData("a\n\"x\"y\n", "line 2 has text behind a closing quote")]
    [InlineData("a\n1\n2\n3\n4\n", "it has more than max_entries 3 rows")]
    [InlineData("a\n\0\n", "it is no UTF-8 text")]
    public void Parse_BadTable_IsRefusedAsAWhole(string text, string expected)
    {
        var rows = CsvTable.Parse(Encoding.UTF8.GetBytes(text), ',', 3, out var fault);

        Assert.Equal(expected, fault);
        Assert.Empty(rows);
    }

    [Fact]
    public void Parse_AnyValuesWrittenAsATable_ComeBack() => Prop
        .ForAll(ArbMap.Default.ArbFor<string[]>().Filter(values => values.Length > 0 && values.All(IsPlainText)), values =>
        {
            var header = string.Join(';', values.Select((_, index) => $"c{index}"));
            var line = string.Join(';', values.Select(value => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\""));
            var rows = CsvTable.Parse(Encoding.UTF8.GetBytes($"{header}\n{line}\n"), ';', 2, out var fault);
            return fault.Length == 0 && (values is [""] || values.Select((value, index) => (value, index)).All(pair => string.Concat(rows[0].Values($"c{pair.index}")) == pair.value.Trim()));
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_AnyBytes_NeverThrows() => Prop
        .ForAll(ArbMap.Default.ArbFor<byte[]>(), bytes =>
        {
            var table = CsvTable.Parse(bytes, ',', 5, out var fault);
            var items = JsonRows.Parse(bytes, "", 5, out var other);
            return (fault.Length == 0 || table.IsEmpty) && (other.Length == 0 || items.IsEmpty);
        })
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Parse_Json_FlattensInnerObjectsAndKeepsArrays()
    {
        var rows = JsonRows.Parse("""{"data":{"hosts":[{"name":"web1","net":{"ip":"192.0.2.1"},"tags":["a","b",{"x":1}],"cores":4,"live":true,"none":null}]}}"""u8.ToArray(), "data.hosts", 10, out var fault);

        Assert.Equal("", fault);
        var row = Assert.Single(rows);
        Assert.Equal(["192.0.2.1"], row.Values("net.ip").AsEnumerable());
        Assert.Equal(["a", "b"], row.Values("tags").AsEnumerable());
        Assert.Equal(["4"], row.Values("cores").AsEnumerable());
        Assert.Equal(["1"], row.Values("live").AsEnumerable());
        Assert.Empty(row.Values("none"));
    }

    [Theory]
    [InlineData("""{"a":1}""", "", "there is no array of objects where items leads")]
    [InlineData("""{"a":1}""", "b", "there is no \"b\" on the way to items")]
    [InlineData("[1]", "", "item 1 is no object")]
    [InlineData("[{},{},{},{}]", "", "it has more than max_entries 3 rows")]
    [InlineData("""[{"a":"\ud800"}]""", "", "it holds a text that is no valid Unicode")]
    public void Parse_BadJson_IsRefusedAsAWhole(string text, string items, string expected)
    {
        var rows = JsonRows.Parse(Encoding.UTF8.GetBytes(text), items, 3, out var fault);

        Assert.Equal(expected, fault);
        Assert.Empty(rows);
    }

    [Fact]
    public void Parse_JsonOfTenThousandLevels_IsRefused()
    {
        JsonRows.Parse(Encoding.UTF8.GetBytes(new string('[', 10_000)), "", 3, out var fault);
        Assert.StartsWith("it is no JSON, or nested deeper than 16", fault, StringComparison.Ordinal);
    }

    private static bool IsPlainText(string text) => text is not null && !text.Contains('\0') && text.All(letter => !char.IsSurrogate(letter));
}
