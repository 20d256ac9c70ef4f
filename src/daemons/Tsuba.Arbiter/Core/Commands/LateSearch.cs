using System.Collections.Immutable;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core.Commands;

/// <summary>
/// Where a command goes that a replaced owner of a part hands over. The part itself carries it out where its host never left. Otherwise any part that had the host
/// meanwhile may have had the command: all are asked, one after another, and when none had it the host's own part carries it out. Source: decision 0099.
/// </summary>
/// <param name="part">The part whose owner took it.</param>
internal sealed class LateSearch(PartId part)
{
    private readonly HashSet<PartId> _asked = [];

    /// <summary>Whom to ask next, and what.</summary>
    /// <param name="home">The part of the host. Who carried the command out there before the host came to another part is asked like all others.</param>
    /// <param name="parts">All parts; those that are gone can no longer be asked.</param>
    internal (PartId Part, LateQuestion Question) Next(PartId home, ImmutableArray<PartId> parts)
    {
        if (!_asked.Contains(part) && parts.Contains(part))
        {
            return (part, LateQuestion.CarryOutIfSure);
        }

        foreach (var other in parts)
        {
            if (other != home && !_asked.Contains(other))
            {
                return (other, LateQuestion.DidYouHaveIt);
            }
        }

        return (home, LateQuestion.CarryOut);
    }

    /// <summary>A part never had it.</summary>
    internal void IsUnknownTo(PartId asked) => _asked.Add(asked);
}
