using System.Buffers;
using System.Text.Json;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;

namespace Tsuba.Configuration.Reports;

/// <summary>Resolved objects as JSON. Core of <c>tsuba dump</c> (design 6). Sensitive values are masked.</summary>
public static class ConfigurationDump
{
    /// <summary>Writes the configuration as one JSON object.</summary>
    /// <param name="configuration">What to write.</param>
    /// <param name="withOrigin">Whether each value is written with the place that it came from.</param>
    /// <param name="output">Where to.</param>
    public static void Write(ResolvedConfiguration configuration, bool withOrigin, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(output);
        using var json = new Utf8JsonWriter(output, ReadableJson.Options);
        json.WriteStartObject();
        json.WriteString("profile", configuration.Profile.ToString().ToLowerInvariant());
        json.WriteStartArray("objects");
        foreach (var item in configuration.Objects)
        {
            WriteObject(json, item, withOrigin);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteObject(Utf8JsonWriter json, ResolvedObject item, bool withOrigin)
    {
        json.WriteStartObject();
        json.WriteString("type", ObjectTypes.Text(item.Type));
        json.WriteString("key", item.Key);
        if (withOrigin)
        {
            json.WriteString("origin", item.Location.ToString());
        }

        if (item.Templates.Length > 0)
        {
            json.WriteStartArray("templates");
            foreach (var template in item.Templates)
            {
                json.WriteStringValue(template);
            }

            json.WriteEndArray();
        }

        json.WriteStartObject("properties");
        if (item.Type == ObjectType.Service)
        {
            // The key of a service says both; a reader of the dump expects them where the language has them.
            var name = ItemName.Parse(item.Key);
            WriteProperty(json, item.Type, new ResolvedProperty("host_name", name.Host, item.Location), withOrigin);
            WriteProperty(json, item.Type, new ResolvedProperty("service_description", name.Description ?? "", item.Location), withOrigin);
        }

        foreach (var property in item.Properties)
        {
            WriteProperty(json, item.Type, property, withOrigin);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteProperty(Utf8JsonWriter json, ObjectType type, ResolvedProperty property, bool withOrigin)
    {
        var value = SensitiveValues.Hide(type, property.Name, property.Value);
        if (!withOrigin)
        {
            json.WriteString(property.Name, value);
            return;
        }

        json.WriteStartObject(property.Name);
        json.WriteString("value", value);
        json.WriteString("origin", property.Origin.ToString());
        json.WriteEndObject();
    }
}
