using System.Text.Json.Serialization;

namespace Tsuba.Modules.WebHooks.Messages;

/// <summary>An event as CloudEvents 1.0 has it in JSON, structured. Source: cloudevents.io, "JSON Event Format for CloudEvents 1.0.2".</summary>
internal sealed record CloudEvent(
    [property: JsonPropertyName("specversion")] string SpecVersion,
    [property: JsonPropertyName("id")] string Id,
    [property: JsonPropertyName("source")] string Source,
    [property: JsonPropertyName("type")] string Type,
    [property: JsonPropertyName("subject"), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Subject,
    [property: JsonPropertyName("time")] string Time,
    [property: JsonPropertyName("datacontenttype")] string DataContentType,
    [property: JsonPropertyName("data")] EventData Data);
