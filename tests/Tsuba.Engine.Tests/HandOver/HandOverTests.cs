using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Testing;

namespace Tsuba.Engine.Tests.HandOver;

/// <summary>Host <c>web</c> with service <c>http</c> goes from one part to another, whose logical clock is another.</summary>
public sealed class HandOverTests
{
    private readonly EngineRun _from = new(Giver(withWeb: true).Link());
    private readonly EngineRun _to = new(Taker(withWeb: false).Link()) { Step = 130_000 };

    [Fact]
    public void Move_MidProblem_KeepsStateAttemptPhaseCommentAndDowntime()
    {
        _from.Until(30).Answer("web;http", 2, "bad").Until(100);
        _from.Command("ADD_SVC_COMMENT;web;http;1;amy;hello");
        _from.Command("SCHEDULE_SVC_DOWNTIME;web;http;1700000100;1700003600;1;0;0;amy;work");
        _from.Command("CHANGE_MAX_SVC_CHECK_ATTEMPTS;web;http;5");
        _from.Until(130);
        _to.Answer("web;http", 2, "bad");
        Assert.Equal("2 SOFT 2", _from.State("web;http"));

        Move();

        Assert.Equal("2 SOFT 2", _to.State("web;http"));
        Assert.Equal(1, _to.Status("web;http").DowntimeDepth);
        Assert.Equal(["hello"], _to.Events.OfType<CommentAdded>().Select(added => added.Comment).Where(comment => comment.Author == "amy").Select(comment => comment.Text));
        Assert.Single(_to.Events.OfType<DowntimeChanged>(), changed => changed.Downtime.Text == "work");
        Assert.Empty(_to.Checks);
        _to.Until(49);
        Assert.DoesNotContain(_to.Checks, check => check.Item.StartsWith("web", StringComparison.Ordinal));
        _to.Until(51);
        Assert.Contains(_to.Checks, check => check is { Item: "web;http", Second: 50, Occurrence: 4 });
        Assert.Equal("2 SOFT 3", _to.State("web;http"));
    }

    [Fact]
    public void Move_Back_GivesTheSameStateAgain()
    {
        _from.Until(30).Answer("web;http", 2, "bad").Until(130);
        Move();
        var there = Departures(_to, Taker(withWeb: false), "web");

        _from.Apply(new ConfigurationActivated(Giver(withWeb: true).Link()) { Awaited = ["web"] });
        foreach (var state in there)
        {
            _from.Apply(new HostsArrived(1, state));
        }

        Assert.Equal("2 SOFT 2", _from.State("web;http"));
    }

    [Fact]
    public void Arrival_OfAHostThatWasHereBeforeAsAnother_GetsNoNumberASecondTime()
    {
        _to.Apply(new SemanticsRaised(SemanticsVersions.NumbersGoOn)).Apply(new ConfigurationActivated(Taker(withWeb: true).Link())).Until(900);
        var before = _to.Checks.Where(check => check.Item == "web;http").Select(check => check.Occurrence).ToList();
        _to.Apply(new ConfigurationActivated(Taker(withWeb: false).Link())).Forget();
        _from.Until(30).Answer("web;http", null).Until(130);
        _to.Step = 130_000 - 900_000;

        Move();
        _to.Until(1100);

        var after = _to.Checks.Where(check => check.Item == "web;http").Select(check => check.Occurrence).ToList();
        Assert.True(before.Count > 5 && after.Count > 1);
        Assert.Empty(after.Intersect(before));
    }

    [Fact]
    public void Move_CommandThatTheGiverHad_IsKnownToTheTaker_AndALowerNumberThanThatOfAnotherHostIsNot()
    {
        _from.Apply(new SemanticsRaised(SemanticsVersions.MarksByHost)).Apply(new CommandReceived("pipe", 7, Comment("web"), ""));
        _to.Apply(new SemanticsRaised(SemanticsVersions.MarksByHost)).Apply(new CommandReceived("pipe", 9, Comment("db"), ""));
        Move();
        _to.Forget();

        _to.Apply(new CommandReceived("pipe", 7, Comment("web"), ""));
        _to.Apply(new CommandReceived("pipe/from-1", 7, Comment("web"), ""));
        _to.Apply(new CommandReceived("pipe", 8, Comment("web"), ""));

        Assert.Equal([true, true, false], _to.Events.OfType<CommandAnswered>().Select(answer => answer.Duplicate));
        Assert.Equal(8UL, _to.Engine.CommandMarksOf("web")?.GetValueOrDefault("pipe"));
        Assert.Null(_from.Engine.CommandMarksOf("web"));
    }

