using Tsuba.Model.Items;
using Tsuba.System.Tests.Sites.Faults;
using Xunit.Abstractions;

namespace Tsuba.System.Tests.Reliability;

/// <summary>Test 4 of the reliability guide: a reactionner dies in the middle of a burst of notifications.</summary>
public sealed class ReactionnerFaultTests(ITestOutputHelper output)
{
    private const string Reactionner = "reactionner-1";
    private const int Unnoted = 32;
    private const double ResumedMost = 15;

    private readonly Figures _figures = new(output);

    [Fact]
    public async Task Reactionner_KilledInABurst_LosesNothingAndItsCopiesHaveTheSameId()
    {
        var plan = FaultPlan.ThreeSchedulers with
        {
            Hosts = Figures.Choose(8, 40),
            Active = Figures.Choose(5, 13),
            Passive = 0,
            Daemons =
            [
                .. FaultPlan.ThreeSchedulers.Daemons.Where(daemon => daemon.Role is not (DaemonRole.Scheduler or DaemonRole.Reactionner)),
                new(DaemonRole.Scheduler, "scheduler-1", FaultPlan.Base),
                new(DaemonRole.Reactionner, Reactionner, "127.0.0.2"),
            ],
        };
        await using var site = await FaultSite.StartAsync(plan);
        var victim = site.MachineOf(Reactionner);

        // Each command runs on for a while when it has written its line: the provider has accepted it, and nobody has noted it yet.
        await File.WriteAllTextAsync(Path.Combine(site.Scratch, "slow"), "");
        var resumed = new List<double>();
        var (copies, cut) = (0, 0);
        for (var round = 0; round < Figures.Choose(2, 6); round++)
        {
            var before = site.Promises.Told;
            for (var service = 0; service < plan.Active; service++)
            {
                for (var host = 0; host < plan.Hosts; host++)
                {
                    if (round % 2 == 0)
                    {
                        site.Promises.Break(host, service);
                    }
                    else
                    {
                        site.Promises.Mend(host, service);
                    }
                }
            }

            await site.UntilAsync("a part is told", () => Task.FromResult(site.Promises.Told > before + (plan.Hosts * plan.Active / 4)));
            await victim.Process.KillAsync();
            var told = site.Promises.Told;
            victim.Start();
            var begin = DateTimeOffset.UtcNow;
            await site.UntilAsync("it goes on", () => Task.FromResult(site.Promises.Told > told));
            resumed.Add((DateTimeOffset.UtcNow - begin).TotalSeconds);
            await site.Promises.UntilToldAsync();

            // Of those that were cut off nobody can know whether they had done their work; beside them a few receipts may not have been noted.
            cut = site.Promises.TellingNow;
            copies = await site.Promises.JudgeAsync(copies: cut + (Unnoted * (round + 1)));
            await site.UntilWellAsync();
        }

        _figures.Tell("4 reactionner crash", "notifications, none lost", [site.Promises.Notifications]);
        _figures.Tell("4 reactionner crash", "commands cut off by a death", [(double)cut / resumed.Count]);
        _figures.Tell("4 reactionner crash", "copies with the same id, beside those for a death", [Math.Max(0.0, copies - cut) / resumed.Count], Unnoted);
        _figures.Tell("4 reactionner crash", "until it goes on, s", resumed, ResumedMost);
        _figures.Judge();
    }
}
