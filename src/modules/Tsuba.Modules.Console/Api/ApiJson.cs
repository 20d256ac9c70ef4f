using System.Text.Json.Serialization;

namespace Tsuba.Modules.Console.Api;

/// <summary>Everything that the API reads or writes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ApiItem))]
[JsonSerializable(typeof(ApiPage))]
[JsonSerializable(typeof(IReadOnlyList<ApiLine>))]
[JsonSerializable(typeof(ApiCommands))]
[JsonSerializable(typeof(IReadOnlyList<ApiCommandFate>))]
[JsonSerializable(typeof(IReadOnlyList<ApiGraph>))]
[JsonSerializable(typeof(ApiHistoryPage<ApiEntry>))]
[JsonSerializable(typeof(ApiHistoryPage<ApiResult>))]
[JsonSerializable(typeof(IReadOnlyList<ApiSpan>))]
[JsonSerializable(typeof(ApiHistoryStore))]
[JsonSerializable(typeof(ApiExplanation))]
[JsonSerializable(typeof(ApiEntry))]
[JsonSerializable(typeof(ApiStreamOpening))]
[JsonSerializable(typeof(ApiStreamGap))]
[JsonSerializable(typeof(ApiAvailability))]
[JsonSerializable(typeof(IReadOnlyList<ApiCorrection>))]
[JsonSerializable(typeof(ApiNewCorrection))]
[JsonSerializable(typeof(ApiNumber))]
[JsonSerializable(typeof(ApiError))]
internal sealed partial class ApiJson : JsonSerializerContext;
