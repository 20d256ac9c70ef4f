using Tsuba.Engine.ExternalCommands;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.ExternalCommands;

namespace Tsuba.Engine.Tests.ExternalCommands;

public sealed class CommandTests
{
    [Fact]
    public void Take_SameNumberTwice_HasOneEffect()
    {
        var run = Run();
        run.Apply(new CommandReceived("pipe", 7, "ADD_HOST_COMMENT;web;1;amy;hello", ""));
        run.Apply(new CommandReceived("pipe", 7, "ADD_HOST_COMMENT;web;1;amy;hello", ""));
        run.Apply(new CommandReceived("pipe", 6, "ADD_HOST_COMMENT;web;1;amy;hello", ""));
        run.Apply(new CommandReceived("other", 7, "ADD_HOST_COMMENT;web;1;amy;hello", ""));
        Assert.Equal(2, run.Events.OfType<CommentAdded>().Count());
        Assert.Equal([false, true, true, false], run.Events.OfType<CommandAnswered>().Select(answer => answer.Duplicate));
    }

    [Fact]
    public void Take_UnknownCommand_IsAnsweredWithTheNearName()
    {
        var answer = Run().Command("ADD_HOST_COMENT;web;1;amy;hello");
        Assert.False(answer.Applied);
        Assert.Contains("ADD_HOST_COMMENT", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Take_LogsTheCommand()
    {
        var run = Run();
        run.Command("[1700000010] ADD_HOST_COMMENT;web;1;amy;hello; world");
        Assert.Contains("EXTERNAL COMMAND: ADD_HOST_COMMENT;web;1;amy;hello; world", run.Log);
    }

    [Theory]
    [InlineData("DISABLE_HOST_NOTIFICATIONS;web", "ENABLE_HOST_NOTIFICATIONS;web")]
    [InlineData("DISABLE_HOST_CHECK;web", "ENABLE_HOST_CHECK;web")]
    [InlineData("DISABLE_PASSIVE_HOST_CHECKS;web", "ENABLE_PASSIVE_HOST_CHECKS;web")]
    public void Switch_TurnsOffAndOn_AndMarksTheAttribute(string off, string on)
    {
        var run = Run();
        var before = run.Status("web");
        Assert.True(run.Command(off).Applied);
        var changed = run.Status("web");
        Assert.NotEqual(Flags(before), Flags(changed));
        Assert.NotEqual(0u, changed.ModifiedAttributes);
        run.Command(on);
        Assert.Equal(Flags(before), Flags(run.Status("web")));
    }

    [Fact]
    public void GroupCommand_ReachesTheMembers()
    {
        var run = new EngineRun(Site.New()
            .Add(Model.Definitions.ObjectType.HostGroup, "linux", ("hostgroup_name", "linux"), ("members", "web"))
            .Machine("web").Check("web", "http").Machine("db").Link());
        Assert.True(run.Command("DISABLE_HOSTGROUP_SVC_CHECKS;linux").Applied);
        Assert.False(run.Status("web;http").ChecksEnabled);
        Assert.True(run.Status("web").ChecksEnabled);
        Assert.False(run.Command("DISABLE_HOSTGROUP_SVC_CHECKS;windows").Applied);
    }

    [Fact]
    public void ProgramCommand_IsAnEventAndOutlivesAReload()
    {
        var run = Run();
        run.Command("DISABLE_NOTIFICATIONS");
        Assert.False(run.Events.OfType<ProgramStatusChanged>().Last().NotificationsEnabled);
        run.Apply(new ConfigurationActivated(run.Snapshot));
        Assert.False(run.Events.OfType<ProgramStatusChanged>().Last().NotificationsEnabled);
    }

    [Fact]
    public void Comments_AreAddedAndRemoved()
    {
        var run = Run();
        run.Command("ADD_SVC_COMMENT;web;http;1;amy;one");
        run.Command("ADD_SVC_COMMENT;web;http;1;amy;two");
        Assert.True(run.Command("DEL_SVC_COMMENT;1").Applied);
        Assert.False(run.Command("DEL_SVC_COMMENT;1").Applied);
        run.Command("DEL_ALL_SVC_COMMENTS;web;http");
        Assert.Equal(["one", "two"], run.Events.OfType<CommentRemoved>().Select(removed => removed.Comment.Text));
    }

    [Fact]
    public void CustomNotification_TellsTheContacts()
    {
        var run = Run();
        Assert.True(run.Command("SEND_CUSTOM_HOST_NOTIFICATION;web;0;amy;look at this").Applied);
        Assert.Equal(["bob Custom web 0"], run.Notifications);
    }

    [Fact]
    public void ChangedInterval_CountsFromThePhase()
    {
        var run = Run();
        run.Command("CHANGE_NORMAL_HOST_CHECK_INTERVAL;web;5");
        run.Until(700);
        Assert.Equal([0, 300, 600], run.Checks.Where(check => check.Item == "web").Select(check => check.Second));
    }

    [Fact]
    public void ChangedCheckCommand_IsRun_OthersAreRefused()
    {
        var run = Run();
        Assert.True(run.Command("CHANGE_HOST_CHECK_COMMAND;web;handle!5").Applied);
        Assert.Equal("handle!5", run.Status("web").CheckCommand);
        Assert.Equal("there is no command 'nope'", run.Command("CHANGE_HOST_CHECK_COMMAND;web;nope").Text);
        Assert.False(run.Command("CHANGE_HOST_CHECK_COMMAND;web;handle!$(reboot)").Applied);
        Assert.True(run.Command("CHANGE_GLOBAL_HOST_EVENT_HANDLER;handle").Applied);
    }

    [Fact]
    public void SimpleDependency_SilencesTheSon()
    {
        var run = new EngineRun(Site.New().Machine("web", ("max_check_attempts", "1")).Machine("db", ("max_check_attempts", "1"), ("contacts", "")).Link()).Until(10);
        Assert.True(run.Command("ADD_SIMPLE_HOST_DEPENDENCY;web;db").Applied);
        run.Answer("db", 2, "gone").Answer("web", 2, "gone").Restart().Until(200);
        Assert.Empty(run.Notifications);
        Assert.Equal("1 HARD 1", run.State("web"));
        Assert.True(run.Command("DEL_HOST_DEPENDENCY;web;db").Applied);
        run.Until(300);
        Assert.Equal(["bob Problem web 1"], run.Notifications);
    }

    [Fact]
    public void Table_EveryCommandOfTheModel_IsCarriedOutOrRefusedForAReason()
    {
        var missing = ExternalCommandTable.Rows
            .Where(row => row.Refusal is null && row.SameAs is null && row.Routing != CommandRouting.Arbiter)
            .Select(row => row.Name)
            .Except(CommandIntake.Names, StringComparer.Ordinal);
        Assert.Empty(missing);
    }

    [Fact]
    public void Sources_AreBounded_TheOneHeardLongestAgoIsForgotten()
    {
        var sources = new CommandSources();
        for (var source = 0; source <= CommandSources.Limit; source++)
        {
            Assert.True(sources.IsNew($"s{source}", 5));
        }

        Assert.Equal(CommandSources.Limit, sources.Count);
        Assert.True(sources.IsNew("s0", 5));
        Assert.False(sources.IsNew("s4096", 5));
    }

    private static (bool, bool, bool) Flags(StatusChanged status) => (status.NotificationsEnabled, status.ChecksEnabled, status.PassiveEnabled);

    private static EngineRun Run() => new EngineRun(Site.New().Machine("web").Check("web", "http").Link()).Until(10);
}
