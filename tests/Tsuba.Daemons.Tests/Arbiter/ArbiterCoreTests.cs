using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Commands;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Ownership;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Model.Time;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing;

namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>The core in virtual time: schedulers are what the test says they are.</summary>
public sealed partial class ArbiterCoreTests
{
    private static readonly CommandOrigin Receiver = new(DaemonRole.Receiver, "r");
    private static readonly PartId Part = new(1);

    private readonly ArbiterCore _core = new(new DaemonKey(DaemonRole.Arbiter, "arbiter-master"), ArbiterState.Empty, new Dictionary<string, (string, int)>(StringComparer.Ordinal));
    private long _ms;

    private EngineTime Now => new(_ms, _ms);

    [Fact]
    public void Step_EpochIsGivenOut_OnlyTogetherWithTheStateThatHoldsIt()
    {
        Configure();
        Beat("s1");
        Beat("s2");

        var outputs = _core.Step(Now);

        var deploy = Assert.IsType<DeployPart>(Assert.Single(outputs.Actions));
        Assert.Equal(deploy.Epoch, Assert.Single(outputs.State!.Ownership.Parts).Epoch);
    }

    [Fact]
    public void Describe_DaemonThatFellSilent_SaysWhyInsteadOfWhatItSaidBefore()
    {
        var s1 = new DaemonKey(DaemonRole.Scheduler, "s1");
        Configure();
        _core.Heard(s1, new HeartbeatReply { Run = "1", Health = "ok" }, _core.Stance, Now, Now);
        _core.Step(Now);
        _core.Missed(s1, "Connection refused");
        Assert.Equal(("alive", "ok"), Health());

        for (var second = 0; second < 20; second++)
        {
            _ms += 1000;
            _core.Step(Now);
        }

        Assert.Equal(("dead", "Connection refused"), Health());

        _core.Heard(s1, new HeartbeatReply { Run = "1", Health = "ok" }, _core.Stance, Now, Now);
        _core.Step(Now);
        Assert.Equal(("alive", "ok"), Health());

        (string, string) Health() => _core.Describe("site").Daemons.Single(daemon => daemon.Name == "s1") is var daemon ? (daemon.Liveness, daemon.Health) : default;
    }

    [Fact]
    public void Step_PartIsNotActive_HoldsItsCommandsUntilItIs()
    {
        Configure();
        Beat("s1");
        Beat("s2");
        var deploy = Assert.Single(_core.Step(Now).Actions);
        _core.Take(1, Receiver, [new Command { Source = "r", Sequence = 1, Line = "DISABLE_HOST_CHECK;web" }], Now);
        Assert.Empty(_core.Step(Now).Commands);

        _core.Completed(deploy, ActionOutcome.Accepted, Now);

        var sent = Assert.Single(_core.Step(Now).Commands);
        Assert.Equal(("s1", deploy.Epoch), (sent.Scheduler, sent.Epoch));
    }

    [Fact]
    public void DurableSteps_DiskRefuses_NothingLeavesUntilTheStateIsKept()
    {
        Configure();
        Beat("s1");
        Beat("s2");
        string? fault = "no room";
        ArbiterState? kept = null;
        var steps = new DurableSteps(_core, state =>
        {
            kept = fault is null ? state : null;
            return fault;
        });

        Assert.Null(steps.Step(Now));
        _ms += 400;
        Assert.Null(steps.Step(Now));
        Assert.Equal(("no room", 1L), (steps.Failure, steps.Failures));
        fault = null;
        _ms += 200;
        var outputs = steps.Step(Now);

        var deploy = Assert.IsType<DeployPart>(Assert.Single(outputs!.Actions));
        Assert.Equal(deploy.Epoch, Assert.Single(kept!.Ownership.Parts).Epoch);
        Assert.Null(steps.Failure);
    }

