using Tsuba.Hosting.Terms;
using Tsuba.Protocol.Contracts;
using Tsuba.Simulation.Tests.Nodes;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Planted;

/// <summary>Arbiters that are granted whatever they ask for, and whose orders are obeyed whoever gives them: two lead, by their own account.</summary>
internal sealed class TwoLeaders(int seed) : SimulatedSite(seed)
{
    protected override SimulatedScheduler CreateScheduler(string name) => new Generous(this, name);

    private sealed class Generous(SimulatedSite site, string name) : SimulatedScheduler(site, name)
    {
        private readonly Dictionary<string, Ballot> _ballots = new(StringComparer.Ordinal);

        // Each arbiter has a ballot for itself alone.
        public override void Vote(HeartbeatRequest request, HeartbeatReply reply)
        {
            if (!_ballots.TryGetValue(request.Arbiter, out var ballot))
            {
                _ballots.Add(request.Arbiter, ballot = new Ballot(0, "", 0));
            }

            reply.Granted = request.Ask == VoteAsk.Trial
                ? ballot.WouldGrant(request.Arbiter, request.Term, Time.LogicalMilliseconds)
                : request.Ask == VoteAsk.Take && ballot.Take(request.Arbiter, request.Term, request.LeaseMs, Time.LogicalMilliseconds);
            reply.Term = ballot.Term;
            reply.TermHolder = ballot.Holder;
        }

        public override bool Obeys(string arbiter, uint term) => true;
    }
}
