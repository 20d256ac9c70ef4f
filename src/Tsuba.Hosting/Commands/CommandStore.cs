using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf;
using Tsuba.Journal.Spooling;
using Tsuba.Model.ExternalCommands;
using Tsuba.Modules;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Hosting.Commands;

/// <summary>
/// The commands of a <see cref="CommandBuffer"/>, without clock and waiting: what is taken, what the arbiter is given, and what it
/// acknowledges. The source name and the record's sequence make a command known again wherever it arrives twice.
/// </summary>
internal sealed class CommandStore(string source, SpoolLog log)
{
    private const int MostCommandsPerReply = 20_000;
    private const int MostBytesPerReply = 4 * 1024 * 1024;

    private readonly Lock _lock = new();
    private ulong _last;

    /// <summary>Takes commands, or refuses all of them. What is accepted may be told only when <paramref name="last"/> is durable.</summary>
    /// <param name="lines">The commands.</param>
    /// <param name="author">Who gives them.</param>
    /// <param name="utcMilliseconds">Now.</param>
    /// <param name="last">The last record; 0: none.</param>
    public CommandReceipt Take(IReadOnlyList<string> lines, string author, long utcMilliseconds, out ulong last)
    {
        last = 0;
        foreach (var line in lines)
        {
            // Passive results, the bulk of what comes, are looked at without being taken apart.
            if (!ExternalCommandParser.TryParsePassiveResult(line, CommandLineLimits.DefaultMaxLength, out _)
                && ExternalCommandParser.Parse(line, CommandLineLimits.DefaultMaxLength) is { Refusal: { } refusal })
            {
                return new CommandReceipt(false, false, refusal, []);
            }
        }

        var ids = ImmutableArray.CreateBuilder<string>(lines.Count);
        lock (_lock)
        {
            foreach (var line in lines)
            {
                var record = new Command { Line = line, ReceivedUtcMs = utcMilliseconds, Author = author };
                var sequence = log.Append(record.ToByteArray());
                if (sequence == 0)
                {
                    // What was taken before the spool was full stays taken: commands stand for themselves.
                    return new CommandReceipt(false, true, "the command buffer is full", ids.ToImmutable());
                }

                last = sequence;
                _last = sequence;
                ids.Add(CommandFates.Id(source, sequence));
            }
        }

        return new CommandReceipt(true, false, "", ids.ToImmutable());
    }

    /// <summary>How far a command of this id has come, as far as the buffer knows: its end comes from elsewhere.</summary>
    public CommandPhase PhaseOf(string id)
    {
        if (!id.StartsWith(source, StringComparison.Ordinal)
            || id.Length <= source.Length + 1
            || id[source.Length] != '/'
            || !ulong.TryParse(id.AsSpan(source.Length + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence))
        {
            return CommandPhase.Unknown;
        }

        lock (_lock)
        {
            return sequence > Math.Max(_last, log.DurableSequence) ? CommandPhase.Unknown : sequence > log.Acknowledged ? CommandPhase.Received : CommandPhase.Routed;
        }
    }

    /// <summary>Frees what the arbiter has, and returns what is durable and new to it.</summary>
    public DrainReply Drain(DrainRequest request)
    {
        var free = request.Holds ? request.Free : request.Cursor;
        if (free > 0)
        {
            log.Acknowledge(free - 1);
        }

        return Read(request.Cursor, Math.Clamp(request.MaxCommands, 1, MostCommandsPerReply));
    }

    private DrainReply Read(ulong cursor, int maxCommands)
    {
        var reply = new DrainReply { NextCursor = cursor };
        long bytes = 0;
        foreach (var record in log.Read(cursor, maxCommands))
        {
            bytes += record.Content.Length;
            if (bytes > MostBytesPerReply && reply.Commands.Count > 0)
            {
                break;
            }

            var command = Command.Parser.ParseFrom(record.Content.Span);
            command.Source = source;
            command.Sequence = record.Sequence;
            reply.Commands.Add(command);
            reply.NextCursor = record.Sequence + 1;
        }

        return reply;
    }
}
