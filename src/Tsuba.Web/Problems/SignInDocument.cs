using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.OpenApi;
using Tsuba.Web.SignIn;

namespace Tsuba.Web.Problems;

/// <summary>What an OpenAPI document says of signing in: by token, or by the cookie of the pages.</summary>
public static class SignInDocument
{
    private const string Token = "token";
    private const string Cookie = "session";

    /// <summary>Adds both ways to a document; either is enough for every operation.</summary>
    public static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellationToken)
    {
        var request = context.ApplicationServices.GetRequiredService<IHttpContextAccessor>().HttpContext
            ?? throw new InvalidOperationException("the document is made for who asks for it");
        document.AddComponent(Token, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.Http,
            Scheme = "bearer",
            Description = "A token of the port",
        });
        document.AddComponent(Cookie, new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Cookie,
            Name = SignInGate.CookieName(request),
            Description = $"The session of who signed in on the pages; what changes something needs the header X-{SignInGate.FormTokenName} besides",
        });
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Token, document)] = [] },
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(Cookie, document)] = [] },
        ];
        return Task.CompletedTask;
    }
}
