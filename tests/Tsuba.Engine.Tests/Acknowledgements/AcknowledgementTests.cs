using Tsuba.Engine.Comments;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Outputs.Events;

namespace Tsuba.Engine.Tests.Acknowledgements;

public sealed class AcknowledgementTests
{
    [Fact]
    public void Acknowledge_TellsCommentsAndSilences()
    {
        var run = Broken(1);
        Assert.True(run.Command("ACKNOWLEDGE_SVC_PROBLEM;web;http;2;1;1;amy;looking").Applied);
        Assert.Equal(["bob Acknowledgement web;http 1"], run.Notifications);
        var comment = Assert.Single(run.Events.OfType<CommentAdded>()).Comment;
        Assert.Equal((CommentKind.Acknowledgement, "amy", "looking", true), (comment.Kind, comment.Author, comment.Text, comment.IsPersistent));
        Assert.Equal(2, run.Status("web;http").Acknowledgement);
        Assert.Contains("SERVICE NOTIFICATION: bob;web;http;ACKNOWLEDGEMENT (WARNING);tell;meh", run.Log);
        run.Until(10_000);
        Assert.Single(run.Notifications);
    }

    [Fact]
    public void Acknowledge_InNagios_LogsAuthorAndComment()
    {
        var run = new EngineRun(Site.New(Model.Items.CompatibilityProfile.Nagios).Machine("web").Check("web", "http").Link());
        run.Until(30).Answer("web;http", 2, "bad").Until(200);
        run.Command("ACKNOWLEDGE_SVC_PROBLEM;web;http;2;1;0;amy;mine");
        Assert.Contains("SERVICE NOTIFICATION: bob;web;http;ACKNOWLEDGEMENT (CRITICAL);tell;bad;amy;mine", run.Log);
    }

    [Fact]
    public void Normal_EndsWithAnotherHardState()
    {
        var run = Broken(1);
        run.Command("ACKNOWLEDGE_SVC_PROBLEM;web;http;1;0;0;amy;looking");
        run.Answer("web;http", 2, "worse").Until(400);
        Assert.Equal(0, run.Status("web;http").Acknowledgement);
        Assert.Contains(Reason.AcknowledgementRemovedByChange, run.Reasons("web;http"));
        Assert.Contains("bob Problem web;http 2", run.Notifications);
        Assert.Single(run.Events.OfType<CommentRemoved>());
    }

    [Fact]
    public void Sticky_StaysOverAnotherHardState_EndsWithRecovery()
    {
        var run = Broken(1);
        run.Command("ACKNOWLEDGE_SVC_PROBLEM;web;http;2;0;0;amy;looking");
        run.Answer("web;http", 2, "worse").Until(400);
        Assert.Equal(2, run.Status("web;http").Acknowledgement);
        Assert.Empty(run.Notifications);
        run.Answer("web;http", 0, "good").Until(500);
        Assert.Equal(0, run.Status("web;http").Acknowledgement);
        Assert.Equal(["bob Recovery web;http 1"], run.Notifications);
    }

    [Fact]
    public void PersistentComment_OutlivesTheAcknowledgement()
    {
        var run = Broken(1);
        run.Command("ACKNOWLEDGE_SVC_PROBLEM;web;http;2;0;1;amy;looking");
        run.Command("REMOVE_SVC_ACKNOWLEDGEMENT;web;http");
        Assert.Empty(run.Events.OfType<CommentRemoved>());
        Assert.Equal(0, run.Status("web;http").Acknowledgement);
    }

    [Fact]
    public void Again_KeepsTheCommentBefore_UntilTheProblemIsOver()
    {
        var run = Broken(1);
        run.Command("ACKNOWLEDGE_SVC_PROBLEM;web;http;2;0;0;amy;looking");
        run.Command("ACKNOWLEDGE_SVC_PROBLEM;web;http;2;0;1;amy;a disk");
        run.Command("ACKNOWLEDGE_SVC_PROBLEM;web;http;2;0;0;amy;ordered");
        Assert.Empty(run.Events.OfType<CommentRemoved>());
        run.Answer("web;http", 0, "good").Until(400);
        Assert.Equal(["looking", "ordered"], run.Events.OfType<CommentRemoved>().Select(removed => removed.Comment.Text));
    }

    [Fact]
    public void Removed_TellsTheProblemAgainAtItsInterval()
    {
        var run = Broken(1);
        run.Command("ACKNOWLEDGE_SVC_PROBLEM;web;http;2;0;0;amy;looking");
        Assert.True(run.Command("REMOVE_SVC_ACKNOWLEDGEMENT;web;http").Applied);
        Assert.False(run.Command("REMOVE_SVC_ACKNOWLEDGEMENT;web;http").Applied);
        run.Until(180 + 3700);
        Assert.Contains("bob Problem web;http 2", run.Notifications);
    }

    [Fact]
    public void Expiring_EndsAtItsTime()
    {
        var run = Broken(1);
        run.Command("ACKNOWLEDGE_SVC_PROBLEM_EXPIRE;web;http;2;0;0;1700000500;amy;an hour");
        run.Until(499);
        Assert.Equal(2, run.Status("web;http").Acknowledgement);
        run.Restart().Until(501);
        Assert.Equal(0, run.Status("web;http").Acknowledgement);
        Assert.Contains(Reason.AcknowledgementExpired, run.Reasons("web;http"));
    }

    private static EngineRun Broken(int code)
    {
        var run = new EngineRun(Site.New().Machine("web").Check("web", "http").Link());
        return run.Until(30).Answer("web;http", code, "meh").Until(200).Forget();
    }
}
