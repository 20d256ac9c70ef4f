using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Tsuba.Web.Ports;

/// <summary>How a JSON API of ours reads and writes: names in snake case, shallow bodies, no field that it does not know.</summary>
public static class JsonApi
{
    private const int MaxDepth = 16;

    /// <summary>Adds it to a port.</summary>
    /// <param name="builder">The port's builder.</param>
    /// <param name="types">The messages, in the order in which they are asked.</param>
    public static void AddJsonApi(this WebApplicationBuilder builder, params IJsonTypeInfoResolver[] types)
    {
        builder.Services.Configure<JsonOptions>(options =>
        {
            for (var index = 0; index < types.Length; index++)
            {
                options.SerializerOptions.TypeInfoResolverChain.Insert(index, types[index]);
            }

            options.SerializerOptions.MaxDepth = MaxDepth;

            // The resolver takes names from these options, not from its own.
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });

        // The document of the API names the cookie of the port that it is asked on.
        builder.Services.AddHttpContextAccessor();
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
    }
}
