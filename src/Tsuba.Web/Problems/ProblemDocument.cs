using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Tsuba.Web.Problems;

/// <summary>What an OpenAPI document says of every operation, besides what its handler declares.</summary>
public static class ProblemDocument
{
    /// <summary>Refusals are problems, those with further members where the handler declared them, and each operation may be refused for want of a sign-in or otherwise.</summary>
    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken cancellationToken)
    {
        var schema = await context.GetOrCreateSchemaAsync(typeof(ApiProblem), null, cancellationToken);
        var responses = operation.Responses ??= [];
        foreach (var (status, response) in responses)
        {
            if (status[0] is '4' or '5' && response.Content is { } content && !content.ContainsKey(ApiProblem.MediaType))
            {
                content.Clear();
                content[ApiProblem.MediaType] = new OpenApiMediaType { Schema = schema };
            }
        }

        responses.TryAdd("401", Problem("Neither signed in nor a token that holds", schema));
        responses.TryAdd("default", Problem("Any other refusal", schema));
    }

    private static OpenApiResponse Problem(string description, OpenApiSchema schema) => new()
    {
        Description = description,
        Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal) { [ApiProblem.MediaType] = new() { Schema = schema } },
    };
}