    [Fact]
    public void Move_FromOrToAPartUnderEarlierRules_KeepsTheStateWithoutTheMarks()
    {
        _from.Until(30).Answer("web;http", 2, "bad").Until(130);
        _from.Apply(new CommandReceived("pipe", 7, Comment("web"), ""));
        _to.Apply(new CommandReceived("pipe", 9, Comment("db"), "")).Apply(new SemanticsRaised(SemanticsVersions.MarksByHost));
        Move();

        Assert.Equal("2 SOFT 2", _to.State("web;http"));
        Assert.Equal(0UL, _to.Engine.CommandMarksOf("web")?.GetValueOrDefault("pipe"));
    }

    [Fact]
    public void Awaited_CommandThatWasRefusedForIt_HasItsEffectWhenItComesAgain()
    {
        _to.Apply(new SemanticsRaised(SemanticsVersions.MarksByHost));
        _to.Apply(new ConfigurationActivated(Taker(withWeb: true).Link()) { Awaited = ["web"] }).Forget();
        _to.Apply(new CommandReceived("pipe", 7, Comment("web"), ""));
        _to.Apply(new ArrivalsEnded(1, ["web"]));

        _to.Apply(new CommandReceived("pipe", 7, Comment("web"), ""));

        Assert.Equal([(false, true), (true, false)], _to.Events.OfType<CommandAnswered>().Select(answer => (answer.Applied, answer.IsElsewhere)));
    }

    private static string Comment(string host) => $"ADD_HOST_COMMENT;{host};1;amy;hello";

    [Fact]
    public void Awaited_IsNotCheckedAndTakesNoCommand_UntilItsArrivalEnds()
    {
        _to.Apply(new ConfigurationActivated(Taker(withWeb: true).Link()) { Awaited = ["web"] }).Forget().Until(200);

        Assert.DoesNotContain(_to.Checks, check => check.Item.StartsWith("web", StringComparison.Ordinal));
        Assert.Equal(2, _to.Engine.AwaitedItems);
        Assert.False(_to.Command("PROCESS_SERVICE_CHECK_RESULT;web;http;2;bad").Applied);
        Assert.False(_to.Command("ADD_HOST_COMMENT;web;1;amy;hello").Applied);

        _to.Apply(new ArrivalsEnded(1, ["web"]));

        Assert.Equal(0, _to.Engine.AwaitedItems);
        Assert.Contains(_to.Checks, check => check is { Item: "web;http", Second: 200, Occurrence: 1 });
    }

    [Fact]
    public void Arrival_GivenTwiceOrWithoutSense_HasOneEffect()
    {
        _from.Until(30).Answer("web;http", 2, "bad").Until(130);
        _from.Command("ADD_SVC_COMMENT;web;http;1;amy;hello");
        var states = Move();
        var before = _to.Engine.StateHash();
        _to.Forget();

        foreach (var state in states)
        {
            _to.Apply(new HostsArrived(1, state));
        }

        _to.Apply(new HostsArrived(1, new byte[] { 1, 2, 3 }));
        _to.Apply(new HostsArrived(1, states[0][..^1]));
        _to.Apply(new ArrivalsEnded(1, ["web"]));

        Assert.Equal(before, _to.Engine.StateHash());
        Assert.Empty(_to.Events);
    }

    [Fact]
    public void Arrival_OfAnotherConfiguration_HasNoEffect()
    {
        var states = Departures(_from, Giver(withWeb: false), "web");
        _to.Apply(new ConfigurationActivated(Taker(withWeb: true).Link()) { Awaited = ["web"] });

        _to.Apply(new HostsArrived(7, states[0]));
        _to.Apply(new ArrivalsEnded(7, ["web"]));
        _from.Apply(new DeparturesReleased(7));

        Assert.Equal(2, _to.Engine.AwaitedItems);
        Assert.NotEmpty(_from.Engine.Departures);
    }

