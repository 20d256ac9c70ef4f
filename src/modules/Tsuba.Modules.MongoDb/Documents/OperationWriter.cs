using System.Buffers;
using Tsuba.Sinks;

namespace Tsuba.Modules.MongoDb.Documents;

/// <summary>
/// Writes operations for the spool: number of the target, 1 for an update or 0, the selector of an update, the document. BSON documents begin
/// with their length. A record ends where it is long enough, so that none is too large for the spool.
/// </summary>
internal sealed class OperationWriter
{
    private const int RecordBytes = 256 * 1024;

    private readonly List<SinkRecord> _records = [];
    private ArrayBufferWriter<byte> _open = new();
    private int _count;

    /// <summary>An insert.</summary>
    public void Insert(MongoTarget target, BsonDocument document) => Add(target, [], document.ToArray());

    /// <summary>An update of one document, which is made where it is missing.</summary>
    public void Upsert(MongoTarget target, BsonDocument selector, BsonDocument update) => Add(target, selector.ToArray(), update.ToArray());

    /// <summary>What was written since the last call.</summary>
    public IReadOnlyList<SinkRecord> Take()
    {
        Close();
        SinkRecord[] records = [.. _records];
        _records.Clear();
        return records;
    }

    private void Add(MongoTarget target, byte[] selector, byte[] document)
    {
        _open.Write([(byte)target, selector.Length > 0 ? (byte)1 : (byte)0]);
        _open.Write(selector);
        _open.Write(document);
        _count++;
        if (_open.WrittenCount >= RecordBytes)
        {
            Close();
        }
    }

    private void Close()
    {
        if (_count > 0)
        {
            _records.Add(new SinkRecord(_open.WrittenMemory, _count));
            (_open, _count) = (new ArrayBufferWriter<byte>(), 0);
        }
    }
}
