using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Daemons;
using Tsuba.Model.Objects;
using Tsuba.Synchronizer.Api.Messages;
using Tsuba.Synchronizer.Api.Sources;
using Tsuba.Synchronizer.Pages;
using Tsuba.Synchronizer.Sources.Desk;
using Tsuba.Web.Assets;
using Tsuba.Web.Ports;
using Tsuba.Web.Problems;
using Tsuba.Web.SignIn;

namespace Tsuba.Synchronizer.Api;

/// <summary>
/// The port on which the configuration is edited, 7766: sign-in or token as on the other ports for people, the pages, the JSON API below
/// <c>/api/v1</c>, its document at <c>/api/openapi.json</c>. A request that changes something carries the session's form token.
/// </summary>
internal sealed partial class EditingPort : IAsyncDisposable
{
    private const int DefaultPort = 7766;

    private readonly DaemonContext _context;
    private readonly EditingSite _site;
    private readonly SourceDesk _sources;
    private readonly Func<string, Contact?> _findContact;
    private readonly ILogger _log;
    private RunningPort? _port;

    /// <param name="context">What the daemon is given.</param>
    /// <param name="site">What handlers work with.</param>
    /// <param name="sources">The desk of sources.</param>
    /// <param name="findContact">The contact of a name in production.</param>
    internal EditingPort(DaemonContext context, EditingSite site, SourceDesk sources, Func<string, Contact?> findContact)
    {
        _context = context;
        _site = site;
        _sources = sources;
        _findContact = findContact;
        _log = context.Loggers.CreateLogger<EditingPort>();
    }

    /// <summary>Where it listens, after <see cref="StartAsync"/>.</summary>
    internal Uri? Address => _port?.Address;

    /// <summary>Opens the port.</summary>
    internal async Task StartAsync(CancellationToken cancellationToken)
    {
        var refusals = new RefusalCounts("editing", _context.Meters, _context.Loggers);
        var signIn = new SignInDesk(
            _context.StateDirectory, prefix: "editing-", _findContact, _ => null, _context.Time, refusals)
        {
            Heading = "Tsuba: the configuration",
        };
        var builder = WebPort.CreateBuilder(
            PortProperties.Address(_context.Settings, "editing_host"), PortProperties.Port(_context.Settings, "editing_port", DefaultPort), _context.WebCertificate, _context.Loggers);
        builder.Services.AddRazorComponents();
        builder.Services.AddOpenApi("v1", options => options.AddOperationTransformer(ProblemDocument.DescribeAsync).AddDocumentTransformer(SignInDocument.DescribeAsync));
        builder.AddJsonApi(EditingJson.Default, SourceJson.Default);
        var app = builder.Build();
        app.UseSafeHeaders();
        app.UseHead();
        app.Use(ProblemAnswers.CompleteAsync);
        signIn.Guard(app);
        app.Use(RefuseLimitedAsync);
        app.Use(ExplainAsync);
        app.Use(PageOrders.Refusals.CompleteAsync);
        app.MapAssets();
        signIn.Map(app);
        app.MapGet("/health", () => "ok").ExcludeFromDescription();
        app.MapPages(_site);
        app.MapOrders(_site);
        app.MapSources(_site, _sources);
        var api = app.MapGroup("/api/v1").AddEndpointFilter(ProblemAnswers.FilterAsync);
        foreach (var status in (int[])[400, 403, 404, 409, 422])
        {
            api.WithMetadata(new ProducesResponseTypeMetadata(status, typeof(EditingProblem), [ApiProblem.MediaType]));
        }

        api.MapReading(_site);
        api.MapWriting(_site);
        api.MapSources(_site, _sources);
        app.MapOpenApi("/api/openapi.json");
        _port = await RunningPort.StartAsync(app, refusals, cancellationToken);
        LogListening(_port.Address);
    }

    public ValueTask DisposeAsync() => _port?.DisposeAsync() ?? ValueTask.CompletedTask;

    // Whoever may look here sees all of the configuration, so a token for a part of the site is not let in.
    private static async Task RefuseLimitedAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Features.Get<Session>() is { Token.IsLimited: true })
        {
            await AnswerAsync(context, StatusCodes.Status403Forbidden, "forbidden", "a token that is limited to hosts or contact groups is not good here");
            return;
        }

        await next(context);
    }

    /// <summary>Says what is wrong with the repository.</summary>
    private static async Task ExplainAsync(HttpContext context, RequestDelegate next)
    {
        try
        {
            await next(context);
        }
        catch (Git.GitFailure failed) when (!context.Response.HasStarted)
        {
            await AnswerAsync(context, StatusCodes.Status503ServiceUnavailable, "repository", $"the repository cannot be used: {failed.Message}; nothing was changed, try again or look at the disk");
        }
    }

    private static Task AnswerAsync(HttpContext context, int status, string kind, string message) =>
        ProblemAnswers.WriteAsync(context, status, new EditingProblem(message, kind, [], "", null), EditingJson.Readable.EditingProblem);

    [LoggerMessage(7011, LogLevel.Information, "The configuration is edited at {Address}")]
    private partial void LogListening(Uri address);
}
