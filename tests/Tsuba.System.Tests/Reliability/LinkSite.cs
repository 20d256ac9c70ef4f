using System.Globalization;
using System.Text.RegularExpressions;
using Tsuba.Model.Items;
using Tsuba.System.Tests.Sites.Faults;

namespace Tsuba.System.Tests.Reliability;

/// <summary>
/// Two halves whose daemons call each other through proxies: one with an arbiter, a scheduler and everything that people use, the other with
/// a spare arbiter, a scheduler, a poller and a reactionner. A third machine with a spare scheduler belongs to the first half.
/// </summary>
public sealed partial class LinkSite : IAsyncLifetime
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

    /// <summary>How often parts changed their owner so far, as the arbiters say, and arbiters the lead.</summary>
    internal async Task<(double Owners, double Terms)> RolesAsync()
    {
        var term = 0u;
        await Site.UntilAsync("an arbiter leads", async () =>
        {
            if (await Site.StatusAsync() is not { } status || status.Parts.Count == 0)
            {
                return false;
            }

            term = status.Term;
            return true;
        });
        return (OwnerChanges(), term);
    }

    // A part is deployed again to the same owner too; epochs put what two arbiters say in order.
    private double OwnerChanges() => Site.Machines
        .SelectMany(machine => machine.Lines)
        .Select(line => Deployment().Match(line))
        .Where(match => match.Success)
        .Select(match => (Part: match.Groups["part"].Value, Owner: match.Groups["owner"].Value, Term: NumberOf(match, "term"), Number: NumberOf(match, "number")))
        .GroupBy(deployed => deployed.Part, StringComparer.Ordinal)
        .Sum(part =>
        {
            var owners = part.OrderBy(deployed => (deployed.Term, deployed.Number)).Select(deployed => deployed.Owner).ToList();
            return owners.Zip(owners.Skip(1)).Count(pair => pair.First != pair.Second);
        });

    private static int NumberOf(Match match, string group) => int.Parse(match.Groups[group].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"Part (?<part>\d+) deployed to scheduler (?<owner>[^:]+): epoch (?<term>\d+)\.(?<number>\d+),", RegexOptions.ExplicitCapture)]
    private static partial Regex Deployment();
}
