using Google.Protobuf;
using Tsuba.Journal.Spooling;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Leaving;

/// <summary>
/// Commands that this scheduler had taken for parts that are no longer its own, on disk until the arbiter has taken them to the heirs. It is drained as
/// receivers are. Without clock and waiting.
/// </summary>
internal sealed class LeftStore(SpoolLog log)
{
    private const int MostCommandsPerReply = 20_000;
    private const int MostBytesPerReply = 4 * 1024 * 1024;

    /// <summary>Takes commands; returns the last record, 0: none. They may be forgotten elsewhere when that one is durable.</summary>
    /// <exception cref="IOException">There is no room for all of them: nothing may be forgotten.</exception>
    public ulong Take(IEnumerable<Command> commands)
    {
        var last = 0UL;
        foreach (var command in commands)
        {
            last = log.Append(command.ToByteArray());
            if (last == 0)
            {
                throw new IOException("there is no room for the commands that are to be handed over");
            }
        }

        return last;
    }

    /// <summary>Frees what was answered, and returns what is durable and new to the arbiter.</summary>
    public DrainReply Drain(DrainRequest request)
    {
        var free = request.Holds ? request.Free : request.Cursor;
        if (free > 0)
        {
            log.Acknowledge(free - 1);
        }

        var reply = new DrainReply { NextCursor = request.Cursor };
        var bytes = 0L;
        foreach (var record in log.Read(request.Cursor, Math.Clamp(request.MaxCommands, 1, MostCommandsPerReply)))
        {
            bytes += record.Content.Length;
            if (bytes > MostBytesPerReply && reply.Commands.Count > 0)
            {
                break;
            }

            reply.Commands.Add(Command.Parser.ParseFrom(record.Content.Span));
            reply.NextCursor = record.Sequence + 1;
        }

        return reply;
    }
}
