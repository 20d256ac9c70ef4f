using Tsuba.Hosting.Routing;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

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
            return ExplainAnswers.Refuse($"there is no notification of type '{request.Type}'");
        }

        if (request.At.Length > 0)
        {
            return ExplainAnswers.Refuse("only the present is explained here");
        }

        var explanation = await part.AskAsync(core => core.Explain(question, part.Now), cancellationToken);
        return explanation is null ? ExplainAnswers.NoSuchItem(request) : ExplainAnswers.Answer(explanation, ExplainAnswers.LanguageOf(request));
    }
}
