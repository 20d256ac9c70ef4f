using System.Threading.Channels;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Loading;

/// <summary>Orders to reload, carried out one at a time in the order in which they were given. Bounded: whoever waits for the answer waits for room too.</summary>
internal sealed class ReloadQueue
{
    private const int Bound = 16;

    private readonly Channel<ReloadOrder> _orders = Channel.CreateBounded<ReloadOrder>(Bound);

    /// <summary>Gives an order and waits for what comes of it.</summary>
    internal async Task<ReloadReply> AskAsync(ReloadOrder order, CancellationToken cancellationToken)
    {
        await _orders.Writer.WriteAsync(order, cancellationToken);
        return await order.Outcome.Task.WaitAsync(cancellationToken);
    }

    /// <summary>Gives an order that nobody waits for. Beside a full queue it is dropped: the files are about to be read anyway.</summary>
    internal void Request(ReloadOrder order) => _orders.Writer.TryWrite(order);

    /// <summary>The orders, for the one who carries them out.</summary>
    internal IAsyncEnumerable<ReloadOrder> ReadAllAsync(CancellationToken cancellationToken) => _orders.Reader.ReadAllAsync(cancellationToken);
}
