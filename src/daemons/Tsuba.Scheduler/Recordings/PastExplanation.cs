using Tsuba.Engine;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Outputs;
using Tsuba.Model.Time;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Scheduler.Recordings;

/// <summary>
/// Explains a moment of the past: the engine is brought to it from the newest snapshot before, and what was decided on the way is read from the
/// frames. One segment of the journal is in memory at a time, and one engine.
/// </summary>
public static class PastExplanation
{
    // So much before the moment is read, if it is there, for what was decided; the last of it is shown.
    private const long LeadMilliseconds = 15 * 60 * 1000;
    private const int MostLines = 60;

    /// <summary>The explanation in words, or why there is none.</summary>
    /// <param name="part">What is recorded of the part that has the item.</param>
    /// <param name="request">The question.</param>
    /// <param name="atUtcMilliseconds">The moment; null: the end of what is recorded.</param>
    /// <param name="cancellationToken">Stop.</param>
    /// <exception cref="InvalidDataException">A frame needs a configuration that is gone, or cannot be understood.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public static ExplainReply Answer(RecordedPart part, ExplainRequest request, long? atUtcMilliseconds, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(part);
        if (ExplainAnswers.Question(request) is not { } question)
        {
            return ExplainAnswers.RefuseType(request);
        }

        if ((atUtcMilliseconds ?? part.LastTurn()) is not { } at || (part.Open(at - LeadMilliseconds) ?? part.Open(at)) is not var (engine, frame))
        {
            return TooOld();
        }

        var recorded = new RecordedDecisions(question, MostLines);
        Run(part, engine, frame, at, recorded, cancellationToken);
        if (engine.Snapshot is null)
        {
            return TooOld();
        }

        var last = engine.LastTurn;
        if (engine.Explain(question, new EngineTime(at, last.LogicalMilliseconds + Math.Max(0, at - last.UtcMilliseconds))) is not { } explanation)
        {
            return ExplainAnswers.NoSuchItem(request);
        }

        var language = ExplainAnswers.LanguageOf(request);
        var reply = ExplainAnswers.Answer(explanation, language);
        var wording = new Wording(language, explanation.Zone);
        ExplainAnswers.Add(reply, wording, Phrase.HeadingPast, recorded.Lines(wording));
        return reply;
    }

    private static ExplainReply TooOld() => ExplainAnswers.Refuse("what is recorded does not reach back to that moment");

    // The turns up to the moment, with what was recorded of them.
    private static void Run(RecordedPart part, SchedulerEngine engine, ulong frame, long until, RecordedDecisions recorded, CancellationToken cancellationToken)
    {
        var outputs = new EngineOutputs();
        foreach (var stored in part.Frames(frame))
        {
            cancellationToken.ThrowIfCancellationRequested();
            var inputs = FrameCodec.ReadInputs(stored.Payload.Span);
            if (inputs.UtcMs > until)
            {
                return;
            }

            if (!inputs.Continues)
            {
                part.ToTurn(inputs).Run(engine, outputs);
                outputs.Clear();
            }

            recorded.Take(FrameCodec.ReadEvents(stored.Payload.Span));
        }
    }
}
