using System.Text.Json.Serialization;

namespace Tsuba.Modules.Passive.WebService;

/// <summary>Everything that the web service writes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(WebAnswer))]
[JsonSerializable(typeof(WebCommand))]
[JsonSerializable(typeof(string))]
internal sealed partial class WebServiceJson : JsonSerializerContext;