    [Theory]
    [InlineData(-86_400_000)]
    [InlineData(86_400_000)]
    public void Step_WallClockSteps_ExpiresNoCommandThatIsHeld(long step)
    {
        Configure();
        _core.Take(1, Receiver, [new Command { Source = "r", Sequence = 1, Line = "DISABLE_HOST_CHECK;web", ReceivedUtcMs = 1_000 }], Now);
        _core.Step(Now);

        _core.Step(new EngineTime(_ms + (2 * step), _ms));
        Assert.Equal(1, _core.PendingCommands);

        _core.Step(new EngineTime(_ms, _ms + 86_400_001));
        Assert.Equal(0, _core.PendingCommands);
    }

    [Fact]
    public void Step_OwnerDiesWithCommandsOut_SendsThemToTheHeirUnderItsEpoch()
    {
        var deploy = Start();
        _core.Take(1, Receiver, [new Command { Source = "r", Sequence = 1, Line = "DISABLE_HOST_CHECK;web" }], Now);
        var sent = Assert.Single(_core.Step(Now).Commands);

        var heir = Assert.IsType<DeployPart>(Assert.Single(RunUntilAction("s2").Actions));
        _core.CommandsFailed(sent, Now);
        Assert.Empty(_core.Step(Now).Commands);
        _core.Completed(heir, ActionOutcome.Accepted, Now);
        _ms += 1000;
        Beat("s2", Owned(heir));
        var again = Assert.Single(_core.Step(Now).Commands);

        Assert.Equal(("s2", "DISABLE_HOST_CHECK;web"), (again.Scheduler, Assert.Single(again.Commands).Line));
        Assert.True(again.Epoch > deploy.Epoch);
    }

    [Fact]
    public void CommandsAnswered_ByAnOwnerThatHasAnHeir_SendsThemToTheHeirToo()
    {
        Start();
        _core.Take(1, Receiver, [new Command { Source = "r", Sequence = 1, Line = "DISABLE_HOST_CHECK;web" }], Now);
        var sent = Assert.Single(_core.Step(Now).Commands);
        var heir = Assert.IsType<DeployPart>(Assert.Single(RunUntilAction("s2").Actions));
        var late = new ApplyCommandsReply { Ack = new Ack { Accepted = true } };
        late.Answers.Add(new CommandAnswer { Source = "r", Sequence = 1, State = CommandState.Applied });

        _core.CommandsAnswered(sent, late, Now);
        _core.Completed(heir, ActionOutcome.Accepted, Now);
        _ms += 1000;
        Beat("s2", Owned(heir));

        var again = Assert.Single(_core.Step(Now).Commands);
        Assert.Equal(("s2", "DISABLE_HOST_CHECK;web"), (again.Scheduler, Assert.Single(again.Commands).Line));
    }

    [Fact]
    public void CommandsAnswered_WithoutAFollowerInSync_LeavesNobodyWhoCouldTakeOver()
    {
        Start();
        _core.Take(1, Receiver, [new Command { Source = "r", Sequence = 1, Line = "DISABLE_HOST_CHECK;web" }], Now);
        var sent = Assert.Single(_core.Step(Now).Commands);

        _core.CommandsAnswered(sent, new ApplyCommandsReply { Ack = new Ack { Accepted = true }, Unprotected = true }, Now);
        Assert.Null(Assert.Single(_core.Step(Now).State!.Ownership.Parts).InSync);

        Assert.Throws<InvalidOperationException>(() => RunUntilAction("s2"));
        Assert.Equal("s1", Assert.Single(_core.State.Ownership.Parts).Owner);
    }

    [Fact]
    public void Heard_SchedulerRestoresItsState_IsAliveAndStillTheOwner()
    {
        var deploy = Start();
        for (var second = 0; second < 30; second++)
        {
            _ms += 1000;
            _core.Heard(new DaemonKey(DaemonRole.Scheduler, "s1"), new HeartbeatReply { Run = "2", Restoring = true }, _core.Stance, Now, Now);
            Beat("s2", Copied(deploy.Epoch.Packed));
            Assert.Empty(_core.Step(Now).Actions);
        }

        Assert.Equal(("s1", deploy.Epoch), (_core.State.Ownership.Parts[0].Owner, _core.State.Ownership.Parts[0].Epoch));
    }