    [Fact]
    public void Departure_SurvivesARestart_AndIsGoneWhenReleased()
    {
        _from.Until(30);
        var states = Departures(_from, Giver(withWeb: false), "web");
        _from.Restart();

        Assert.Equal(states.Select(state => Convert.ToHexString(state.Span)), _from.Engine.Departures.Select(pair => Convert.ToHexString(pair.Value)));
        _from.Apply(new DeparturesReleased(1));
        Assert.Empty(_from.Engine.Departures);
        _from.Restart();
        Assert.Empty(_from.Engine.Departures);
    }

    /// <summary>An arbiter is elected while the host is on its way, and gives out a configuration of its own.</summary>
    [Theory]
    [InlineData(SemanticsVersions.DeparturesStay, true)]
    [InlineData(SemanticsVersions.MarksByHost, false)]
    public void Departure_ConfigurationComesAgainThatLetsItLeave_StaysUntilOneDoesNot(uint semantics, bool stays)
    {
        _from.Apply(new SemanticsRaised(semantics)).Until(30);
        var states = Departures(_from, Giver(withWeb: false), "web");

        var again = Departures(_from, Giver(withWeb: false), "web");
        _from.Apply(new ConfigurationActivated(Giver(withWeb: false).Link()));

        Assert.Equal(stays ? states.Select(state => Convert.ToHexString(state.Span)) : [], again.Select(state => Convert.ToHexString(state.Span)));
        Assert.Empty(_from.Engine.Departures);
    }

    /// <summary>The part where it was to go was never served, and the next configuration leaves it where it was.</summary>
    [Theory]
    [InlineData(SemanticsVersions.DeparturesReturn, "2 SOFT 2")]
    [InlineData(SemanticsVersions.DeparturesStay, "2 SOFT 1")]
    public void Departure_HostComesBackBeforeItArrivedElsewhere_GoesOnWithItsState(uint semantics, string state)
    {
        _from.Apply(new SemanticsRaised(semantics)).Until(30).Answer("web;http", 2, "bad").Until(130);
        _from.Command("ADD_SVC_COMMENT;web;http;1;amy;hello");
        Departures(_from, Giver(withWeb: false), "web");
        _from.Restart().Until(140);

        _from.Apply(new ConfigurationActivated(Giver(withWeb: true).Link()));

        Assert.Equal(state, _from.State("web;http"));
        Assert.Equal(0, _from.Engine.AwaitedItems);
        Assert.Empty(_from.Engine.Departures);
        Assert.Equal(semantics == SemanticsVersions.DeparturesReturn ? 2 : 1, _from.Events.OfType<CommentAdded>().Count());
    }

    /// <summary>An arbiter that was elected meanwhile does not know whether it had arrived: it is awaited, and nothing comes.</summary>
    [Theory]
    [InlineData(SemanticsVersions.DeparturesReturn, "2 SOFT 2")]
    [InlineData(SemanticsVersions.DeparturesStay, "2 SOFT 1")]
    public void Departure_HostIsAwaitedAndNothingComes_GoesOnWithItsState(uint semantics, string state)
    {
        _from.Apply(new SemanticsRaised(semantics)).Until(30).Answer("web;http", 2, "bad").Until(130);
        Departures(_from, Giver(withWeb: false), "web");
        _from.Apply(new ConfigurationActivated(Giver(withWeb: true).Link()) { Awaited = ["web"] }).Apply(new DeparturesReleased(1)).Restart().Until(140);
        Assert.Equal(2, _from.Engine.AwaitedItems);

        _from.Apply(new ArrivalsEnded(1, ["web"]));

        Assert.Equal(state, _from.State("web;http"));
        Assert.Equal(0, _from.Engine.AwaitedItems);
        Assert.Empty(_from.Engine.Departures);
    }

    /// <summary>The state that comes from elsewhere is younger than what is kept here.</summary>
    [Fact]
    public void Departure_HostComesBackFromElsewhere_GoesOnWithTheStateOfThere()
    {
        _from.Apply(new SemanticsRaised(SemanticsVersions.DeparturesReturn)).Until(30);
        Move();
        var before = _to.Answer("web;http", 2, "bad").Until(130).State("web;http");
        var there = Departures(_to, Taker(withWeb: false), "web");

        _from.Apply(new ConfigurationActivated(Giver(withWeb: true).Link()) { Awaited = ["web"] });
        Assert.Equal(2, _from.Engine.AwaitedItems);
        foreach (var state in there)
        {
            _from.Apply(new HostsArrived(1, state));
        }

        _from.Apply(new ArrivalsEnded(1, ["web"]));
        Assert.NotEqual("0 HARD 1", before);
        Assert.Equal(before, _from.State("web;http"));
        Assert.Empty(_from.Engine.Departures);
    }

