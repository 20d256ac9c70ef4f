using Tsuba.Engine.Inputs;
using Tsuba.Execution.Work;
using Tsuba.Poller.Core;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Parts;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Sites with one mistake each: the simulator is worth something only if it finds them.</summary>
public sealed class PlantedMistakes
{
    private const int MostSeeds = 500;

    [Fact]
    public void Scheduler_AnswersBeforeTheFrameIsDurable_IsFound() => Assert.Contains("I4", Find(seed => new EarlyAnswers(seed)), StringComparison.Ordinal);

    [Fact]
    public void Scheduler_ForgetsTheNumbersOfCommands_IsFound() => Assert.Contains("I4", Find(seed => new UnnumberedCommands(seed)), StringComparison.Ordinal);

    [Fact]
    public void Receiver_AcknowledgesBeforeTheFlush_IsFound() => Assert.Contains("I4", Find(seed => new EarlyAcknowledgements(seed)), StringComparison.Ordinal);

    [Fact]
    public void Reactionner_ForgetsWhatItHasDone_IsFound() => Assert.Contains("I3", Find(seed => new ForgetfulReactionner(seed)), StringComparison.Ordinal);

    private static string Find(Func<int, SimulatedSite> create)
    {
        for (var seed = 1; seed <= MostSeeds; seed++)
        {
            if (create(seed).Run() is { Count: > 0 } violations)
            {
                return violations[0];
            }
        }

        return "nothing";
    }

    private sealed class EarlyAnswers(int seed) : SimulatedSite(seed)
    {
        protected override SimulatedScheduler CreateScheduler() => new Hasty(World);

        private sealed class Hasty(SimulatedWorld world) : SimulatedScheduler(world, SimulatedConfiguration.Instance)
        {
            protected override bool MayAnswer(InputMessage message) => true;
        }
    }

    private sealed class UnnumberedCommands(int seed) : SimulatedSite(seed)
    {
        protected override SimulatedScheduler CreateScheduler() => new Forgetful(World);

        private sealed class Forgetful(SimulatedWorld world) : SimulatedScheduler(world, SimulatedConfiguration.Instance)
        {
            protected override CommandReceived Received(Command command) => base.Received(command) with { Sequence = 0 };
        }
    }

    private sealed class EarlyAcknowledgements(int seed) : SimulatedSite(seed)
    {
        protected override SimulatedReceiver CreateReceiver(SimulatedScheduler scheduler) => new Hasty(World, scheduler);

        private sealed class Hasty(SimulatedWorld world, SimulatedScheduler scheduler) : SimulatedReceiver(world, scheduler, scheduler.Commands)
        {
            protected override void Taken(int number)
            {
                Acknowledge(number);
                After(World.Random.Next(2, 200), Flush);
            }
        }
    }

    private sealed class ForgetfulReactionner(int seed) : SimulatedSite(seed)
    {
        protected override WorkCore CreateReactionner() => PollerCore.Create((ulong)World.Seed);
    }
}
