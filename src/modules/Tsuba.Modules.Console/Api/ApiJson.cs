using System.Text.Json.Serialization;
using Tsuba.Web.Problems;

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
[JsonSerializable(typeof(ApiNotePage))]
[JsonSerializable(typeof(ApiObjectPage))]
[JsonSerializable(typeof(ApiSite))]
[JsonSerializable(typeof(ApiStreamEnd))]
[JsonSerializable(typeof(ApiProblem))]
internal sealed partial class ApiJson : JsonSerializerContext;
