using System.Buffers.Binary;

namespace Tsuba.Modules.MongoDb.Documents;

/// <summary>Reads what <see cref="OperationWriter"/> wrote.</summary>
internal static class OperationReader
{
    private const int LeastDocument = 5;

    /// <summary>The operations of a record.</summary>
    /// <exception cref="InvalidDataException">The record was not written by this module.</exception>
    public static IEnumerable<MongoOperation> Read(ReadOnlyMemory<byte> record)
    {
        while (!record.IsEmpty)
        {
            if (record.Length < 2 || record.Span[0] is < (byte)MongoTarget.CheckResults or > (byte)MongoTarget.Availability)
            {
                throw new InvalidDataException("a record of the spool holds no operations");
            }

            var target = (MongoTarget)record.Span[0];
            var isUpdate = record.Span[1] == 1;
            record = record[2..];
            var selector = isUpdate ? Take(ref record) : ReadOnlyMemory<byte>.Empty;
            yield return new MongoOperation(target, selector, Take(ref record));
        }
    }

    private static ReadOnlyMemory<byte> Take(ref ReadOnlyMemory<byte> rest)
    {
        var length = rest.Length < LeastDocument ? 0 : BinaryPrimitives.ReadInt32LittleEndian(rest.Span);
        if (length < LeastDocument || length > rest.Length)
        {
            throw new InvalidDataException("a record of the spool holds a document of a wrong length");
        }

        var document = rest[..length];
        rest = rest[length..];
        return document;
    }
}
