using Google.Protobuf.Collections;
using Microsoft.Extensions.Logging;
using Tsuba.Journal.Spooling;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Scheduler.Leaving;
using Tsuba.Scheduler.Parts;

namespace Tsuba.Scheduler;

/// <content>Commands that this scheduler took for parts which another one owns by now (decision 0059).</content>
public sealed partial class SchedulerDaemon
{
    private const int ReadBytes = 1024 * 1024;
    private static readonly TimeSpan LongestFlush = TimeSpan.FromSeconds(5);

    private readonly Signal _leftArrived = new();
    private Spool? _leftSpool;
    private LeftStore? _left;

    private LeftStore Left => _left ?? throw new InvalidOperationException("the scheduler has not started");

    private void OpenLeft()
    {
        _leftSpool = Spool.Open(_files, Path.Combine(_context.StateDirectory, "left"), LeftStore.Options(_context.Time.GetUtcNow().ToUnixTimeMilliseconds()));
        _left = new LeftStore(_leftSpool.Log);
        foreach (var finding in _leftSpool.Findings)
        {
            LogLeftFinding(finding.ToString());
        }
    }

    /// <summary>Before the part is forgotten. If that fails, the order is refused, and the arbiter gives it again.</summary>
    /// <param name="files">The part.</param>
    /// <param name="heir">Its new owner; empty: not known.</param>
    /// <exception cref="IOException">The commands cannot be kept.</exception>
    private async Task LeaveCommandsAsync(PartFiles files, string heir)
    {
        var followerHad = _owned.TryGetValue(files.Part.Value, out var owned) ? owned.Gate.HadBy(heir) : 0;
        await CloseAsync(files.Part, withSnapshot: false);
        var before = _leftSpool!.Counters.Received;
        var part = files.Part.Value;
        var last = Left.Take(part, LeftJournal.Read(files, followerHad, Left.TakenUpTo(part)));
        if (last == 0)
        {
            Left.Forget(part);
            return;
        }

        using var limit = new CancellationTokenSource(LongestFlush, _context.Time);
        try
        {
            if (!await _leftSpool.WaitDurableAsync(last, limit.Token))
            {
                throw new IOException("the scheduler is stopping");
            }
        }
        catch (OperationCanceledException)
        {
            throw new IOException(_leftSpool.Failure ?? "the disk is too slow for the commands that are to be handed over");
        }

        Left.Forget(part);
        _leftArrived.Raise();
        var count = _leftSpool.Counters.Received - before;
        _counters.Left(count);
        LogLeft(files.Part.Value, count, followerHad);
    }

    private ValueTask<DrainReply> DrainAsync(DrainRequest request, CancellationToken cancellationToken) => LongPoll.RunAsync(
        isLast => Left.Drain(request) is var reply && (isLast || reply.Commands.Count > 0) ? reply : null,
        _leftArrived,
        request.WaitMs,
        _context.Time,
        cancellationToken);

    /// <summary>What is done about commands. Those that an owner before left are looked up in the journal.</summary>
    private static async Task<List<LateFate>> FatesAsync(OwnedPart part, RepeatedField<Command> commands, CancellationToken cancellationToken)
    {
        var late = new LateCommands(part.Part, commands);
        Dictionary<string, IReadOnlyDictionary<string, ulong>?> marks = [];
        if (late.HasAny)
        {
            var asked = commands.Select(command => LateCommands.HostOf(command) ?? "").ToHashSet(StringComparer.Ordinal);
            (var frame, marks) = await part.AskAsync(
                core =>
                {
                    late.Remember(core.LastFrameOf, core.LastFrameUpTo, core.Semantics);
                    return (core.Frame, asked.ToDictionary(host => host, core.CommandMarksOf, StringComparer.Ordinal));
                },
                cancellationToken);
            await part.WaitMarkAsync(frame, cancellationToken);
            LeftJournal.Read(part.Journal, late, ReadBytes);
        }

        return [.. commands.Select(command => late.Decide(command, host => marks.GetValueOrDefault(host)))];
    }

    [LoggerMessage(2070, LogLevel.Warning, "Part {Part}: {Count} commands and passive results behind frame {Frame} are handed over to its new owner")]
    private partial void LogLeft(int part, long count, ulong frame);

    [LoggerMessage(2071, LogLevel.Warning, "Commands that are to be handed over: {Finding}")]
    private partial void LogLeftFinding(string finding);
}
