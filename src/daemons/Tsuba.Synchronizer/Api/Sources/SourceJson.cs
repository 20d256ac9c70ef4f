using System.Text.Json.Serialization;

namespace Tsuba.Synchronizer.Api.Sources;

/// <summary>What the API reads and writes about sources.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(SourceList))]
[JsonSerializable(typeof(SourceReport))]
[JsonSerializable(typeof(SourceReadRequest))]
[JsonSerializable(typeof(SourceApplyRequest))]
internal sealed partial class SourceJson : JsonSerializerContext;
