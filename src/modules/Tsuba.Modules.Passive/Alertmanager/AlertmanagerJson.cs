using System.Text.Json.Serialization;

namespace Tsuba.Modules.Passive.Alertmanager;

/// <summary>Everything that the inlet reads and writes. Fields that later versions add are passed over.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, MaxDepth = 8)]
[JsonSerializable(typeof(AlertGroup))]
[JsonSerializable(typeof(AlertAnswer))]
internal sealed partial class AlertmanagerJson : JsonSerializerContext;
