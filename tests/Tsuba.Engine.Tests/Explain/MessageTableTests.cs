using System.Text.RegularExpressions;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Notifications;

namespace Tsuba.Engine.Tests.Explain;

public sealed partial class MessageTableTests
{
    [Fact]
    public void EveryReasonAndPhrase_HasOneRowInBothLanguages()
    {
        var codes = Enum.GetNames<Reason>().Concat(Enum.GetNames<Phrase>()).Order(StringComparer.Ordinal);
        Assert.Equal(codes, MessageTable.Rows.Select(row => row.Code));
        Assert.Empty(MessageTable.Rows.Where(row => row.English.Length == 0 || row.French.Length == 0 || (row.EnglishHint.Length == 0) != (row.FrenchHint.Length == 0)).Select(row => row.Code));
    }

    [Fact]
    public void BothLanguages_SpeakOfTheSameArguments() =>
        Assert.Empty(MessageTable.Rows
            .Where(row => !Arguments(row.English).SetEquals(Arguments(row.French)) || !Arguments(row.EnglishHint).SetEquals(Arguments(row.FrenchHint)))
            .Select(row => row.Code));

    [Fact]
    public void DetailOfARow_IsOneOfItsArguments() =>
        Assert.Empty(MessageTable.Rows.Where(row => row.Detail.Length > 0 && !Arguments(row.English).Contains(row.Detail)).Select(row => row.Code));

    [Fact]
    public void EveryReason_CanBeSaidWithoutArguments()
    {
        foreach (var language in Enum.GetValues<Language>())
        {
            var wording = new Wording(language, TimeZoneInfo.Utc);
            Assert.Empty(Enum.GetValues<Reason>().Where(reason => wording.Decision(reason, NotificationType.None, "", "").AsSpan().ContainsAny("?[]{}")));
        }
    }

    [Fact]
    public void Decision_NamesKindContactAndDetail()
    {
        var english = new Wording(Language.English, TimeZoneInfo.Utc);
        Assert.Equal("PROBLEM → bob: the contact is in downtime", english.Decision(Reason.ContactInDowntime, NotificationType.Problem, "bob", ""));
        Assert.Equal("it suffers from a problem of another item: router", english.Decision(Reason.BecameImpact, NotificationType.None, "", "router"));
        Assert.Equal("60000", english.Decision((Reason)60000, NotificationType.None, "", ""));
        Assert.Equal("RECOVERY → bob : est averti", new Wording(Language.French, TimeZoneInfo.Utc).Decision(Reason.Notified, NotificationType.Recovery, "bob", ""));
    }

    [Theory]
    [InlineData("fr", Language.French)]
    [InlineData("fr_FR.UTF-8", Language.French)]
    [InlineData("FR-ca,fr;q=0.9,en;q=0.8", Language.French)]
    [InlineData("en_GB", Language.English)]
    [InlineData("C.UTF-8", null)]
    [InlineData("frisian", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void Language_IsReadFromWhatSystemsSay(string? text, Language? expected) => Assert.Equal(expected, Languages.Read(text));

    private static HashSet<string> Arguments(string text) => [.. ArgumentPattern().Matches(text).Select(match => match.Groups[1].Value)];

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex ArgumentPattern();
}