    [Fact]
    public void Awaited_SurvivesARestart()
    {
        _to.Apply(new ConfigurationActivated(Taker(withWeb: true).Link()) { Awaited = ["web"] }).Restart().Forget().Until(200);

        Assert.DoesNotContain(_to.Checks, check => check.Item.StartsWith("web", StringComparison.Ordinal));
    }

    [Fact]
    public void NotificationUnderWay_StaysWithThePartThatRaisedIt()
    {
        _from.AnswersActions = false;
        _from.Answer("web;http", 2, "bad").Until(300);
        var action = Assert.Single(_from.Actions, action => action.Kind == ActionKind.Notification);
        _from.Forget();
        _to.Step = 300_000;
        var outputs = new EngineOutputs();

        _from.Engine.Apply(new ConfigurationActivated(Giver(withWeb: false).Link()) { Leaving = ["web"] }, _from.Now, outputs);
        var again = new EngineOutputs();
        _from.Engine.Apply(new ConfigurationActivated(Giver(withWeb: false).Link()), _from.Now, again);
        _from.Apply(new ActionFinished(action.Id, Succeeded: true, "", "reactionner-1"));

        Assert.Empty(outputs.CancelledActions);
        Assert.Empty(again.CancelledActions);
        Assert.Equal(action.Id, Assert.Single(_from.Events.OfType<NotificationFinished>()).Id);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7_200_000)]
    [InlineData(-7_200_000)]
    public void Move_ClockOfTheTakerIsHoursOff_TheNextCheckComesWhenItWasPlanned(long off)
    {
        _from.Until(30).Answer("web;http", 2, "bad").Until(130);
        _to.Step = 130_000 + off;

        Move();
        _to.Forget().Until(60);

        Assert.Equal(50, Assert.Single(_to.Checks, check => check.Item == "web;http").Second);
    }

    [Fact]
    public void CheckUnderWay_IsHandedOutAgainUnderItsNumber()
    {
        _from.Answer("web;http", null).Until(61);
        _to.Step = 61_000;
        Move();

        Assert.Contains(_to.Checks, check => check is { Item: "web;http", Occurrence: 2 });
        Assert.DoesNotContain(_to.Checks, check => check.Item == "web");
    }

    [Fact]
    public void Told_ProblemThatWasNotified_IsNotNotifiedAgain()
    {
        _from.Answer("web;http", 2, "bad").Until(300);
        Assert.Single(_from.Actions);
        _to.Step = 300_000;
        _to.Answer("web;http", 2, "bad");

        Move();
        _to.Until(600);

        Assert.Empty(_to.Actions);
        Assert.Equal("2 HARD 3", _to.State("web;http"));
    }

    private List<ReadOnlyMemory<byte>> Move()
    {
        var states = Departures(_from, Giver(withWeb: false), "web");
        _to.Apply(new ConfigurationActivated(Taker(withWeb: true).Link()) { Awaited = ["web"] }).Forget();
        foreach (var state in states)
        {
            _to.Apply(new HostsArrived(1, state));
        }

        return states;
    }

    private static List<ReadOnlyMemory<byte>> Departures(EngineRun run, ResolvedConfigurationBuilder without, string host)
    {
        run.Apply(new ConfigurationActivated(without.Link()) { Leaving = [host] });
        return [.. run.Engine.Departures.Where(pair => pair.Key == host).Select(pair => new ReadOnlyMemory<byte>(pair.Value))];
    }

    private static ResolvedConfigurationBuilder Giver(bool withWeb) => With(Site.New().Machine("stays"), withWeb);

    private static ResolvedConfigurationBuilder Taker(bool withWeb) => With(Site.New().Machine("own"), withWeb);

    private static ResolvedConfigurationBuilder With(ResolvedConfigurationBuilder builder, bool withWeb) =>
        withWeb ? builder.Machine("web").Check("web", "http") : builder;
}
