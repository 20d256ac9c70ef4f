using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Scheduler;

/// <content>Totals of the site, and values of items of other parts, for the macros of the parts that are owned here.</content>
public sealed partial class SchedulerDaemon
{
    // A reply is one message.
    private const int MostAnswerCharacters = 4 * 1024 * 1024;

    private async ValueTask<ShareTotalsReply> ShareTotalsAsync(ShareTotalsRequest request, CancellationToken cancellationToken)
    {
        var reply = new ShareTotalsReply();
        var characters = 0;
        foreach (var part in _owned.Values)
        {
            var (share, had) = await part.AskAsync(core => (core.Share(request.Questions, request.Counts), core.Totals), cancellationToken);
            if (share is null)
            {
                continue;
            }

            reply.Parts.Add(new PartTotals { Part = part.Part.Value, WantsTotals = share.WantsTotals, Wanted = { share.Wanted }, Counts = { share.Counts } });
            foreach (var (macro, value) in share.Answers)
            {
                if ((characters += macro.Length + value.Length) <= MostAnswerCharacters)
                {
                    reply.Answers[macro] = value;
                }
            }

            // Nobody waits for it: what does not fit into the queue is told with the next call.
            if (TotalsStep.For(share, had, request.Totals, request.Values) is { } totals)
            {
                part.TryEnqueue([new EngineStep(totals)]);
            }
        }

        return reply;
    }
}
