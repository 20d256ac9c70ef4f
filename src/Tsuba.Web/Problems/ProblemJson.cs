using System.Text.Json.Serialization;

namespace Tsuba.Web.Problems;

/// <summary>How a problem is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ApiProblem))]
public sealed partial class ProblemJson : JsonSerializerContext;
