using System.Buffers.Binary;

namespace Tsuba.Modules.Tests.Livestatus;

/// <summary>Lets TLS 1.2 through and knows the kind of the last record that came: at an orderly end it is an alert, close_notify.</summary>
internal sealed class TlsRecordStream(Stream wire) : Stream
{
    public const byte Alert = 21;

    private const int HeaderBytes = 5;

    private readonly List<byte> _unread = [];

    /// <summary>Kind of the last whole record; 0: none came.</summary>
    public byte Last { get; private set; }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var count = await wire.ReadAsync(buffer, cancellationToken);
        _unread.AddRange(buffer.Span[..count]);
        while (_unread.Count >= HeaderBytes && BinaryPrimitives.ReadUInt16BigEndian([_unread[3], _unread[4]]) + HeaderBytes is var length && _unread.Count >= length)
        {
            Last = _unread[0];
            _unread.RemoveRange(0, length);
        }

        return count;
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => wire.WriteAsync(buffer, cancellationToken);

    public override Task FlushAsync(CancellationToken cancellationToken) => wire.FlushAsync(cancellationToken);

    public override void Flush() => wire.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            wire.Dispose();
        }

        base.Dispose(disposing);
    }
}
