using FsCheck;
using FsCheck.Fluent;
using Tsuba.Model.Plugins;

namespace Tsuba.Model.Tests.Plugins;

public sealed class PluginOutputTests
{
    [Theory]
    [InlineData("OK - fine", "OK - fine", "", "")]
    [InlineData("", "", "", "")]
    [InlineData("OK|a=1", "OK", "", "a=1")]
    [InlineData("OK - x | a=1;2 b=2 \n", "OK - x", "", "a=1;2 b=2")]
    [InlineData("OK | a=1\nline 2\nline 3 | b=2\nc=3\n d=4 \n", "OK", "line 2\nline 3", "a=1 b=2 c=3 d=4")]
    [InlineData("OK\r\nline 2\r\n", "OK", "line 2", "")]
    [InlineData("OK\nline 2\n\nline 4", "OK", "line 2\n\nline 4", "")]
    [InlineData(@"a \| b | x=1", "a | b", "", "x=1")]
    [InlineData("OK |", "OK", "", "")]
    [InlineData("disk |used |free | used=1", "disk |used |free", "", "used=1")]
    [InlineData("OK\n| a | b |\n| 1 | 2 |\nrest | t=1", "OK", "| a | b |\n| 1 | 2 |\nrest", "t=1")]
    [InlineData("|a=1", "", "", "a=1")]
    public void Parse_Text_IsSplit(string text, string first, string further, string perfdata)
    {
        Assert.Equal(new PluginOutput(first, further, perfdata), PluginOutput.Parse(text, 8192));
    }

    [Fact]
    public void Parse_EscapedLineEnds_AreLineEndsOnlyWhereAsked()
    {
        Assert.Equal(new PluginOutput("OK", @"C:\nt is a path", ""), PluginOutput.Parse(@"OK\nC:\\nt is a path", 8192, hasEscapedLineEnds: true));
        Assert.Equal(new PluginOutput(@"OK\nC", "", ""), PluginOutput.Parse(@"OK\nC", 8192));
    }

    [Theory]
    [InlineData("0123456789", 4, "0123…", "", "")]
    [InlineData("OK\n0123456789", 7, "OK", "0123…", "")]
    [InlineData("OK|a=1 b=234", 10, "OK", "", "a=1")]
    [InlineData("ab😀", 3, "ab…", "", "")]
    public void Parse_LongerThanAllowed_IsCutAndMarked(string text, int maxLength, string first, string further, string perfdata)
    {
        Assert.Equal(new PluginOutput(first, further, perfdata) { IsCut = true }, PluginOutput.Parse(text, maxLength));
    }

    [Fact]
    public void Parse_AnyText_NeverThrowsAndStaysBounded()
    {
        var texts = Gen.ArrayOf(Gen.Elements("|", "\\", "\n", "\r", "=", "a", " ", "😀", "\ud83d", "\0", "'", "n")).Select(string.Concat);
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(200),
            Prop.ForAll(texts.Zip(Gen.Choose(-1, 40), (text, limit) => (text, limit)).ToArbitrary(), test =>
            {
                var output = PluginOutput.Parse(test.text, test.limit, hasEscapedLineEnds: test.limit % 2 == 0);
                return output.Short.Length + output.Long.Length + output.Perfdata.Length <= Math.Max(1, test.limit) + 2;
            }));
    }
}
