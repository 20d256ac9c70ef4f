using Tsuba.Hosting.Routing;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Recordings;

namespace Tsuba.Scheduler;

/// <content>What would happen if.</content>
public sealed partial class SchedulerDaemon
{
    private async ValueTask<ForecastReply> ForecastAsync(Caller caller, ForecastRequest request, CancellationToken cancellationToken)
    {
        if (!_owned.TryGetValue(request.Part, out var part))
        {
            return Missing(request.Part, PartRules.NotOwned(request.Part).Refusal);
        }

        // Each looks ahead with an engine of its own, as large as the part: one at a time, beside the turns.
        await _past.WaitAsync(cancellationToken);
        try
        {
            return RecordedPart.Of(_context.StateDirectory, part.Part)?.Present() is { Snapshot: not null } engine
                ? ForecastAnswers.Answer(part.Part, engine, request, cancellationToken)
                : Missing(request.Part, "no state of it can be read");
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException)
        {
            return Missing(request.Part, $"what is recorded of it cannot be read: {unreadable.Message}");
        }
        finally
        {
            _past.Release();
        }
    }

    private static ForecastReply Missing(int part, string why) => new() { Missing = { $"part {new PartId(part)}: {why}" } };
}
