using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Tsuba.Model.BusinessRules;

namespace Tsuba.Model.Tests.BusinessRules;

public sealed class BusinessRuleParserTests
{
    [Theory]
    [InlineData("web", "web")]
    [InlineData(" web , http ", "web,http")]
    [InlineData(",http", "@,http")]
    [InlineData("a,x | b,y|c,z", "(a,x | b,y | c,z)")]
    [InlineData("(a | b) & !(c & !d)", "((a | b) & !(c & !d))")]
    [InlineData("!!a", "a")]
    [InlineData("2 of: a & b & c", "2 of (a, b, c)")]
    [InlineData("2 of: (a | b | c)", "2 of (a, b, c)")]
    [InlineData("3,-1,50% of: a | b & c", "3,-1,50% of (a, b, c)")]
    [InlineData("5,1,1of:A|B", "5,1,1 of (A, B)")]
    [InlineData("-5% of: g:web,Http", "-5% of (g:web,Http)")]
    [InlineData("(a | b) & 95% of: g:front,Http", "((a | b) & 95% of (g:front,Http))")]
    [InlineData("(2 of: a & b) & (c | d)", "(2 of (a, b) & (c | d))")]
    [InlineData("r:^web(1|2)[&,x]{1,2}$,r:HTTPS? | b", "(r:^web(1|2)[&,x]{1,2}$,r:HTTPS? | b)")]
    [InlineData("*,g:my-group", "*,g:my-group")]
    [InlineData("t:http,l:front & l:x,t:y", "(t:http,l:front & l:x,t:y)")]
    [InlineData("host with blanks,My SQL (prod)", null)]
    [InlineData("profile: a,x", "profile: a,x")]
    public void Parse_Expression_GivesItsTree(string expression, string? expected)
    {
        var result = BusinessRuleParser.Parse(expression);

        Assert.Equal(expected, result.Rule is null ? null : Print(result.Rule));
    }

    [Theory]
    [InlineData("", 1, "a host is missing")]
    [InlineData("a & ", 5, "a host is missing")]
    [InlineData("a & b | c", 7, "& and | are mixed without parentheses")]
    [InlineData("(a | b", 1, "the parenthesis is not closed")]
    [InlineData("a | b)", 6, "a closing parenthesis without an opening one")]
    [InlineData("a,x & b,", 9, "the service behind the comma is missing")]
    [InlineData("(a) b", 5, "expected & or |")]
    [InlineData("a (b)", 3, "expected & or | before the parenthesis")]
    [InlineData("1,2,3,4 of: a", 1, "more than three values before of:")]
    [InlineData("2- of: a", 1, "'2-' before of: is no number")]
    public void Parse_BadExpression_SaysWhere(string expression, int column, string message) =>
        Assert.Equal(new BusinessRuleError(column, message), BusinessRuleParser.Parse(expression).Error);

    [Fact]
    public void Parse_DeepNesting_IsRefused() => Assert.Equal(
        "more than 64 parentheses inside each other",
        BusinessRuleParser.Parse(new string('(', 10_000)).Error?.Message);

    [Fact]
    public void Parse_AnyText_NeverThrowsAndHasARuleOrAnError() => Prop.ForAll(
        Gen.Elements("a", "b,c", "&", "|", "!", "(", ")", "2 of:", "50%,1 of:", "g:", "r:^x[", "]", ",", "*", " ", "\\", "{").ListOf()
            .Select(string.Concat).ToArbitrary(),
        text =>
        {
            var result = BusinessRuleParser.Parse(text);
            return result.Rule is null != result.Error is null && (result.Error is null || result.Error.Column <= text.Length + 1);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    private static string Print(BusinessRuleNode node) => (node.IsNegated ? "!" : "") + (node switch
    {
        BusinessRuleLeaf { Service: { } service } leaf => Print(leaf.Host) + "," + Print(service),
        BusinessRuleLeaf leaf => Print(leaf.Host),
        BusinessRuleGroup { Operator: BusinessRuleOperator.Count } group =>
            $"{Print(group.Counts)} of ({string.Join(", ", group.Parts.Select(Print))})",
        BusinessRuleGroup group => "(" + string.Join(group.Operator == BusinessRuleOperator.And ? " & " : " | ", group.Parts.Select(Print)) + ")",
        _ => "?",
    });

    private static string Print(BusinessRuleCounts counts) => counts.IsSingle
        ? Print(counts.Ok)
        : $"{Print(counts.Ok)},{Print(counts.Warning)},{Print(counts.Critical)}";

    private static string Print(BusinessRuleCount count) => count.Value.ToString(CultureInfo.InvariantCulture) + (count.IsPercent ? "%" : "");

    private static string Print(BusinessRuleSelector selector) => selector.Kind switch
    {
        BusinessRuleSelectorKind.Owner => "@",
        BusinessRuleSelectorKind.All => "*",
        BusinessRuleSelectorKind.Group => "g:" + selector.Text,
        BusinessRuleSelectorKind.Regex => "r:" + selector.Text,
        BusinessRuleSelectorKind.Label => "l:" + selector.Text,
        BusinessRuleSelectorKind.Template => "t:" + selector.Text,
        _ => selector.Text,
    };
}
