using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Tsuba.Web.Problems;

/// <summary>How a problem is written.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower)]
[JsonSerializable(typeof(ApiProblem))]
public sealed partial class ProblemJson : JsonSerializerContext
{
    /// <summary>As every other answer of the ports is written: quotes and letters as they are. The media type keeps it from being taken for a page.</summary>
    public static ProblemJson Readable { get; } = new(WritingOptions());

    /// <summary>Options of its own for a context of derived problems.</summary>
    public static JsonSerializerOptions WritingOptions() => new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
