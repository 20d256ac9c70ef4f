using System.Buffers.Binary;
using System.Text;

namespace Tsuba.Modules.WebHooks.Messages;

/// <summary>A message as it waits on disk.</summary>
/// <param name="Id">Identity of the event; the same when it comes again.</param>
/// <param name="Body">The JSON.</param>
internal sealed record HookMessage(string Id, ReadOnlyMemory<byte> Body)
{
    private const int LengthBytes = 2;

    /// <summary>The record of the spool: length of the id, id, body.</summary>
    public byte[] Encode()
    {
        var id = Encoding.ASCII.GetBytes(Id);
        var record = new byte[LengthBytes + id.Length + Body.Length];
        BinaryPrimitives.WriteUInt16LittleEndian(record, (ushort)id.Length);
        id.CopyTo(record, LengthBytes);
        Body.Span.CopyTo(record.AsSpan(LengthBytes + id.Length));
        return record;
    }

    /// <summary>Reads a record; null: it is none.</summary>
    public static HookMessage? Decode(ReadOnlyMemory<byte> record)
    {
        if (record.Length < LengthBytes || BinaryPrimitives.ReadUInt16LittleEndian(record.Span) > record.Length - LengthBytes)
        {
            return null;
        }

        var idLength = BinaryPrimitives.ReadUInt16LittleEndian(record.Span);
        return new HookMessage(Encoding.ASCII.GetString(record.Span.Slice(LengthBytes, idLength)), record[(LengthBytes + idLength)..]);
    }
}
