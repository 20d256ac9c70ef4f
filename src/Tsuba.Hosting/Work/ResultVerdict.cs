using System.Collections.Immutable;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Work;

/// <summary>What a scheduler said of a batch, by part.</summary>
/// <param name="Refused">Parts whose results it will never take.</param>
/// <param name="Postponed">Parts whose results it may take later.</param>
public readonly record struct ResultVerdict(ImmutableArray<PartId> Refused, ImmutableArray<PartId> Postponed)
{
    /// <summary>Reads a reply.</summary>
    /// <param name="reply">One answer for each part, in the order of their first result; no answer at all: all taken.</param>
    /// <param name="parts">The part of each result.</param>
    public static ResultVerdict Read(ResultReply reply, IEnumerable<PartId> parts)
    {
        var refused = ImmutableArray.CreateBuilder<PartId>();
        var postponed = ImmutableArray.CreateBuilder<PartId>();
        foreach (var (part, ack) in parts.Distinct().Zip(reply.Acks))
        {
            if (ack.Accepted)
            {
                continue;
            }

            var isFinal = ack.Reason is RefusalReason.StaleEpoch or RefusalReason.UnknownPart or RefusalReason.Invalid;
            (isFinal ? refused : postponed).Add(part);
        }

        return new ResultVerdict(refused.ToImmutable(), postponed.ToImmutable());
    }
}