    [Fact]
    public void CommandsAnswered_StaleEpoch_KeepsThemForTheNextOwner()
    {
        Start();
        _core.Take(1, Receiver, [new Command { Source = "r", Sequence = 1, Line = "DISABLE_HOST_CHECK;web" }], Now);
        var sent = Assert.Single(_core.Step(Now).Commands);

        _core.CommandsAnswered(sent, new ApplyCommandsReply { Ack = new Ack { Reason = RefusalReason.StaleEpoch } }, Now);

        Assert.Equal(1, _core.PendingCommands);
        _ms += 150;
        Assert.Single(_core.Step(Now).Commands);
    }

    [Fact]
    public void CommandsAnswered_AllAnswered_FreesTheRecord()
    {
        Start();
        _core.Take(5, Receiver, [new Command { Source = "r", Sequence = 1, Line = "DISABLE_HOST_CHECK;web" }], Now);
        var sent = Assert.Single(_core.Step(Now).Commands);
        var reply = new ApplyCommandsReply { Ack = new Ack { Accepted = true } };
        reply.Answers.Add(new CommandAnswer { Source = "r", Sequence = 1, State = CommandState.Applied });

        _core.CommandsAnswered(sent, reply, Now);

        Assert.Equal(5ul, _core.Step(Now).AcknowledgeUpTo);
        Assert.Equal(CommandState.Applied, Assert.Single(_core.TakeAnswers(Receiver, 10)).State);
    }

    [Fact]
    public void Step_SatelliteRestarted_GetsItsLinksAgain()
    {
        Start();
        Beat("poller-master", DaemonRole.Poller, "run1", 0);
        var push = _core.Step(Now).Links.Single(link => link.Satellite.Role == DaemonRole.Poller);
        _core.LinksPushed(push, accepted: true, Now);
        _ms += 1000;
        Beat("poller-master", DaemonRole.Poller, "run1", push.Request.Generation);
        Assert.DoesNotContain(_core.Step(Now).Links, link => link.Satellite.Role == DaemonRole.Poller);

        _ms += 1000;
        Beat("poller-master", DaemonRole.Poller, "run2", 0);

        Assert.Equal(push.Request, _core.Step(Now).Links.Single(link => link.Satellite.Role == DaemonRole.Poller).Request);
    }

    [Fact]
    public void Heard_SatelliteHasLinksOfAForgottenArbiter_IsGivenNewerOnes()
    {
        Start();
        Beat("poller-master", DaemonRole.Poller, "run1", 0);
        var first = _core.Step(Now).Links.Single(link => link.Satellite.Role == DaemonRole.Poller);
        _core.LinksPushed(first, accepted: false, Now);
        _ms += 1000;

        Beat("poller-master", DaemonRole.Poller, "run1", 57);

        Assert.Equal(58, _core.Step(Now).Links.Single(link => link.Satellite.Role == DaemonRole.Poller).Request.Generation);
    }

    [Fact]
    public void Step_Takeover_TellsSatellitesOnlyWhenTheHeirHasThePart()
    {
        Start();
        Beat("poller-master", DaemonRole.Poller, "run1", 0);
        var first = _core.Step(Now).Links.Single(link => link.Satellite.Role == DaemonRole.Poller);
        _core.LinksPushed(first, accepted: true, Now);

        var heir = Assert.IsType<DeployPart>(Assert.Single(RunUntilAction("s2", () => Beat("poller-master", DaemonRole.Poller, "run1", first.Request.Generation)).Actions));
        Assert.Empty(_core.Step(Now).Links);
        _core.Completed(heir, ActionOutcome.Accepted, Now);

        var second = _core.Step(Now).Links.Single(link => link.Satellite.Role == DaemonRole.Poller);
        Assert.Equal(["s2"], second.Request.Daemons.Select(daemon => daemon.Name));
        Assert.True(second.Request.Generation > first.Request.Generation);
    }

