using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tsuba.Configuration.Syntax;
using Tsuba.Testing.Requirements;

namespace Tsuba.Configuration.Tests.Syntax;

public sealed class SyntaxTreeTests
{
    // Pieces of the language, and of everything else that a file may hold.
    private static readonly string[] Pieces =
    [
        "define", "host", "service", " ", "\t", "{", "}", "\n", "\r\n", "\r", ";", "\\;", "\\", "\\\n", "#", "=", "cfg_file=", "use", "name x",
        "host_name a,b", "+", "null", "\0", "é", "\u00a0", "$USER1$", "\v", "\f", "  }", "define host {\n", "}\n", "\n\n", "x", "\ufeff", "monday 00:00-24:00",
    ];

    private static readonly Gen<byte[]> AnyFile = Gen.OneOf(
        Gen.Elements(Pieces).ListOf().Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))),
        Gen.Elements(Pieces).NonEmptyListOf().Select(pieces => Encoding.UTF8.GetBytes(string.Concat(pieces))[1..]),
        Gen.Choose(0, 255).Select(value => (byte)value).ListOf().Select(bytes => bytes.ToArray()));

    [Fact]
    public void Print_AnyBytes_AreTheBytesThatWereParsed() =>
        Prop.ForAll(AnyFile.ToArbitrary(), content => Print(content).AsSpan().SequenceEqual(content))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(10_000).WithEndSize(200));

    [Fact]
    public void Parse_AnyBytes_LinesAndBlocksLieInside() =>
        Prop.ForAll(AnyFile.ToArbitrary(), content =>
        {
            var tree = SyntaxTree.Parse("file", content);
            var last = 0;
            for (var index = 0; index < tree.Lines.Length; index++)
            {
                var line = tree.Lines[index];
                var end = line.Start + tree.LineBytes(index).Length;
                Assert.Equal(last, line.Start);
                Assert.InRange(line.KeyStart, line.Start, end);
                Assert.InRange(line.KeyEnd, line.KeyStart, end);
                Assert.InRange(line.ValueStart, line.Start, end);
                Assert.InRange(line.ValueEnd, line.ValueStart, end);
                Assert.NotNull(tree.Value(index));
                Assert.NotNull(tree.Key(index));
                last = end;
            }

            Assert.Equal(content.Length, last);
            Assert.All(tree.Blocks, block => Assert.InRange(block.End, block.Define + 1, tree.Lines.Length));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(200));

    [Theory]
    [InlineData("define host{\n host_name a ; comment\n}\n", "a")]
    [InlineData("define host{\n host_name a\\;b ; c\n}", "a;b")]
    [InlineData("define host {\n\thost_name\t\ta b  \t\r\n}", "a b")]
    [InlineData("define host {\n host_name a,\\\n     b\n}", "a,b")]
    [InlineData("define host {\n host_name a,\\  \r\n\tb ; c\r\n}", "a,b")]
    [InlineData("define host\n{\n host_name a\n}", "a")]
    [InlineData("define host {\n host_name\n}", "")]
    [InlineData("define host {\n host_name a", "a")]
    [InlineData("\ufeffdefine host {\n host_name a\n}", "a")]
    [InlineData("define host {\n host_name caf\u00e9 \u00fc\n}", "caf\u00e9 \u00fc")]
    public void Value_OfAProperty_IsWhatWasMeant(string text, string expected)
    {
        var tree = SyntaxTree.Parse("file", Encoding.UTF8.GetBytes(text));
        var lines = tree.Lines.ToArray();

        var index = Array.FindIndex(lines, line => line.Kind == LineKind.Property);

        Assert.Equal("host_name", tree.Key(index));
        Assert.Equal(expected, tree.Value(index));
    }

    [Theory]
    [InlineData("interval_length = 60 \r\n", "interval_length", "60")]
    [InlineData("$USER3$=p;q=r\n", "$USER3$", "p;q=r")]
    [InlineData("illegal_object_name_chars=`~!$%^&*|'\"<>?,()=\n", "illegal_object_name_chars", "`~!$%^&*|'\"<>?,()=")]
    [InlineData("log_file=/var/log ; here\n", "log_file", "/var/log")]
    [InlineData("command_file=\n", "command_file", "")]
    public void Value_OfAnOption_KeepsItsSemicolons(string text, string key, string value)
    {
        var tree = SyntaxTree.Parse("file", Encoding.UTF8.GetBytes(text));

        Assert.Equal(LineKind.Setting, tree.Lines[0].Kind);
        Assert.Equal(key, tree.Key(0));
        Assert.Equal(value, tree.Value(0));
    }

    [Fact]
    public void KeyLocation_BehindNonAscii_CountsCharacters()
    {
        var tree = SyntaxTree.Parse("file", Encoding.UTF8.GetBytes("define host {\n éé x\n}\n"));

        Assert.Equal("file:2:5", tree.ValueLocation(1).ToString());
    }

    [Fact]
    public void Parse_LineOfTenMegabytes_IsKeptAndNotRead()
    {
        var content = Encoding.UTF8.GetBytes("define host {\n notes " + new string('x', 10_000_000) + "\n}\n");

        var tree = SyntaxTree.Parse("file", content);

        Assert.Equal(LineFaults.TooLong, tree.Lines[1].Faults);
        Assert.Equal(content, Print(content));
    }

    [RequiresFact(Requirement.Corpus)]
    public void Print_EveryFileOfTheShinkenTree_IsIdentical() => AssertIdentical(Path.Combine(RequirementProbe.CorpusDirectory!, "shinken-etc"));

    [RequiresFact(Requirement.Nagios4Files)]
    public void Print_EveryFileOfDebiansNagios_IsIdentical() =>
        AssertIdentical(Path.GetDirectoryName(RequirementProbe.Nagios4Path("etc/nagios4/nagios.cfg"))!);

    private static void AssertIdentical(string folder)
    {
        var files = Directory.GetFiles(folder, "*.cfg", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.All(files, file =>
        {
            var content = File.ReadAllBytes(file);
            Assert.Equal(content, Print(content));
        });
    }

    private static byte[] Print(byte[] content)
    {
        var output = new ArrayBufferWriter<byte>();
        SyntaxTree.Parse("file", content).Print(output);
        return output.WrittenSpan.ToArray();
    }
}
