using System.Text;
using Google.Protobuf;
using Tsuba.Arbiter.Core.Commands;
using Tsuba.Journal.Spooling;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Draining;

/// <summary>
/// Commands between the buffer they came from and their owners, on disk. One record holds what one drain brought:
/// kind, role, length and bytes of the name, then a DrainReply.
/// </summary>
internal sealed class CommandSpool(SpoolLog spool)
{
    // Its commands are here alone: whom they came from was told that they may go there.
    private const byte Here = 1;

    // Whom its commands came from keeps them until they are answered.
    private const byte AlsoThere = 2;

    // Records that are on their way into the core: nothing at or above the lowest is freed.
    private readonly SortedSet<ulong> _announced = [];
    private readonly Lock _gate = new();

    internal SpoolCounters Counters => spool.Counters;

    internal string? Failure => spool.Failure;

    /// <summary>A record.</summary>
    /// <param name="origin">Where the commands came from.</param>
    /// <param name="reply">What the drain brought.</param>
    /// <param name="isKeptThere">Whether they are kept there until they are answered.</param>
    internal static byte[] Encode(CommandOrigin origin, DrainReply reply, bool isKeptThere)
    {
        var name = Encoding.UTF8.GetBytes(origin.Name);
        var record = new byte[4 + name.Length + reply.CalculateSize()];
        record[0] = isKeptThere ? AlsoThere : Here;
        record[1] = (byte)origin.Role;
        record[2] = (byte)(name.Length & 0xFF);
        record[3] = (byte)(name.Length >> 8);
        name.CopyTo(record, 4);
        reply.WriteTo(record.AsSpan(4 + name.Length));
        return record;
    }

    /// <summary>What a record holds; null: it cannot be read.</summary>
    internal static (CommandOrigin Origin, DrainReply Reply, bool IsKeptThere)? Decode(ReadOnlySpan<byte> record)
    {
        if (record.Length < 4 || record[0] is not (Here or AlsoThere))
        {
            return null;
        }

        var length = record[2] | (record[3] << 8);
        if (record.Length < 4 + length)
        {
            return null;
        }

        try
        {
            return (new CommandOrigin((DaemonRole)record[1], Encoding.UTF8.GetString(record.Slice(4, length))), DrainReply.Parser.ParseFrom(record[(4 + length)..]), record[0] == AlsoThere);
        }
        catch (InvalidProtocolBufferException)
        {
            return null;
        }
    }

    /// <summary>Takes commands; returns the record's sequence, or 0 where the spool is full. The core may have it when it is durable.</summary>
    internal ulong Append(CommandOrigin origin, DrainReply reply, bool isKeptThere)
    {
        var record = Encode(origin, reply, isKeptThere);
        lock (_gate)
        {
            var sequence = spool.Append(record);
            if (sequence != 0)
            {
                _announced.Add(sequence);
            }

            return sequence;
        }
    }

    /// <summary>The core has the record.</summary>
    internal void Taken(ulong sequence)
    {
        lock (_gate)
        {
            _announced.Remove(sequence);
        }
    }

    /// <summary>What was not answered when the arbiter stopped.</summary>
    internal IReadOnlyList<SpoolRecord> ReadAll() => spool.Read(0, int.MaxValue);

    /// <summary>
    /// Whether a record that was found at the start is given to the core again. Where there are several arbiters, commands are asked for again instead, from
    /// the first that is not answered: what is found here may begin in the middle of them, since a power cut may take back that the rest was freed, and an
    /// owner takes nothing of a source that comes after a higher number. Source: docs/decisions/0078.
    /// </summary>
    /// <param name="isKeptThere">Whether its commands are kept where they came from until they are answered.</param>
    /// <param name="isAlone">Whether this is the only arbiter.</param>
    internal static bool IsTakenUp(bool isKeptThere, bool isAlone) => isAlone || !isKeptThere;

    /// <summary>Frees everything: another arbiter leads, and those who were drained have kept what was not answered.</summary>
    internal void Clear()
    {
        lock (_gate)
        {
            _announced.Clear();
            spool.Acknowledge(ulong.MaxValue);
        }
    }

    /// <summary>Frees records up to and with this one, as far as nothing older is still on its way into the core.</summary>
    internal void Acknowledge(ulong upTo)
    {
        lock (_gate)
        {
            spool.Acknowledge(_announced.Count == 0 ? upTo : Math.Min(upTo, _announced.Min - 1));
        }
    }
}