    [Fact]
    public void Compile_SameObjects_KeepsTheGenerationOfEveryPart()
    {
        var first = Compile(Objects("one"), ArbiterState.Empty).Running!;
        _core.Configure(first, Now);

        var same = Compile(Objects("one"), _core.State).Running!;
        var other = Compile(Objects("two"), _core.State).Running!;

        Assert.Equal((1L, 1L), (same.Generation, same.Parts[Part].Manifest.Generation));
        Assert.Equal((2L, 2L), (other.Generation, other.Parts[Part].Manifest.Generation));
    }

    [Fact]
    public void Heard_OwnerRunsALaterGenerationThanAnyThatIsKnown_IsGivenWhatIsWantedUnderAHigherOne()
    {
        var part = Owned(Start());
        part.Generation = 7;
        _ms += 1000;
        Beat("s1", part);

        var deploy = Assert.IsType<DeployPart>(Assert.Single(_core.Step(Now).Actions));

        Assert.Equal((8L, 8L), (deploy.Generation, _core.ContentOf(deploy)?.Part.Manifest.Generation));
        Assert.Equal((8L, 8L), (_core.State.Generation, Assert.Single(_core.State.Contents).Generation));
    }

    private static ResolvedConfiguration Objects(string alias) => new ResolvedConfigurationBuilder()
        .Host("web", ("alias", alias), ("max_check_attempts", "3"))
        .Add(ObjectType.Scheduler, "s1", ("scheduler_name", "s1"))
        .Add(ObjectType.Scheduler, "s2", ("scheduler_name", "s2"))
        .Build();

    private static CompiledConfiguration Compile(ResolvedConfiguration objects, ArbiterState state) =>
        ConfigurationCompiler.Compile(ConfigurationCompiler.Compare(objects, before: null), running: null, state, portOffset: 0, new ChunkCache(), ended: _ => { });

    private static ManagedPart Owned(DispatchAction deploy) => new()
    {
        Stamp = new PartStamp { Part = deploy.Part.Value, Epoch = deploy.Epoch.Packed },
        Generation = 1,
        Owner = true,
        Active = true,
        FollowerDurable = 1,
        Peer = ((DeployPart)deploy).Follower ?? "",
        Revision = ((DeployPart)deploy).Revision,
        Durable = 1,
    };

    // A copy of what s1 owns.
    private static ManagedPart Copied(ulong epoch) => new()
    {
        Stamp = new PartStamp { Part = Part.Value, Epoch = epoch },
        Peer = "s1",
        Revision = 1,
        Durable = 1,
    };

    private void Configure()
    {
        var compiled = Compile(Objects("one"), ArbiterState.Empty);
        Assert.NotNull(compiled.Running);
        _core.Configure(compiled.Running, Now);
    }

    private DispatchAction Start()
    {
        Configure();
        Beat("s1");
        Beat("s2");
        var deploy = Assert.Single(_core.Step(Now).Actions);
        _core.Completed(deploy, ActionOutcome.Accepted, Now);
        _ms += 1000;
        Beat("s1", Owned(deploy));
        Beat("s2", Copied(deploy.Epoch.Packed));
        _core.Step(Now);
        return deploy;
    }

    // The other scheduler stays silent.
    private ArbiterOutputs RunUntilAction(string alive, Action? also = null)
    {
        for (var second = 0; second < 10; second++)
        {
            _ms += 1000;
            Beat(alive, Copied(_core.State.Ownership.Parts[0].Epoch.Packed));
            also?.Invoke();
            var outputs = _core.Step(Now);
            if (outputs.Actions.Count > 0)
            {
                return outputs;
            }
        }

        throw new InvalidOperationException("nothing happened within ten seconds");
    }

    private void Beat(string scheduler, params ManagedPart[] parts)
    {
        var reply = new HeartbeatReply { Run = "1" };
        reply.Parts.AddRange(parts);
        _core.Heard(new DaemonKey(DaemonRole.Scheduler, scheduler), reply, _core.Stance, Now, Now);
    }

    private void Beat(string name, DaemonRole role, string run, long generation) =>
        _core.Heard(new DaemonKey(role, name), new HeartbeatReply { Run = run, Generation = generation }, _core.Stance, Now, Now);
}
