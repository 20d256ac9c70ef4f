using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.OpenApi;

namespace Tsuba.Modules.Passive.WebService;

/// <summary>Maps the addresses, and describes them for the OpenAPI document: forms and JSON have the same fields.</summary>
internal static class WebServiceEndpoints
{
    private const string Form = "application/x-www-form-urlencoded";
    private const string Json = "application/json";

    public static void MapWebService(this IEndpointRouteBuilder routes, WebServiceCalls calls)
    {
        routes.MapGet("/health", () => Results.Text("ok")).ExcludeFromDescription();
        foreach (var operation in WebServiceOperations.All)
        {
            routes.MapPost(operation.Path, Handler(calls, operation))
                .WithName(operation.Path[1..])
                .WithSummary(operation.Summary)
                .Produces<WebAnswer>(StatusCodes.Status200OK)
                .Produces<WebAnswer>(StatusCodes.Status202Accepted)
                .Produces<WebAnswer>(StatusCodes.Status207MultiStatus)
                .Produces<WebAnswer>(StatusCodes.Status404NotFound)
                .Produces<WebAnswer>(StatusCodes.Status409Conflict)
                .Produces<string>(StatusCodes.Status400BadRequest, "text/plain")
                .Produces<string>(StatusCodes.Status429TooManyRequests, "text/plain")
                .AddOpenApiOperationTransformer((document, _, _) =>
                {
                    Describe(document, operation);
                    return Task.CompletedTask;
                });
        }

        routes.MapGet("/commands", (HttpContext context, string id) => calls.FindAsync(context, id))
            .WithName("command")
            .WithSummary("How far a command has come, and what its owners answered")
            .Produces<WebCommand>(StatusCodes.Status200OK)
            .Produces<string>(StatusCodes.Status404NotFound, "text/plain");
    }

    private static Delegate Handler(WebServiceCalls calls, WebServiceOperation operation)
    {
        Func<HttpContext, Task<IResult>> handler = context => calls.CarryOutAsync(context, operation);
        return handler;
    }

    private static void Describe(OpenApiOperation document, WebServiceOperation operation)
    {
        var schema = new OpenApiSchema { Type = JsonSchemaType.Object, Properties = new Dictionary<string, IOpenApiSchema>(StringComparer.Ordinal) };
        foreach (var field in operation.Fields)
        {
            schema.Properties[field] = new OpenApiSchema { Type = JsonSchemaType.String };
        }

        if (operation.IsAboutItems)
        {
            schema.Required = new HashSet<string>(StringComparer.Ordinal) { "host_name" };
        }

        var list = new OpenApiSchema { Type = JsonSchemaType.Array, Items = schema };
        document.RequestBody = new OpenApiRequestBody
        {
            Required = operation.IsAboutItems,
            Content = new Dictionary<string, OpenApiMediaType>(StringComparer.Ordinal)
            {
                [Form] = new() { Schema = schema },
                [Json] = new() { Schema = new OpenApiSchema { OneOf = [schema, list] } },
            },
        };
        document.Parameters =
        [
            .. document.Parameters ?? [],
            new OpenApiParameter { Name = "wait", In = ParameterLocation.Query, Description = "Seconds to wait for the owners' answers, 0 to 30", Schema = new OpenApiSchema { Type = JsonSchemaType.Number } },
        ];
    }
}
