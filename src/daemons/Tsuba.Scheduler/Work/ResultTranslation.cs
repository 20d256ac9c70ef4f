using System.Text;
using Tsuba.Engine.Inputs;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Work;

/// <summary>What workers send, as inputs of the engine.</summary>
internal static class ResultTranslation
{
    private const int MaxReceiptCharacters = 1024;

    // What a snapshot command prints is its purpose, so more of it is kept.
    private const int MaxSnapshotCharacters = 16 * 1024;

    public static EngineInput ToInput(JobResult result, string worker) =>
        result.Kind == WorkKind.Check ? ToCheckResult(result, worker) : ToReceipt(result, worker);

    private static CheckResult ToCheckResult(JobResult result, string worker) => new()
    {
        Item = new ItemId(result.Item),
        Occurrence = result.Occurrence,
        ExitCode = result.ExitCode,
        Signal = result.Signal,
        TimedOut = result.TimedOut,
        Output = Encoding.UTF8.GetString(result.Output.Span),
        Failure = result.Failure.Length == 0 ? null : result.Failure,
        StartUtcMilliseconds = result.StartUtcMs,
        ExecutionTime = TimeSpan.FromMicroseconds(result.DurationUs),
        Poller = worker,
    };

    /// <summary>Whether a command did what it should.</summary>
    public static bool Succeeded(JobResult result) => result is { ExitCode: 0, Signal: 0, TimedOut: false } && result.Failure.Length == 0;

    private static ActionFinished ToReceipt(JobResult result, string worker)
    {
        var succeeded = Succeeded(result);
        var text = result.Failure.Length > 0 ? result.Failure
            : result.TimedOut ? "timed out"
            : result.Signal != 0 ? $"ended by signal {result.Signal}"
            : Encoding.UTF8.GetString(result.Output.Span).Trim();
        var most = result.Kind == WorkKind.Snapshot ? MaxSnapshotCharacters : MaxReceiptCharacters;
        return new ActionFinished(result.Id, succeeded, text.Length > most ? text[..most] : text, worker);
    }
}
