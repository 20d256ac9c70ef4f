using System.Buffers.Binary;
using Tsuba.Journal;
using Tsuba.Testing.Fuzzing;
using Xunit.Abstractions;

namespace Tsuba.Platform.Tests.Hostile;

/// <summary>Frames of journals that are nearly right: what a frame does not vouch for is not read.</summary>
public sealed class JournalFuzzTests(ITestOutputHelper output)
{
    [Fact]
    public async Task Frames_OfAnyBytes_AreReadOnlyWhereTheirSumFits() =>
        output.WriteLine(await new Fuzzer("journal frames", [Frames([1, 2, 3], []), Frames("a frame of a turn"u8.ToArray(), new byte[300])], [], new FuzzLimits()).RunAsync(input =>
        {
            if (FrameFormat.ReadAll(input) is { } frames)
            {
                var written = frames.SelectMany(frame => Frame(frame.Sequence, frame.Type, frame.Payload.ToArray())).ToArray();
                Assert.Equal(input, written);
                return frames.Count > 0;
            }

            // The same bytes as the payload of a frame come back as they are, whatever they hold.
            var packed = Frame(BinaryPrimitives.ReadUInt64LittleEndian([.. input, 0, 0, 0, 0, 0, 0, 0, 0]), input.Length > 0 ? input[^1] : (byte)0, input);
            Assert.True(FrameFormat.TryRead(packed, out var read));
            Assert.Equal(input, read.Payload.ToArray());
            return false;
        }));

    private static byte[] Frames(byte[] first, byte[] second) => [.. Frame(1, 1, first), .. Frame(2, 2, second)];

    private static byte[] Frame(ulong sequence, byte type, byte[] payload)
    {
        var bytes = new byte[FrameFormat.FrameBytes(payload.Length)];
        FrameFormat.Write(bytes, sequence, type, payload);
        return bytes;
    }
}
