using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Logging;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Commands;

/// <summary>
/// Logs commands that were refused or expired, since a writer of the pipe gets no answer: one line in ten seconds for each reason, with
/// the number of those that were left out.
/// </summary>
public sealed partial class RefusalLog
{
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(10);

    private readonly ILogger _log;
    private readonly RateLimitedLog _limit;

    /// <summary>A log of one daemon.</summary>
    public RefusalLog(ILoggerFactory loggers, TimeProvider time)
    {
        _log = loggers.CreateLogger<RefusalLog>();
        _limit = new RateLimitedLog(time, Period);
    }

    /// <summary>Logs one answer.</summary>
    public void Write(string id, CommandAnswer answer)
    {
        if (_limit.MayWrite(answer.Text, out var suppressed))
        {
            LogRefused(id, answer.State == CommandState.Expired ? "expired" : "was refused", answer.Text, suppressed);
        }
    }

    [LoggerMessage(8075, LogLevel.Warning, "Command {Id} {What}: {Text} ({Suppressed} more like it before)")]
    private partial void LogRefused(string id, string what, string text, long suppressed);
}
