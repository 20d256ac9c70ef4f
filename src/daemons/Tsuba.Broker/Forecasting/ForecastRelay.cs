using Tsuba.Broker.Reading;
using Tsuba.Hosting.Peers;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Broker.Forecasting;

/// <summary>Asks the owner of every part what would happen if, one part after the other, and puts the answers together.</summary>
/// <param name="links">Who owns what, now.</param>
/// <param name="peers">Calls to schedulers.</param>
public sealed class ForecastRelay(Func<BrokerLinks> links, IPeers peers)
{
    // An answer about all parts must fit into one message.
    private const int MostBytes = 10 * 1024 * 1024;

    // A scheduler reads its files and runs hours or days of a part in virtual time.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(5);

    /// <summary>The answers of the owners; what one of them cannot say is named.</summary>
    public async Task<ForecastReply> AskAsync(ForecastRequest request, CancellationToken cancellationToken)
    {
        var owners = links().Parts;
        if (owners.Count == 0)
        {
            return new ForecastReply { Faults = { "nobody is known to own a part at the moment" } };
        }

        var reply = new ForecastReply();
        foreach (var (part, owner) in owners)
        {
            var asked = request.Clone();
            asked.Part = part;
            asked.MaxBytes = MostBytes / owners.Count;
            try
            {
                var answer = await peers.CallAsync(owner.Scheduler, Routes.Forecast, asked, Limit, cancellationToken);
                if (answer.Faults.Count > 0)
                {
                    // The question itself is wrong; the others would say the same.
                    return answer;
                }

                reply.MergeFrom(answer);
            }
            catch (PeerCallException failed)
            {
                reply.Missing.Add($"part {part}: {owner.Scheduler.Name}, which owns it, does not answer: {failed.Message}");
            }
        }

        return reply;
    }
}
