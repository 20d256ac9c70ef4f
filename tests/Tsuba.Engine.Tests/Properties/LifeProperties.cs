using FsCheck;
using FsCheck.Fluent;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Tests.Properties;

/// <summary>What must hold in every life of a site, whatever happens. A failure prints the seed and the shortest life that shows it.</summary>
public sealed class LifeProperties
{
    [Fact]
    public void InDowntime_NothingIsToldButTheDowntimeAndWhatPeopleSay() => Check(deeds =>
    {
        var run = Life.Live(Life.New(), deeds);
        var depth = new Dictionary<ItemId, int>();
        foreach (var happened in run.Events)
        {
            switch (happened)
            {
                case StatusChanged status:
                    depth[status.Item] = status.DowntimeDepth;
                    break;

                // The status of a turn follows its notifications, so a downtime that begins with a result is seen one turn later; those are flexible ones.
                case NotificationRaised { Type: NotificationType.Problem or NotificationType.Recovery or NotificationType.FlappingStart or NotificationType.FlappingStop } raised
                    when depth.GetValueOrDefault(raised.Item) > 0 && !EndsInThisTurn(run, raised):
                    return false;
            }
        }

        return true;
    });

    [Fact]
    public void ConnectedOutage_HasOneRoot() => Check(deeds =>
    {
        var isRight = true;
        Life.Live(Life.New(), deeds, run => isRight &= HasOneRootEach(run));
        return isRight;
    });

    [Fact]
    public void Recovery_GoesOnlyToWhomGotTheProblem() => Check(deeds =>
    {
        var told = new HashSet<(ItemId, string)>();
        foreach (var raised in Life.Live(Life.New(), deeds).Events.OfType<NotificationRaised>())
        {
            var key = (raised.Item, raised.Contact);
            if (raised.Type == NotificationType.Problem)
            {
                told.Add(key);
            }
            else if (raised.Type == NotificationType.Recovery && !told.Remove(key))
            {
                return false;
            }
        }

        return true;
    });

    [Theory]
    [InlineData(CompatibilityProfile.Shinken)]
    [InlineData(CompatibilityProfile.Nagios)]
    public void Replay_EqualsTheOriginal(CompatibilityProfile profile) => Check(deeds =>
    {
        var run = Life.Live(Life.New(profile), deeds);
        var again = new SchedulerEngine(run.Engine.Options);
        var events = new List<string>();
        foreach (var (input, now) in run.Inputs)
        {
            var outputs = new EngineOutputs();
            if (input is null)
            {
                again.Advance(now, outputs);
            }
            else
            {
                again.Apply(input, now, outputs);
            }

            events.AddRange(outputs.Events.Select(happened => happened.ToString()!));
        }

        return again.StateHash() == run.Engine.StateHash() && events.SequenceEqual(run.Events.Select(happened => happened.ToString()!));
    });

    [Theory]
    [InlineData(CompatibilityProfile.Shinken)]
    [InlineData(CompatibilityProfile.Nagios)]
    public void Reload_OfAnEqualConfiguration_ChangesNothing(CompatibilityProfile profile) => Check(deeds =>
    {
        var plain = Life.Live(Life.New(profile), deeds);
        var reloaded = Life.Live(Life.New(profile), deeds, run => run.Apply(new ConfigurationActivated(Life.Snapshot(profile))));
        Assert.Equal(Visible(plain), Visible(reloaded));
        return plain.Engine.StateHash() == reloaded.Engine.StateHash();
    });

    private static IEnumerable<string> Visible(EngineRun run) =>
        run.Events.Where(happened => happened is not ProgramStatusChanged).Select(happened => happened.ToString()!);

    // A recovery or problem that is raised while the downtime ends in the same turn.
    private static bool EndsInThisTurn(EngineRun run, NotificationRaised raised)
    {
        var at = run.Events.IndexOf(raised);
        return run.Events.Take(at).Reverse().TakeWhile(happened => happened is not StatusChanged status || status.Item != raised.Item)
            .Any(happened => happened is DowntimeRemoved removed && removed.Downtime.Item == raised.Item);
    }

    // Failing hosts that are joined by parent relations are one outage; every root of hosts stands in another.
    private static bool HasOneRootEach(EngineRun run)
    {
        var failing = run.Snapshot.Hosts.Where(host => State(run, host.Id) is { State: not 0, StateType: StateType.Hard }).ToList();
        var seen = new HashSet<ItemId>();
        foreach (var host in failing.Where(host => seen.Add(host.Id)))
        {
            var outage = new List<Host> { host };
            for (var position = 0; position < outage.Count; position++)
            {
                outage.AddRange(outage[position].Parents.Concat(outage[position].Children).Where(near => failing.Contains(near) && seen.Add(near.Id)));
            }

            var roots = outage.Count(member => State(run, member.Id)!.IsProblem);
            var tops = outage.Count(member => !member.Parents.Any() || member.Parents.Any(parent => State(run, parent.Id) is null or { State: 0 }));
            Assert.True(roots == tops, $"at {run.Second} s {string.Join(' ', outage.Select(member => $"{member} {run.State(member.HostName)} root {State(run, member.Id)!.IsProblem}"))}");
        }

        return true;
    }

    private static StatusChanged? State(EngineRun run, ItemId item) => run.Events.OfType<StatusChanged>().LastOrDefault(status => status.Item == item);

    private static void Check(Func<List<Deed>, bool> property) =>
        Prop.ForAll(Deed.Lives.ToArbitrary(), property).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
}
