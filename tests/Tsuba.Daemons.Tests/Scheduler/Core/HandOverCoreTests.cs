using Google.Protobuf;
using Tsuba.Engine;
using Tsuba.Engine.Inputs;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Testing;

namespace Tsuba.Daemons.Tests.Scheduler.Core;

/// <summary>
/// A host goes from part 1 to part 2. Every step is repeated, and both parts die and come back from their frames, at every point of the
/// way: the outcome is always the same, and never do both check the host.
/// </summary>
public sealed class HandOverCoreTests
{
    private const int Steps = 6;
    private const long Start = 1_700_000_000_000;

    private readonly Dictionary<ByteString, ConfigurationSnapshot> _snapshots = [];

    [Fact]
    public void Move_RepeatedAndKilledAtAnyPoint_HasOneOutcome()
    {
        var plain = Run(repeated: -1, killed: -1);
        for (var repeated = -1; repeated < Steps; repeated++)
        {
            for (var killed = -1; killed < Steps; killed++)
            {
                Assert.True(plain == Run(repeated, killed), $"step {repeated} repeated, killed after step {killed}");
            }
        }
    }

    [Fact]
    public void Move_LateMessagesOfAnEarlierMove_AreWithoutEffect()
    {
        var taker = new Part(2, this);
        taker.Activate(Site(2, withMoving: true, generation: 3), [], ["moving"]);
        var before = taker.Core.StateHash();

        taker.Apply(HandOverAnswers.Inputs(new PutArrivalsRequest { Generation = 2, Ended = { "moving" } }));

        Assert.Equal(1, taker.Core.AwaitedItems);
        Assert.NotEqual(0UL, before);
        Assert.False(HandOverAnswers.Departures(taker.Core, new TakeDeparturesRequest { Generation = 2 }).Ack.Accepted);
    }

    // The state of both parts at the end, as far as the host is concerned.
    private (string Comments, int Awaited, int Departures, ulong Checks) Run(int repeated, int killed)
    {
        var giver = new Part(1, this);
        var taker = new Part(2, this);
        giver.Activate(Site(1, withMoving: true, generation: 1), [], []);
        taker.Activate(Site(2, withMoving: false, generation: 1), [], []);
        giver.Apply([new EngineStep(new CommandReceived("test", 1, "ADD_HOST_COMMENT;moving;1;amy;hello", "amy"))]);
        var taken = new TakeDeparturesReply();
        Action[] steps =
        [
            () => taker.Activate(Site(2, withMoving: true, generation: 2), [], ["moving"]),
            () => giver.Activate(Site(1, withMoving: false, generation: 2), ["moving"], []),
            () => taken = HandOverAnswers.Departures(giver.Core, new TakeDeparturesRequest { Generation = 2 }),
            () => taker.Apply(HandOverAnswers.Inputs(new PutArrivalsRequest { Generation = 2, States = { taken.Hosts.Select(host => host.State) } })),
            () => taker.Apply(HandOverAnswers.Inputs(new PutArrivalsRequest { Generation = 2, Ended = { "moving" } })),
            () => giver.Apply(HandOverAnswers.Inputs(new ReleaseDeparturesRequest { Generation = 2 })),
        ];
        for (var step = 0; step < Steps; step++)
        {
            for (var times = step == repeated ? 2 : 1; times > 0; times--)
            {
                steps[step]();
                Assert.False(giver.Checks && taker.Checks, $"both check the host after step {step}");
                if (step == killed)
                {
                    giver.Revive();
                    taker.Revive();
                }
            }
        }

        Assert.True(taker.Checks && !giver.Checks);
        var comments = taker.Core.Describe().Where(happened => happened.Comment is not null).Select(happened => $"{happened.Comment.Id} {happened.Comment.Text}");
        return (string.Join(';', comments), taker.Core.AwaitedItems, giver.Core.Departures.Count(), taker.Core.StateHash());
    }

    private EncodedConfiguration Site(int part, bool withMoving, long generation)
    {
        var builder = new ResolvedConfigurationBuilder().Command("check", "/bin/check").Host($"own-{part}", Checked);
        var configuration = (withMoving ? builder.Host("moving", Checked) : builder).Build() with { Generation = generation };
        var encoded = ConfigurationChunks.Encode(configuration);
        _snapshots[encoded.Manifest.ToByteString()] = SnapshotBuilder.Build(configuration).Snapshot!;
        return encoded;
    }

    private static (string, string)[] Checked => [("check_command", "check"), ("check_interval", "1"), ("max_check_attempts", "3")];

    private sealed class Part(int number, HandOverCoreTests tests)
    {
        private readonly List<TurnFrame> _frames = [];

        internal PartCore Core { get; private set; } = New(number);

        /// <summary>Whether the host is known here and not awaited.</summary>
        internal bool Checks => Core.Configuration!.Hosts.Any(host => host.HostName == "moving") && Core.AwaitedItems == 0;

        internal void Activate(EncodedConfiguration configuration, string[] leaving, string[] awaited)
        {
            // As the scheduler does: what runs already is not activated again.
            if (!configuration.Manifest.Equals(Core.Manifest))
            {
                Apply([new ConfigurationStep(configuration.Manifest, tests._snapshots[configuration.Manifest.ToByteString()]) { Leaving = [.. leaving], Awaited = [.. awaited] }]);
            }
        }

        internal void Apply(IReadOnlyList<PartInput> inputs) => _frames.AddRange(Core.Step(inputs, new EngineTime(Start, 0))!.Frames);

        internal void Revive()
        {
            var hash = Core.StateHash();
            Core = New(number);
            foreach (var frame in _frames)
            {
                Core.Replay(frame.Sequence, FrameCodec.ReadInputs(frame.Payload.Span), manifest => tests._snapshots[manifest.ToByteString()]);
            }

            Assert.Equal(hash, Core.StateHash());
        }

        private static PartCore New(int number) => new(new PartId(number), new Epoch(1, 1), new EngineOptions { Part = number, SpreadFirstChecks = false });
    }
}
