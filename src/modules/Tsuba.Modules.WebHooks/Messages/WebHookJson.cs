using System.Text.Json.Serialization;

namespace Tsuba.Modules.WebHooks.Messages;

/// <summary>Everything that a web hook writes.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(CloudEvent))]
internal sealed partial class WebHookJson : JsonSerializerContext;
