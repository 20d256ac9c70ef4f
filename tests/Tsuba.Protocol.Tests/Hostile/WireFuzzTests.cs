using Google.Protobuf;
using Tsuba.Model.Definitions;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing;
using Tsuba.Testing.Fuzzing;
using Xunit.Abstractions;

namespace Tsuba.Protocol.Tests.Hostile;

/// <summary>Messages between daemons that are nearly right: a message, or a refusal; what is accepted is written and read to the same.</summary>
public sealed class WireFuzzTests(ITestOutputHelper output)
{
    // As the port reads them: Tsuba.Hosting.Routing.WireLimits.
    private const int MaxBytes = 16 * 1024 * 1024;
    private const int MaxDepth = 64;

    // A message in a list costs two bytes on the wire and an object here.
    private static readonly FuzzLimits _limits = new() { BytesPerByte = 400 };

    [Fact]
    public async Task Messages_OfAnyBytes_AreReadOrRefused()
    {
        var corpus = SampleMessages.All.Select((descriptor, index) => (byte[])[(byte)(index >> 8), (byte)index, .. SampleMessages.Fill(descriptor).ToByteArray()]);
        output.WriteLine(await new Fuzzer("wire messages", corpus, ["\n\0", "\b\u0001", "\u0012\u0002"], _limits).RunAsync(input =>
        {
            if (input.Length < 2 || (input[0] << 8) + input[1] >= SampleMessages.All.Count)
            {
                return false;
            }

            IMessage message;
            try
            {
                using var stream = CodedInputStream.CreateWithLimits(new MemoryStream(input, 2, input.Length - 2), MaxBytes, MaxDepth);
                message = SampleMessages.All[(input[0] << 8) + input[1]].Parser.ParseFrom(stream);
            }
            catch (InvalidProtocolBufferException)
            {
                return false;
            }

            // Written once, a message is what it stays: before that, -0 may be 0.
            var written = message.ToByteArray();
            var again = message.Descriptor.Parser.ParseFrom(written);
            Assert.Equal(written, again.ToByteArray());
            Assert.Equal(again, message.Descriptor.Parser.ParseFrom(again.ToByteArray()));
            return true;
        }));
    }

    [Fact]
    public async Task Chunks_OfAnyBytes_AreObjectsOrARefusal()
    {
        var configuration = new ResolvedConfigurationBuilder()
            .Contact("ann", ("host_notification_commands", "mail"))
            .Command("mail")
            .Host("web", ("contacts", "ann"), ("alias", "Web"))
            .Host("db", ("contacts", "ann"))
            .Service("web", "http", ("check_command", "mail"), ("contacts", "ann"))
            .Build();
        var encoded = ConfigurationChunks.Encode(configuration);
        output.WriteLine(await new Fuzzer("configuration chunks", encoded.Chunks.Values.Select(chunk => chunk.ToByteArray()), ["host_name", "\n\u0003abc"], new FuzzLimits { FixedBytes = 4 * 1024 * 1024, BytesPerByte = 4_000 }).RunAsync(input =>
        {
            var content = ByteString.CopyFrom(input);
            var manifest = new ConfigurationManifest { Generation = 1 };
            manifest.Chunks.Add(ConfigurationChunks.Hash(input));
            var decoded = ConfigurationChunks.Decode(manifest, _ => content);
            if (decoded.Configuration is not { } read)
            {
                Assert.NotEmpty(decoded.Refusal);
                return false;
            }

            var again = ConfigurationChunks.Encode(read);
            var second = ConfigurationChunks.Decode(again.Manifest, hash => again.Chunks[hash]).Configuration;
            Assert.NotNull(second);
            Assert.Equal(Text(read), Text(second));
            return true;
        }));
    }

    private static string Text(ResolvedConfiguration configuration) =>
        string.Join('\n', configuration.Objects.Select(o => $"{o.Type} {o.Key} {string.Join(',', o.Templates)} {string.Join(';', o.Properties.OrderBy(p => p.Name, StringComparer.Ordinal).Select(p => $"{p.Name}={p.Value}"))}"));
}
