using Tsuba.Protocol.Contracts;
using Tsuba.Synchronizer.Core;

namespace Tsuba.Synchronizer.Serving;

/// <summary>
/// What the arbiter may read: production, and beside it what is offered and not yet judged. Replaced as a whole; readers take no lock.
/// </summary>
internal sealed class ProductionShelf(TimeProvider time)
{
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile ProductionImage? _production;
    private volatile OfferedImage? _offered;

    /// <summary>What runs; null: nothing yet.</summary>
    internal ProductionImage? Production => _production;

    /// <summary>What the arbiter should read next.</summary>
    internal ProductionImage? Next => _offered?.Image ?? _production;

    /// <summary>Puts something else there and wakes who waits.</summary>
    internal void Put(ProductionImage? production, OfferedImage? offered)
    {
        _production = production;
        _offered = offered;
        Interlocked.Exchange(ref _changed, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
    }

    /// <summary>A page of a commit that is there; empty if it is not there any more.</summary>
    internal ProductionReply Page(string commit, int first) =>
        new[] { _offered?.Image, _production }.FirstOrDefault(image => image?.Commit == commit)?.Reply(first, withFiles: true) ?? new ProductionReply();

    /// <summary>What the arbiter should read, at once.</summary>
    internal ProductionReply Read(bool withFiles) => Signed(Next?.Reply(0, withFiles) ?? new ProductionReply());

    /// <summary>Waits until there is something else than the arbiter has; empty if there is not.</summary>
    internal async Task<ProductionReply> WaitAsync(string have, TimeSpan wait, bool withFiles, CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while (true)
        {
            var changed = Volatile.Read(ref _changed).Task;
            var (production, offered) = (_production, _offered);
            if (Offers.Next(production?.Commit, offered?.Offer, have) is { } next && (offered?.Image ?? production) is { } image)
            {
                var reply = image.Reply(0, withFiles);
                (reply.Author, reply.Confirm) = (next.Author, next.Confirm);
                return reply;
            }

            var left = wait - time.GetElapsedTime(started);
            if (left <= TimeSpan.Zero)
            {
                return new ProductionReply();
            }

            await changed.WaitAsync(left, time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    private ProductionReply Signed(ProductionReply reply)
    {
        if (_offered is { } offered && offered.Image.Commit == reply.Commit)
        {
            reply.Author = offered.Author;
            reply.Confirm = offered.Confirm;
        }

        return reply;
    }
}
