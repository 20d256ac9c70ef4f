using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Work;

/// <summary>Answers brokers that read a daemon without events of its own: an empty image, then nothing, held back as long as they like to wait.</summary>
public sealed class NoEvents(TimeProvider time)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(25);

    /// <summary>Any epoch but none: there is nothing that could be stale.</summary>
    private static readonly Epoch Epoch = new(0, 1);

    /// <summary>The answer.</summary>
    public async ValueTask<ReadEventsReply> AnswerAsync(ReadEventsRequest request, CancellationToken cancellationToken)
    {
        var isFirst = request.Epoch != Epoch.Packed;
        if (!isFirst)
        {
            var wait = TimeSpan.FromMilliseconds(Math.Max(0, request.WaitMs));
            await Task.Delay(wait < LongestWait ? wait : LongestWait, time, cancellationToken);
        }

        return new ReadEventsReply
        {
            Ack = new Ack { Accepted = true },
            Stamp = new PartStamp { Part = request.Part, Epoch = Epoch.Packed },
            Image = isFirst,
            NextCursor = isFirst ? 1 : request.Cursor,
        };
    }
}
