using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tsuba.Dispatch.Cutting;
using Tsuba.Dispatch.Relations;
using Tsuba.Dispatch.Shards;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Names;

namespace Tsuba.Dispatch.Reports;

/// <summary>What <c>tsuba shards</c> prints: shards, what glues the large ones, parts and where they are at home.</summary>
public sealed class ShardReport
{
    private const int LargeShards = 5;
    private const int GlueLines = 5;

    private readonly ConfigurationCut _cut;
    private readonly ImmutableArray<(Shard Shard, Glue Glue)> _large;

    /// <summary>A report on a cut configuration.</summary>
    public ShardReport(ConfigurationCut cut)
    {
        _cut = cut;
        _large =
        [
            .. cut.Shards
                .Where(shard => shard.Hosts.Length > 1)
                .OrderByDescending(shard => shard.Hosts.Length)
                .ThenBy(shard => shard.Hosts[0])
                .Take(LargeShards)
                .Select(shard => (shard, GlueFinder.Find(cut.Graph, shard, GlueLines))),
        ];
    }

    /// <summary>The report for people; lines end with a line feed.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        var hosts = _cut.Graph.Hosts.Length;
        Line(text, $"{Counted.Of(hosts, "host")}, {Counted.Of(_cut.Graph.Hosts.Sum(host => host.Services), "service")}, {Counted.Of(_cut.Graph.Relations.Length, "relation")}, {Counted.Of(_cut.Shards.Length, "shard")}, {Counted.Of(_cut.Placement.Parts.Length, "part")}");
        foreach (var (shard, glue) in _large)
        {
            Line(text, $"");
            Line(text, $"shard of {Name(shard.Hosts[0])}: {Counted.Of(shard.Hosts.Length, "host")} ({Percent.Of(shard.Hosts.Length, hosts)}), {Counted.Of(shard.Services, "service")}, realm {shard.Realm}");
            foreach (var bridge in glue.Bridges.Where(bridge => bridge.FreedHosts > 1))
            {
                Line(text, $"  {Describe(bridge.Relation)} joins {bridge.FreedHosts} hosts to the other {shard.Hosts.Length - bridge.FreedHosts}  {bridge.Relation.Location}");
            }

            foreach (var hub in glue.Hubs)
            {
                Line(text, $"  {Name(hub.Host)} has {Counted.Of(hub.Relations, "relation")}; without them the largest piece has {Counted.Of(hub.LargestRest, "host")} ({Percent.Of(hub.LargestRest, hosts)})");
            }
        }

        Line(text, $"");
        foreach (var part in _cut.Placement.Parts)
        {
            Line(text, $"part {part.Id}: scheduler {part.Scheduler}, realm {part.Realm}, {Counted.Of(part.Hosts.Length, "host")}, {Counted.Of(part.Services, "service")}, cost {part.Cost}");
        }

        return text.ToString();
    }

    /// <summary>The report for programs, as UTF-8 JSON.</summary>
    public byte[] ToJson()
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, ReadableJson.Options))
        {
            json.WriteStartObject();
            json.WriteNumber("hosts", _cut.Graph.Hosts.Length);
            json.WriteNumber("services", _cut.Graph.Hosts.Sum(host => host.Services));
            json.WriteNumber("relations", _cut.Graph.Relations.Length);
            json.WriteStartArray("shards");
            foreach (var shard in _cut.Shards)
            {
                WriteShard(json, shard);
            }

            json.WriteEndArray();
            json.WriteStartArray("parts");
            foreach (var part in _cut.Placement.Parts)
            {
                json.WriteStartObject();
                json.WriteNumber("part", part.Id.Value);
                json.WriteString("realm", part.Realm);
                json.WriteString("scheduler", part.Scheduler);
                json.WriteNumber("services", part.Services);
                json.WriteNumber("cost", part.Cost);
                WriteNames(json, "hosts", part.Hosts);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return stream.ToArray();
    }

    private static void Line(StringBuilder text, FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    private static void WriteNames(Utf8JsonWriter json, string name, IEnumerable<string> names)
    {
        json.WriteStartArray(name);
        foreach (var host in names)
        {
            json.WriteStringValue(host);
        }

        json.WriteEndArray();
    }

    private static string NameOf(RelationKind kind) => kind switch
    {
        RelationKind.Parent => "parent",
        RelationKind.HostDependency => "host dependency",
        RelationKind.ServiceDependency => "service dependency",
        RelationKind.BusinessRule => "business rule",
        _ => "relation",
    };

    private void WriteShard(Utf8JsonWriter json, Shard shard)
    {
        json.WriteStartObject();
        json.WriteString("realm", shard.Realm);
        json.WriteNumber("services", shard.Services);
        json.WriteNumber("cost", shard.Cost);
        WriteNames(json, "hosts", shard.Hosts.Select(Name));
        if (_large.FirstOrDefault(entry => ReferenceEquals(entry.Shard, shard)).Glue is { } glue)
        {
            json.WriteStartArray("bridges");
            foreach (var bridge in glue.Bridges)
            {
                json.WriteStartObject();
                json.WriteString("from", Name(bridge.Relation.From));
                json.WriteString("to", Name(bridge.Relation.To));
                json.WriteString("kind", NameOf(bridge.Relation.Kind));
                json.WriteString("at", bridge.Relation.Location.ToString());
                json.WriteNumber("frees", bridge.FreedHosts);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteStartArray("hubs");
            foreach (var hub in glue.Hubs)
            {
                json.WriteStartObject();
                json.WriteString("host", Name(hub.Host));
                json.WriteNumber("relations", hub.Relations);
                json.WriteNumber("largest_rest", hub.LargestRest);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private string Describe(Relation relation) => $"{NameOf(relation.Kind)} {Name(relation.From)} → {Name(relation.To)}";

    private string Name(int host) => _cut.Graph.Hosts[host].Name;
}
