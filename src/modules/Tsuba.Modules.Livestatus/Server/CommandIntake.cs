using Microsoft.Extensions.Logging;
using Tsuba.Model.ExternalCommands;

namespace Tsuba.Modules.Livestatus.Server;

/// <summary>
/// Takes <c>COMMAND [time] NAME;…</c>. Taken means durable; what its owner says to it comes later and goes to the log, since the
/// protocol has no answer for a command that was taken. <c>LOGROTATE</c> is for this broker alone, and done when it is taken.
/// Source: reference/livestatus.md 2 and 8.
/// </summary>
internal sealed partial class CommandIntake
{
    private const string Word = "COMMAND";
    private const string RotationWord = "LOGROTATE";
    private const int BadRequest = 400;
    private const int Forbidden = 403;
    private const int Busy = 503;

    // So many commands are watched at a time for what their owner says.
    private const int MostWatched = 1_000;
    private static readonly TimeSpan WatchTime = TimeSpan.FromSeconds(60);

    private readonly ICommandSink _sink;
    private readonly Func<CancellationToken, ValueTask<bool>> _rotateLog;
    private readonly LivestatusSettings _settings;
    private readonly LivestatusCounters _counters;
    private readonly RunningTasks _running;
    private readonly ILogger _log;
    private int _watched;

    public CommandIntake(
        ICommandSink sink, Func<CancellationToken, ValueTask<bool>> rotateLog, LivestatusSettings settings, LivestatusCounters counters, RunningTasks running, ILogger log)
    {
        _sink = sink;
        _rotateLog = rotateLog;
        _running = running;
        _settings = settings;
        _counters = counters;
        _log = log;
    }

    public static bool IsCommand(string line) =>
        line == RotationWord || (line.StartsWith(Word, StringComparison.Ordinal) && line.Length > Word.Length && line[Word.Length] is ' ' or '\t');

    /// <summary>Takes a command. Returns nothing on success, else the line to send: code, colon, text.</summary>
    /// <param name="line">The line, COMMAND included, or LOGROTATE.</param>
    /// <param name="peer">Who gave it, for the log.</param>
    /// <param name="stop">Stop of the module.</param>
    public async ValueTask<string> TakeAsync(string line, string peer, CancellationToken stop)
    {
        var (code, refusal) = !_settings.AllowCommands ? (Forbidden, "commands are switched off (allow_commands)")
            : line == RotationWord ? await RotateAsync(stop)
            : await SubmitAsync(line[Word.Length..].Trim(), peer, stop);
        _counters.Command(accepted: code == 0);
        if (code == 0)
        {
            return "";
        }

        LogRefused(peer, code, refusal);
        return $"{code}: {refusal}";
    }

    private async ValueTask<(int Code, string Refusal)> SubmitAsync(string command, string peer, CancellationToken stop)
    {
        if (!ExternalCommandParser.TryParsePassiveResult(command, CommandLineLimits.DefaultMaxLength, out _)
            && ExternalCommandParser.Parse(command, CommandLineLimits.DefaultMaxLength).Refusal is { } refusal)
        {
            return (BadRequest, refusal);
        }

        var receipt = await _sink.SubmitAsync([command], "", stop);
        if (!receipt.Accepted)
        {
            return (receipt.Full ? Busy : BadRequest, receipt.Refusal);
        }

        if (Interlocked.Increment(ref _watched) <= MostWatched)
        {
            _running.Start(() => WatchAsync(receipt.Ids[0], command, peer, stop));
        }
        else
        {
            Interlocked.Decrement(ref _watched);
        }

        return (0, "");
    }

    private async ValueTask<(int Code, string Refusal)> RotateAsync(CancellationToken stop)
    {
        try
        {
            return await _rotateLog(stop) ? (0, "") : (BadRequest, "there is no Nagios log that rotates (log_rotation_method)");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ObjectDisposedException)
        {
            // The disk refuses, or the log's module is being started anew.
            return (Busy, $"the log was not rotated: {failure.Message}");
        }
    }

    // Ends by itself: with the command's fate, after a minute, or at the stop. Its only effect is a line in the log.
    private async Task WatchAsync(string id, string command, string peer, CancellationToken stop)
    {
        try
        {
            var fate = await _sink.WaitAsync(id, WatchTime, stop);
            if (fate is { IsFinal: true, IsApplied: false })
            {
                LogFailed(peer, Shown(command), fate.Text);
            }
            else
            {
                LogTaken(peer, Shown(command), fate.Phase);
            }
        }
        catch (OperationCanceledException)
        {
            LogTaken(peer, Shown(command), CommandPhase.Received);
        }
        finally
        {
            Interlocked.Decrement(ref _watched);
        }
    }

    private static string Shown(string command) => ExternalCommandParser.WithoutTimestamp(command).ToString();

    [LoggerMessage(9402, LogLevel.Warning, "Livestatus: command of {Peer} refused with {Code}: {Refusal}")]
    private partial void LogRefused(string peer, int code, string refusal);

    [LoggerMessage(9403, LogLevel.Warning, "Livestatus: command of {Peer} was not applied: {Command}: {Answer}")]
    private partial void LogFailed(string peer, string command, string answer);

    [LoggerMessage(9404, LogLevel.Debug, "Livestatus: command of {Peer}: {Command}: {Phase}")]
    private partial void LogTaken(string peer, string command, CommandPhase phase);
}
