using Tsuba.Engine.BusinessRules;
using Tsuba.Model.BusinessRules;
using Tsuba.Model.Items;
using Tsuba.Testing;

namespace Tsuba.Engine.Tests.BusinessRules;

public sealed class BusinessRuleEvaluatorTests
{
    private static readonly SnapshotBusinessRuleNames _names = new(new ResolvedConfigurationBuilder()
        .Host("h").Host("i").Host("erp")
        .Service("h", "A").Service("h", "B").Service("h", "C").Service("h", "D").Service("h", "E").Link());

    // States of A to E, the rule, and what the documentation says of it.
    [Theory]
    [InlineData("WOOOO", "4 of:", 'O')]
    [InlineData("WOOOO", "5,1,1 of:", 'W')]
    [InlineData("WOOOO", "5,2,1 of:", 'O')]
    [InlineData("WWOOO", "4 of:", 'W')]
    [InlineData("WWOOO", "3 of:", 'O')]
    [InlineData("WWOOO", "4,1,1 of:", 'W')]
    [InlineData("CCOOO", "4 of:", 'C')]
    [InlineData("CCOOO", "3 of:", 'O')]
    [InlineData("CCOOO", "4,1,1 of:", 'C')]
    [InlineData("WCOOO", "4 of:", 'C')]
    [InlineData("WCOOO", "4,1,1 of:", 'C')]
    [InlineData("WWCOO", "2 of:", 'O')]
    [InlineData("WWCOO", "4,1,1 of:", 'C')]
    [InlineData("WCCOO", "2 of:", 'O')]
    [InlineData("WCCOO", "2,4,4 of:", 'O')]
    [InlineData("WCCOO", "4,1,1 of:", 'C')]
    [InlineData("WCCOO", "4,1,2 of:", 'C')]
    [InlineData("WCCOO", "4,1,3 of:", 'W')]
    [InlineData("WCCOO", "2,1,1 of:", 'O')]
    [InlineData("COOOO", "0,1,0 of:", 'W')]
    [InlineData("COOOO", "-1 of:", 'O')]
    [InlineData("CCOOO", "-1 of:", 'C')]
    [InlineData("COOOO", "80% of:", 'O')]
    [InlineData("CCOOO", "-20% of:", 'C')]
    [InlineData("UOOOO", "5,1,1 of:", 'W')]
    [InlineData("UUUUU", "1 of:", 'U')]
    public void Evaluate_Counts_FollowTheDocumentedIntent(string states, string counts, char expected) =>
        Assert.Equal(expected, Evaluate(counts + " h,A | h,B | h,C | h,D | h,E", states));

    [Theory]
    [InlineData("WCCOO", "2,1,1 of:", 'C')]
    [InlineData("UOOOO", "5,1,1 of:", 'O')]
    [InlineData("WWCCC", "1 of:", 'W')]
    [InlineData("COOOO", "5 of:", 'C')]
    public void Evaluate_CountsAsTheOriginal_FollowItsArithmetic(string states, string counts, char expected) =>
        Assert.Equal(expected, Evaluate(counts + " h,A | h,B | h,C | h,D | h,E", states, originalArithmetic: true));

    [Theory]
    [InlineData("h,A & h,B", "WUOOO", 'U')]
    [InlineData("h,A & h,B", "UCOOO", 'C')]
    [InlineData("h,A | h,B", "UCOOO", 'C')]
    [InlineData("h,A | h,B", "WOOOO", 'O')]
    [InlineData("!h,A", "OOOOO", 'C')]
    [InlineData("!h,A", "COOOO", 'O')]
    [InlineData("!h,A", "WOOOO", 'W')]
    [InlineData("!(h,A | h,B)", "CCOOO", 'O')]
    [InlineData("h,A & !h,B", "OCOOO", 'O')]
    [InlineData("h & h,A", "OOOOO", 'O')]
    public void Evaluate_Operators_JoinStates(string rule, string states, char expected) => Assert.Equal(expected, Evaluate(rule, states));

    [Theory]
    [InlineData(0, "i", false, 'O')]
    [InlineData(1, "i", false, 'C')]
    [InlineData(2, "i", false, 'C')]
    [InlineData(0, "!i", false, 'C')]
    [InlineData(1, "!i", false, 'O')]
    [InlineData(0, "!i", true, 'W')]
    [InlineData(1, "!i", true, 'C')]
    public void Evaluate_Host_FailsWhenItIsNotUp(byte state, string rule, bool originalArithmetic, char expected)
    {
        var tree = RuleTreeBuilder.Resolve(rule, new ItemName("erp", null), _names).Tree!;

        Assert.Equal(expected, "OWCU"[BusinessRuleEvaluator.Evaluate(tree.Root, _ => state, originalArithmetic)]);
    }

    [Theory]
    [InlineData("down: $([$FULLNAME$] )$of 3", "down: [h/A] [h/B] of 3")]
    [InlineData("no part", "no part")]
    [InlineData("open $(", "open $(")]
    public void Print_TemplateWithFailedMembers_RepeatsItsPart(string template, string expected) => Assert.Equal(
        expected,
        BusinessRuleOutput.Print(template, ["h/A", "h/B"], (text, member) => text.Replace("$FULLNAME$", member, StringComparison.Ordinal)));

    [Fact]
    public void Print_TemplateWithoutFailedMembers_SaysSo() => Assert.Equal(
        "state: all checks were successful.",
        BusinessRuleOutput.Print<string>("state: $($FULLNAME$)$", [], (text, _) => text));

    private static char Evaluate(string rule, string states, bool originalArithmetic = false)
    {
        var tree = RuleTreeBuilder.Resolve(rule, new ItemName("erp", null), _names).Tree!;
        var byId = "ABCDE".Zip(states).ToDictionary(
            pair => ItemId.OfService("h", pair.First.ToString()),
            pair => (byte)"OWCU".IndexOf(pair.Second, StringComparison.Ordinal));
        return "OWCU"[BusinessRuleEvaluator.Evaluate(tree.Root, id => byId.TryGetValue(id, out var state) ? state : (byte)0, originalArithmetic)];
    }
}
