using System.Collections.Immutable;
using System.Globalization;
using Google.Protobuf;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Protocol.Configuration;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Protocol.Tests.Configuration;

public sealed class ConfigurationChunksTests
{
    [Fact]
    public void Decode_OfEncoded_GivesTheSameObjects()
    {
        var configuration = Site(hosts: 300, servicesPerHost: 10);

        var decoded = RoundTrip(configuration);

        AssertEqual(configuration, decoded);
    }

    [Fact]
    public void Decode_UnknownGroupCutShortInANumber_IsRefused()
    {
        var input = Convert.FromBase64String("CgNhbm4KDGNvbnRhY3RfbmFtZQoaaG9zdF9ub3RpZmljYXRpb25fY29tbWFuZHMKBG1haWwaDAgDIv/////HMKvamuXytt53uVn+YM0CEgIAAw==");
        var manifest = new ConfigurationManifest { Generation = 1 };
        manifest.Chunks.Add(ConfigurationChunks.Hash(input));

        var decoded = ConfigurationChunks.Decode(manifest, _ => ByteString.CopyFrom(input));

        Assert.Null(decoded.Configuration);
        Assert.NotEqual("", decoded.Refusal);
    }

    [Fact]
    public void Encode_Twice_GivesTheSameManifest()
    {
        var first = ConfigurationChunks.Encode(Site(hosts: 50, servicesPerHost: 4)).Manifest;
        var second = ConfigurationChunks.Encode(Site(hosts: 50, servicesPerHost: 4)).Manifest;

        Assert.Equal(first, second);
    }

    [Fact]
    public void Encode_OneChangedObject_ChangesOneChunk()
    {
        var before = Site(hosts: 2000, servicesPerHost: 10);
        var index = before.Objects.Length - 7;
        var changed = before.Objects[index] with
        {
            Own = [.. before.Objects[index].Own, new ResolvedProperty("zzz", "1", SourceLocation.None)],
        };
        var after = before with { Objects = before.Objects.SetItem(index, changed) };

        var old = ConfigurationChunks.Encode(before).Chunks;
        var fresh = ConfigurationChunks.Encode(after).Chunks;

        Assert.True(old.Count > 20, "the site is spread over many chunks");
        Assert.Single(fresh.Keys.Except(old.Keys));
    }

    [Fact]
    public void Encode_WithACache_GivesTheSameBytesAndWritesOnlyWhatChanged()
    {
        var before = Site(hosts: 2000, servicesPerHost: 10);
        var index = before.Objects.Length / 2;
        var changed = before.Objects[index] with { Own = [new ResolvedProperty("alias", "another", SourceLocation.None)] };
        var after = before with { Objects = before.Objects.SetItem(index, changed) };
        var cache = new ChunkCache();
        var first = ConfigurationChunks.Encode(before, cache);
        cache.Turn();

        var second = ConfigurationChunks.Encode(after, cache);

        Assert.Equal(ConfigurationChunks.Encode(after).Manifest, second.Manifest);
        var same = second.Chunks.Count(chunk => first.Chunks.TryGetValue(chunk.Key, out var content) && ReferenceEquals(content, chunk.Value));
        Assert.Equal(second.Chunks.Count - 1, same);
    }

    [Fact]
    public void Encode_OneAddedObject_ChangesAtMostTwoChunks()
    {
        var before = Site(hosts: 2000, servicesPerHost: 10);
        var after = before with { Objects = before.Objects.Add(Object(ObjectType.Service, "zzz;new", ("host_name", "zzz"))) };

        var old = ConfigurationChunks.Encode(before).Chunks;
        var fresh = ConfigurationChunks.Encode(after).Chunks;

        Assert.InRange(fresh.Keys.Except(old.Keys).Count(), 1, 2);
    }

