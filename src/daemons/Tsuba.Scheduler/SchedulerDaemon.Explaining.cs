using Tsuba.Engine.Explain;
using Tsuba.Hosting.Routing;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Parts;
using Tsuba.Scheduler.Recordings;

namespace Tsuba.Scheduler;

/// <content>Why an item is in its state, and who is or was notified.</content>
public sealed partial class SchedulerDaemon
{
    private async ValueTask<ExplainReply> ExplainAsync(Caller caller, ExplainRequest request, CancellationToken cancellationToken)
    {
        if (!_owned.TryGetValue(request.Part, out var part))
        {
            return ExplainAnswers.Unavailable(PartRules.NotOwned(request.Part).Refusal);
        }

        if (ExplainAnswers.Question(request) is not { } question)
        {
            return ExplainAnswers.RefuseType(request);
        }

        if (request.At.Length > 0)
        {
            return await ExplainPastAsync(part, request, cancellationToken);
        }

        var explanation = await part.AskAsync(core => core.Explain(question, part.Now), cancellationToken);
        return explanation is null ? ExplainAnswers.NoSuchItem(request) : ExplainAnswers.Answer(explanation, ExplainAnswers.LanguageOf(request));
    }

    private async ValueTask<ExplainReply> ExplainPastAsync(OwnedPart part, ExplainRequest request, CancellationToken cancellationToken)
    {
        var zone = await part.AskAsync(core => core.Configuration?.Settings.Zone, cancellationToken) ?? TimeZoneInfo.Utc;
        if (Moments.Read(request.At, _context.Time.GetUtcNow().ToUnixTimeMilliseconds(), zone) is not { } at)
        {
            return ExplainAnswers.RefuseMoment(request);
        }

        // Each looks at an engine of its own, as large as the part: one at a time.
        await _past.WaitAsync(cancellationToken);
        try
        {
            return RecordedPart.Of(_context.StateDirectory, part.Part) is { } recorded
                ? PastExplanation.Answer(recorded, request, at, cancellationToken)
                : ExplainAnswers.Unavailable(PartRules.NotOwned(part.Part.Value).Refusal);
        }
        catch (Exception unreadable) when (unreadable is IOException or InvalidDataException)
        {
            return ExplainAnswers.Unavailable($"what is recorded of part {part.Part} cannot be read: {unreadable.Message}");
        }
        finally
        {
            _past.Release();
        }
    }
}
