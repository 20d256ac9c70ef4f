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

    // By part: frames up to this one are taken, and the last record of them. Kept until the part is forgotten, so that an order that was refused for
    // want of room, and comes again when the arbiter has freed some, goes on there instead of beginning again.
    private readonly Dictionary<int, (ulong Frame, ulong Record)> _taken = [];

    /// <summary>Of the spool beneath. What was answered must not come back: the parts that know it may have let go of the frames that it was in, and its host may be elsewhere.</summary>
    /// <param name="utcMilliseconds">Now. Numbers grow even over the loss of the directory, as a receiver's do: the arbiter may remember higher ones.</param>
    public static SpoolOptions Options(long utcMilliseconds) => new() { FirstSequence = (ulong)utcMilliseconds, FlushesAcknowledgements = true };

    /// <summary>The last frame of a part whose commands are taken; 0: none.</summary>
    public ulong TakenUpTo(int part) => _taken.GetValueOrDefault(part).Frame;

    /// <summary>
    /// Takes the commands of a part behind <see cref="TakenUpTo"/>; returns the last record, also of calls before, 0: none. They may be forgotten elsewhere when that one is
    /// durable; <see cref="Forget"/> says so.
    /// </summary>
    /// <param name="part">The part.</param>
    /// <param name="commands">With the frame that each was in, in order.</param>
    /// <exception cref="IOException">There is no room for all of them: nothing may be forgotten.</exception>
    public ulong Take(int part, IEnumerable<(ulong Frame, Command Command)> commands)
    {
        var (last, record) = _taken.GetValueOrDefault(part);
        foreach (var (frame, command) in commands)
        {
            if (frame > last)
            {
                _taken[part] = (frame - 1, record);
            }

            var next = log.Append(command.ToByteArray());
            if (next == 0)
            {
                throw new IOException("there is no room for the commands that are to be handed over");
            }

            (last, record) = (frame, next);
        }

        _taken[part] = (last, record);
        return record;
    }

    /// <summary>The part is forgotten here: what comes under its number from now on is new.</summary>
    public void Forget(int part) => _taken.Remove(part);

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
