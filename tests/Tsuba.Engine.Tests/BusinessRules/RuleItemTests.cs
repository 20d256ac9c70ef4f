using Tsuba.Engine.Explain;

namespace Tsuba.Engine.Tests.BusinessRules;

public sealed class RuleItemTests
{
    [Fact]
    public void RuleItem_FollowsTheHardStatesOfItsMembers()
    {
        var run = new EngineRun(Site.New()
            .Machine("a", ("max_check_attempts", "1"))
            .Machine("b", ("max_check_attempts", "1"))
            .Check("a", "all", ("check_command", "bp_rule!a & b"), ("max_check_attempts", "1"))
            .Check("a", "any", ("check_command", "bp_rule!a | b"), ("max_check_attempts", "1"))
            .Link()).Until(30);
        run.Answer("b", 2, "gone").Until(130);
        Assert.Equal("2 HARD 1", run.State("a;all"));
        Assert.Equal("0 HARD 1", run.State("a;any"));
        Assert.DoesNotContain(run.Checks, check => check.Item.Contains(';', StringComparison.Ordinal));
    }

    [Fact]
    public void RuleItem_SmartNotifications_AreSilentWhileEveryRootProblemIsHandled()
    {
        var run = new EngineRun(Site.New()
            .Machine("a", ("max_check_attempts", "1"))
            .Machine("b", ("max_check_attempts", "1"), ("contacts", ""))
            .Check("a", "all", ("check_command", "bp_rule!a & b"), ("max_check_attempts", "3"), ("business_rule_smart_notifications", "1"))
            .Link()).Until(30);
        run.Answer("b", 2, "gone").Until(61);
        run.Command("ACKNOWLEDGE_HOST_PROBLEM;b;2;0;0;amy;mine");
        run.Until(400);
        Assert.Equal("2 HARD 3", run.State("a;all"));
        Assert.Empty(run.Notifications);
        Assert.Contains(Reason.RootProblemsHandled, run.Reasons("a;all"));
    }
}
