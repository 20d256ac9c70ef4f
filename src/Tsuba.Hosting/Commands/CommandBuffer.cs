using System.Collections.Immutable;
using Google.Protobuf;
using Tsuba.Journal.Spooling;
using Tsuba.Model.ExternalCommands;
using Tsuba.Modules;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Commands;

/// <summary>
/// Where a receiver or broker keeps external commands until the arbiter has them. A command is accepted when it is on disk; the
/// arbiter drains by cursor, and brings the fates of earlier commands with its next call. The source name and the spool's sequence
/// make a command known again wherever it arrives twice.
/// </summary>
public sealed class CommandBuffer : ICommandSink, IDisposable
{
    private const int MostCommandsPerReply = 20_000;
    private const int MostBytesPerReply = 4 * 1024 * 1024;

    private readonly string _source;
    private readonly Spool _spool;
    private readonly TimeProvider _time;
    private readonly CommandFates _fates = new();
    private readonly Lock _lock = new();
    private TaskCompletionSource _arrived = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>A buffer over a spool that it then owns.</summary>
    /// <param name="source">Name of the daemon, unique in the site: <c>receiver-master</c>.</param>
    /// <param name="spool">The spool.</param>
    /// <param name="time">The clock.</param>
    public CommandBuffer(string source, Spool spool, TimeProvider time)
    {
        _source = source;
        _spool = spool;
        _time = time;
    }

    /// <summary>What came in, went out, was refused and waits.</summary>
    public SpoolCounters Counters => _spool.Counters;

    /// <summary>Why nothing can be accepted at present; null: it can.</summary>
    public string? Failure => _spool.Failure;

    /// <inheritdoc />
    public async ValueTask<CommandReceipt> SubmitAsync(IReadOnlyList<string> lines, string author, CancellationToken cancellationToken)
    {
        foreach (var line in lines)
        {
            // Passive results, the bulk of what comes, are looked at without being taken apart.
            if (!ExternalCommandParser.TryParsePassiveResult(line, CommandLineLimits.DefaultMaxLength, out _)
                && ExternalCommandParser.Parse(line, CommandLineLimits.DefaultMaxLength) is { Refusal: { } refusal })
            {
                return new CommandReceipt(false, false, refusal, []);
            }
        }

        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var ids = ImmutableArray.CreateBuilder<string>(lines.Count);
        ulong last = 0;
        lock (_lock)
        {
            foreach (var line in lines)
            {
                var record = new Command { Line = line, ReceivedUtcMs = now, Author = author };
                var sequence = _spool.Append(record.ToByteArray());
                if (sequence == 0)
                {
                    // What was taken before the spool was full stays taken: commands stand for themselves.
                    return new CommandReceipt(false, true, "the command buffer is full", ids.ToImmutable());
                }

                last = sequence;
                ids.Add(CommandFates.Id(_source, sequence));
            }
        }

        if (last == 0)
        {
            return new CommandReceipt(true, false, "", []);
        }

        if (!await _spool.WaitDurableAsync(last, cancellationToken))
        {
            return new CommandReceipt(false, false, "the daemon is stopping", []);
        }

        Wake();
        return new CommandReceipt(true, false, "", ids.ToImmutable());
    }

    /// <inheritdoc />
    public ValueTask<CommandFate> WaitAsync(string id, TimeSpan wait, CancellationToken cancellationToken) =>
        _fates.WaitAsync(id, wait, _time, cancellationToken);

    /// <summary>Answers the arbiter: takes fates, frees what it has, returns what is new, held back while there is nothing.</summary>
    public async ValueTask<DrainReply> DrainAsync(DrainRequest request, CancellationToken cancellationToken)
    {
        foreach (var answer in request.Answers)
        {
            _fates.Take(answer);
        }

        if (request.Cursor > 0)
        {
            _spool.Acknowledge(request.Cursor - 1);
        }

        var until = _time.GetTimestamp() + (long)(Math.Clamp(request.WaitMs, 0, 60_000) / 1000.0 * _time.TimestampFrequency);
        while (true)
        {
            var arrived = Volatile.Read(ref _arrived).Task;
            var reply = Read(request.Cursor, Math.Clamp(request.MaxCommands, 1, MostCommandsPerReply));
            var left = _time.GetElapsedTime(_time.GetTimestamp(), until);
            if (reply.Commands.Count > 0 || left <= TimeSpan.Zero)
            {
                return reply;
            }

            await arrived.WaitAsync(left, _time, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            cancellationToken.ThrowIfCancellationRequested();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _spool.Dispose();

    private DrainReply Read(ulong cursor, int maxCommands)
    {
        var reply = new DrainReply { NextCursor = cursor };
        long bytes = 0;
        foreach (var record in _spool.Read(cursor, maxCommands))
        {
            bytes += record.Content.Length;
            if (bytes > MostBytesPerReply && reply.Commands.Count > 0)
            {
                break;
            }

            var command = Command.Parser.ParseFrom(record.Content.Span);
            command.Source = _source;
            command.Sequence = record.Sequence;
            reply.Commands.Add(command);
            reply.NextCursor = record.Sequence + 1;
        }

        return reply;
    }

    private void Wake() =>
        Interlocked.Exchange(ref _arrived, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously)).TrySetResult();
}
