using System.Globalization;
using Tsuba.Simulation.Tests.Worlds;
using Xunit.Abstractions;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>
/// Sites with one mistake each: the simulator is worth something only if it finds them. Each test begins with a seed that is known to
/// find its mistake; where the product has changed so that it does not any more, one of the first 500 must.
/// </summary>
public sealed class PlantedMistakes(ITestOutputHelper output)
{
    private const int MostSeeds = 500;

    [Fact]
    public void Scheduler_AnswersBeforeTheFrameIsDurable_IsFound() => Finds("I4", known: 1, seed => new EarlyAnswers(seed));

    [Fact]
    public void Scheduler_ForgetsTheNumbersOfCommands_IsFound() => Finds("I4", known: 1, seed => new UnnumberedCommands(seed));

    [Fact]
    public void Scheduler_AcceptsAnyEpoch_IsFound() => Finds("I5", known: 15, seed => new AnyEpoch(seed));

    [Fact]
    public void Scheduler_LeasesAJobTwice_IsFound() => Finds("I1", known: 1, seed => new DoubleLease(seed));

    [Fact]
    public void Scheduler_TellsEventsPastTheMark_IsFound() => Finds("did not stay", known: 26, seed => new CursorPastTheMark(seed));

    [Fact]
    public void Scheduler_ClaimsAFollowerInSync_IsFound() => Finds("I4", known: 23, seed => new ClaimedFollower(seed));

    [Fact]
    public void Follower_AcknowledgesBeforeItStored_IsFound() => Finds("I", known: 4, seed => new HastyFollower(seed));

    [Fact]
    public void Receiver_AcknowledgesBeforeTheFlush_IsFound() => Finds("I4", known: 13, seed => new EarlyAcknowledgements(seed));

    [Fact]
    public void Reactionner_ForgetsWhatItHasDone_IsFound() => Finds("I3", known: 11, seed => new ForgetfulReactionner(seed));

    [Fact]
    public void Reactionner_ForgetsWhatItHadRecorded_IsFound() => Finds("recorded", known: 7, seed => new ReactionnerWithoutRecord(seed));

    [Fact]
    public void Arbiter_ForgetsItsLedgerOnRestart_IsFound() => Finds("I4", known: 2, seed => new ForgetfulLedger(seed));

    [Fact]
    public void Scheduler_ObeysAnyTerm_IsFound() => Finds("I5", known: 1, seed => new AnyTerm(seed));

    [Fact]
    public void Schedulers_LetTwoArbitersLead_IsFound() => Finds("I5", known: 4, seed => new TwoLeaders(seed));

    [Fact]
    public void Scheduler_GoesOnWithDamagedFiles_IsFound() => Finds("I4", known: 15, seed => new StubbornOwner(seed));

    [Fact]
    public void Scheduler_MeasuresIntervalsWithTheWallClock_IsFound() => Finds("I8", known: 2, seed => new WallClockParts(seed));

    [Fact]
    public void Arbiter_MeasuresSpansWithTheWallClock_IsFound() => Finds("I4", known: 2, seed => new WallClockArbiter(seed));

    [Fact]
    public void Receiver_AcknowledgesWhatTheDiskRefused_IsFound() => Finds("I4", known: 37, seed => new CarelessReceiver(seed));

    [Fact]
    public void Broker_WritesCursorsBeforeItsModuleHasTheEvents_IsFound() => Finds("events", known: 1, seed => new EarlyCursors(seed));

    [Fact]
    public void Scheduler_DropsAPartWithoutHandingOver_IsFound() => Finds("acknowledged and lost", known: 135, seed => new SilentLeaver(seed));

    [Fact]
    public void Arbiter_GivesANewOwnerTheNewConfigurationAtOnce_IsFound() => Finds("acknowledged and lost", known: 22, seed => new HastyGiver(seed));

    [Fact]
    public void Scheduler_DoesNotLookAtTheVersionOfRules_IsFound() => Finds("rules:", known: 11, seed => new UnseenRules(seed));

    [Fact]
    public void Scheduler_GoesOnUnderItsOwnRules_IsFound() => Finds("I2", known: 1, seed => new OwnRules(seed));

    [Fact]
    public void Scheduler_DeniesALateCommandThatItsPartHad_IsFound() => Finds("I4", known: 3, seed => new DeniedCommands(seed));

    [Fact]
    public void Scheduler_StoresAStateBeforeItsLastFrameIsDurable_IsFound() => Finds("I2", known: 4, seed => new EarlySnapshots(seed));

    [Fact]
    public void Scheduler_LetsGoOfWhatTheNewestSnapshotCovers_IsFound() => Finds("", known: 8, seed => new OneSnapshot(seed));

    [Fact]
    public void Receiver_ForgetsWhatItGaveToTheArbiter_IsFound() => Finds("I4", known: 200, seed => new LaneForgetter(seed));

    [Fact]
    public void Receiver_FreesWhatTheFollowerLacks_IsFound() => Finds("I4", known: 319, seed => new TrustingReceiver(seed));

    [Fact]
    public void Synchronizer_PublishesBeforeTheVerdict_IsFound() => Finds("edition: production moved", known: 1, seed => new HastyPublisher(seed));

    [Fact]
    public void Arbiter_DoesNotAskTheSynchronizerAfterTheOther_IsFound() => Finds("edition:", known: 3, seed => new DeafHeir(seed));

    // An empty invariant: any will do, since there is none without the mistake.
    private void Finds(string invariant, int known, Func<int, SimulatedSite> create)
    {
        foreach (var seed in Enumerable.Range(1, MostSeeds).Prepend(known))
        {
            if (create(seed).Run().Any(violation => violation.Contains(invariant, StringComparison.Ordinal)))
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"found by seed {seed}"));
                return;
            }
        }

        Assert.Fail($"not found within {MostSeeds} seeds");
    }
}
