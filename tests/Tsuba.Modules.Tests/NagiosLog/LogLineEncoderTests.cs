using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Tsuba.Modules.NagiosLog.Lines;

namespace Tsuba.Modules.Tests.NagiosLog;

public sealed partial class LogLineEncoderTests
{
    [Theory]
    [InlineData("SERVICE ALERT: web;http;OK;HARD;1;fine", "[1700000000] SERVICE ALERT: web;http;OK;HARD;1;fine\n")]
    [InlineData("a\r\n[1] HOST ALERT: forged\0;x\u2028y\u0085z", "[1700000000] a  [1] HOST ALERT: forged ;x y z\n")]
    [InlineData("tab\tstays \ud83d\udd25", "[1700000000] tab\tstays \ud83d\udd25\n")]
    public void Encode_Text_IsOneLine(string text, string expected) => Assert.Equal(expected, Encoding.UTF8.GetString(LogLineEncoder.Encode(1_700_000_000_999, text)));

    [Fact]
    public void Encode_TooLong_IsCutAndMarked()
    {
        var line = Encoding.UTF8.GetString(LogLineEncoder.Encode(0, new string('x', 100_000)));

        Assert.EndsWith("x [...]\n", line, StringComparison.Ordinal);
        Assert.Equal("[0] ".Length + LogLineEncoder.MostCharacters + 1, line.Length);
    }

    [Fact]
    public void Encode_AnyText_GivesOneLineThatToolsCanRead() =>
        Prop.ForAll(
            ArbMap.Default.ArbFor<string>(),
            text =>
            {
                var line = Encoding.UTF8.GetString(LogLineEncoder.Encode(1_700_000_000_000, text ?? ""));
                return line.IndexOf('\n', StringComparison.Ordinal) == line.Length - 1 && !line.AsSpan().ContainsAny('\r', '\0') && LinePattern().IsMatch(line) && !line.Contains('\ufffd', StringComparison.Ordinal) == !(text ?? "").Contains('\ufffd', StringComparison.Ordinal);
            }).QuickCheckThrowOnFailure();

    [GeneratedRegex(@"\A\[[0-9]{10}\] [^\n]*\n\z")]
    private static partial Regex LinePattern();
}