    [Fact]
    public void Encode_ValueOfManyMegabytes_TravelsInChunksWithinTheLimit()
    {
        var members = string.Join(',', Enumerable.Range(0, 700_000).Select(n => "hôte-😀-" + n.ToString(CultureInfo.InvariantCulture)));
        var configuration = Of(
            Object(ObjectType.Main, "main", ("a", "b")),
            Object(ObjectType.HostGroup, "all", ("alias", ""), ("members", members), ("notes", "end")));

        var encoded = ConfigurationChunks.Encode(configuration);
        var decoded = ConfigurationChunks.Decode(encoded.Manifest, hash => encoded.Chunks.GetValueOrDefault(hash));

        Assert.All(encoded.Chunks.Values, chunk => Assert.InRange(chunk.Length, 1, ConfigurationChunks.MaxChunkBytes));
        Assert.NotNull(decoded.Configuration);
        AssertEqual(configuration, decoded.Configuration);
    }

    [Fact]
    public void Decode_MissingChunk_IsRefusedByName()
    {
        var encoded = ConfigurationChunks.Encode(Site(hosts: 3, servicesPerHost: 1));

        var decoded = ConfigurationChunks.Decode(encoded.Manifest, _ => null);

        Assert.Null(decoded.Configuration);
        Assert.Contains(Convert.ToHexStringLower(encoded.Manifest.Chunks[0].Span), decoded.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Decode_AnyDamagedByte_NeverThrows()
    {
        var encoded = ConfigurationChunks.Encode(Site(hosts: 2, servicesPerHost: 2));
        foreach (var (hash, content) in encoded.Chunks)
        {
            for (var position = 0; position < content.Length; position++)
            {
                var damaged = content.ToByteArray();
                damaged[position] ^= 0xFF;
                var replaced = ByteString.CopyFrom(damaged);

                var decoded = ConfigurationChunks.Decode(
                    encoded.Manifest, asked => asked.Equals(hash) ? replaced : encoded.Chunks[asked]);

                Assert.True(decoded.Configuration is not null || decoded.Refusal.Length > 0);
            }
        }
    }

    private static ResolvedConfiguration RoundTrip(ResolvedConfiguration configuration)
    {
        var encoded = ConfigurationChunks.Encode(configuration);
        var decoded = ConfigurationChunks.Decode(encoded.Manifest, hash => encoded.Chunks.GetValueOrDefault(hash));
        Assert.Equal("", decoded.Refusal);
        return decoded.Configuration!;
    }

    private static void AssertEqual(ResolvedConfiguration expected, ResolvedConfiguration actual)
    {
        Assert.Equal(expected.Profile, actual.Profile);
        Assert.Equal(expected.Generation, actual.Generation);
        Assert.Equal(expected.Objects.Length, actual.Objects.Length);
        foreach (var (left, right) in expected.Objects.Zip(actual.Objects))
        {
            Assert.Equal((left.Type, left.Key), (right.Type, right.Key));
            Assert.Equal(left.Templates.AsEnumerable(), right.Templates.AsEnumerable());
            Assert.Equal(left.Properties.Select(p => (p.Name, p.Value)), right.Properties.Select(p => (p.Name, p.Value)));
        }
    }

    private static ResolvedConfiguration Site(int hosts, int servicesPerHost)
    {
        var objects = new List<ResolvedObject> { Object(ObjectType.Main, "main", ("cfg_file", "a.cfg"), ("interval_length", "60")) };
        for (var host = 0; host < hosts; host++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"host-{host:d5}");
            objects.Add(Object(ObjectType.Host, name, ("address", "10.0.0.1"), ("host_name", name), ("use", "generic")));
            for (var service = 0; service < servicesPerHost; service++)
            {
                objects.Add(Object(
                    ObjectType.Service,
                    string.Create(CultureInfo.InvariantCulture, $"{name};service-{service:d3}"),
                    ("check_command", "check_http!" + (service % 3).ToString(CultureInfo.InvariantCulture)),
                    ("check_interval", "5"),
                    ("host_name", name)));
            }
        }

        return Of([.. objects]);
    }

    private static ResolvedConfiguration Of(params ResolvedObject[] objects) => new(
        CompatibilityProfile.Nagios,
        7,
        [.. objects.OrderBy(o => o.Type).ThenBy(o => o.Key, StringComparer.Ordinal)]);

    private static ResolvedObject Object(ObjectType type, string key, params (string Name, string Value)[] properties) => new(
        type,
        key,
        [.. properties.Select(p => new ResolvedProperty(p.Name, p.Value, SourceLocation.None))],
        ["generic", type.ToString()],
        SourceLocation.None);
}
