using System.Buffers;
using System.IO.Pipelines;
using Google.Protobuf;

namespace Tsuba.Hosting.Routing;

/// <summary>Reads messages within <see cref="WireLimits"/>.</summary>
internal static class WireMessage
{
    private const int FirstBuffer = 16 * 1024;

    /// <summary>Content type of every message.</summary>
    public const string ContentType = "application/x-protobuf";

    /// <summary>Reads a whole body and parses it.</summary>
    /// <exception cref="InvalidProtocolBufferException">Not a message of this type, or too deep.</exception>
    /// <exception cref="InvalidDataException">Larger than the limit.</exception>
    public static async ValueTask<T> ReadAsync<T>(Stream body, MessageParser<T> parser, CancellationToken cancellationToken)
        where T : IMessage<T>
    {
        var buffer = ArrayPool<byte>.Shared.Rent(FirstBuffer);
        try
        {
            var length = 0;
            while (true)
            {
                if (length == buffer.Length)
                {
                    buffer = Grow(buffer, length);
                }

                var read = await body.ReadAsync(buffer.AsMemory(length), cancellationToken);
                if (read == 0)
                {
                    return Parse(buffer, length, parser);
                }

                length += read;
                if (length > WireLimits.MaxBodyBytes)
                {
                    throw new InvalidDataException($"The message is larger than {WireLimits.MaxBodyBytes} bytes.");
                }
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Writes a message to a pipe and flushes it.</summary>
    public static async ValueTask WriteAsync(PipeWriter writer, IMessage message, CancellationToken cancellationToken)
    {
        // The web server's pipe wants to be asked for memory before it is advanced, if only by 0, as the message does first.
        _ = writer.GetSpan();
        message.WriteTo(writer);
        await writer.FlushAsync(cancellationToken);
    }

    private static byte[] Grow(byte[] full, int length)
    {
        var larger = ArrayPool<byte>.Shared.Rent(full.Length * 4);
        full.AsSpan(0, length).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(full);
        return larger;
    }

    private static T Parse<T>(byte[] buffer, int length, MessageParser<T> parser)
        where T : IMessage<T>
    {
        using var stream = new MemoryStream(buffer, 0, length, writable: false);
        using var input = CodedInputStream.CreateWithLimits(stream, WireLimits.MaxBodyBytes, WireLimits.MaxDepth);
        return parser.ParseFrom(input);
    }
}
