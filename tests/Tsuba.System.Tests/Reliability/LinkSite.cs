using Tsuba.Model.Items;
using Tsuba.System.Tests.Sites.Faults;

namespace Tsuba.System.Tests.Reliability;

/// <summary>
/// Two halves whose daemons call each other through proxies: one with an arbiter, a scheduler and everything that people use, the other with
/// a spare arbiter, a scheduler, a poller and a reactionner. A third machine with a spare scheduler belongs to the first half.
/// </summary>
public sealed class LinkSite : IAsyncLifetime
{
    internal const string Near = "scheduler-1";
    internal const string Far = "scheduler-2";
    internal const string FarAddress = "127.0.0.3";

    private FaultSite? _site;

    internal FaultSite Site => _site ?? throw new InvalidOperationException("the site was not started");

    public async Task InitializeAsync() => _site = await FaultSite.StartAsync(new FaultPlan
    {
        IsMeshed = true,
        Hosts = Figures.Choose(8, 20),
        Daemons =
        [
            new(DaemonRole.Arbiter, "arbiter-1", FaultPlan.Base),
            new(DaemonRole.Synchronizer, "synchronizer-1", FaultPlan.Base),
            new(DaemonRole.Broker, "broker-1", FaultPlan.Base),
            new(DaemonRole.Receiver, "receiver-1", FaultPlan.Base),
            new(DaemonRole.Poller, "poller-1", FaultPlan.Base),
            new(DaemonRole.Reactionner, "reactionner-1", FaultPlan.Base),
            new(DaemonRole.Scheduler, Near, FaultPlan.Base),
            new(DaemonRole.Scheduler, "scheduler-3", "127.0.0.2", IsSpare: true),
            new(DaemonRole.Arbiter, "arbiter-2", FarAddress, IsSpare: true),
            new(DaemonRole.Scheduler, Far, FarAddress),
            new(DaemonRole.Poller, "poller-2", FarAddress),
            new(DaemonRole.Reactionner, "reactionner-2", FarAddress),
        ],
    });

    public async Task DisposeAsync()
    {
        if (_site is not null)
        {
            await _site.DisposeAsync();
        }
    }

    /// <summary>Whether two daemons are in different halves.</summary>
    internal static bool IsAcross(FaultDaemon one, FaultDaemon other) => (one.Address == FarAddress) != (other.Address == FarAddress);

    /// <summary>Links are well, each part is at home, and everything has a copy.</summary>
    internal async Task BeginAsync()
    {
        await HealAsync();
        await Site.GoHomeAsync();
        await Site.UntilWellAsync();
    }

    /// <summary>Links are well, and so is everything that they join.</summary>
    internal Task HealAsync()
    {
        Site.Mesh.Heal();
        return Site.UntilWellAsync();
    }

    /// <summary>How often parts changed their owner so far, and arbiters the lead.</summary>
    internal async Task<(double Owners, double Terms)> RolesAsync()
    {
        double owners = 0;
        var term = 0u;
        await Site.UntilAsync("an arbiter leads", async () =>
        {
            if (await Site.StatusAsync() is not { } status || status.Parts.Count == 0)
            {
                return false;
            }

            owners = status.Parts.Sum(part => (double)(part.Stamp.Epoch & uint.MaxValue));
            term = status.Term;
            return true;
        });
        return (owners, term);
    }
}
