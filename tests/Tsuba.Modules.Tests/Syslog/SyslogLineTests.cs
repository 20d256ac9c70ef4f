using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Tsuba.Modules.Syslog;

namespace Tsuba.Modules.Tests.Syslog;

public sealed class SyslogLineTests
{
    private static readonly DateTimeOffset At = new(2026, 3, 5, 7, 8, 9, 12, TimeSpan.FromHours(1));

    [Fact]
    public void Line_OfTheLocalForm_IsWhatTheLibraryOfCWrites() =>
        Assert.Equal("<14>Mar  5 07:08:09 tsuba[42]: HOST ALERT: web;DOWN;HARD;3;gone", Encode("HOST ALERT: web;DOWN;HARD;3;gone"));

    [Fact]
    public void Line_OfRfc5424_HasUtcHostProcessAndKind() => Assert.Equal(
        "<134>1 2026-03-05T06:08:09.012Z box mon 42 Alert - HOST ALERT: web;DOWN;HARD;3;gone",
        Encode("HOST ALERT: web;DOWN;HARD;3;gone", ("format", "rfc5424"), ("facility", "local0"), ("tag", "mon")));

    [Fact]
    public void Line_OfRfc5424_MarksUtf8() =>
        Assert.EndsWith(" Alert - \uFEFFgrößer", Encode("größer", ("format", "rfc5424")), StringComparison.Ordinal);

    [Fact]
    public void Line_TooLong_IsCutBetweenCharacters()
    {
        var line = new SyslogLine(Settings(("host", "127.0.0.1"), ("format", "rfc5424")), "box", 42).Encode(At, "Alert", new string('ü', 5000));

        Assert.InRange(line.Length, 2045, 2048);
        Assert.EndsWith("üü", Encoding.UTF8.GetString(line), StringComparison.Ordinal);
    }

    [Fact]
    public void Line_OfAnyText_IsOneLine() => Prop.ForAll(
        ArbMap.Default.ArbFor<NonNull<string>>(),
        text => !new SyslogLine(Settings(), "box\n", 42).Encode(At, "Alert", text.Get + "\n<14>forged\r\0").Any(octet => octet is < 0x20 or 0x7F))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("host", "log.example.org")]
    [InlineData("facility", "nobody")]
    [InlineData("format", "cef")]
    [InlineData("tag", "a b")]
    [InlineData("port", "0")]
    [InlineData("queue_lines", "-1")]
    public void Property_WithoutSense_IsRefused(string key, string value) => Assert.Contains(key, Assert.Throws<InvalidDataException>(() => Settings((key, value))).Message, StringComparison.Ordinal);

    private static string Encode(string text, params (string Key, string Value)[] properties) =>
        Encoding.UTF8.GetString(new SyslogLine(Settings(properties), "box", 42).Encode(At, "Alert", text));

    private static SyslogSettings Settings(params (string Key, string Value)[] properties) =>
        SyslogSettings.From(properties.ToDictionary(property => property.Key, property => property.Value));
}
