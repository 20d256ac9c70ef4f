using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tsuba.LiveState;
using Tsuba.Modules.Console.Api;
using Tsuba.Modules.Console.Events;
using Tsuba.Modules.Console.Pages;
using Tsuba.Modules.History;
using Tsuba.Web.Assets;
using Tsuba.Web.Ports;
using Tsuba.Web.Problems;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Console;

/// <summary>The web page and the JSON API of the broker, behind sign-in, on port 7767 of the loopback unless configured otherwise.</summary>
public sealed partial class ConsoleModule : IModule
{
    private const int DefaultPort = 7767;

    private readonly ModuleContext _context;
    private readonly LiveTables _tables;
    private readonly Func<IHistoryReader?> _history;
    private readonly EventStreamLimits _streamLimits;
    private readonly ILogger _log;
    private RunningPort? _port;

    /// <summary>A module over the live tables.</summary>
    /// <param name="context">What every module is given.</param>
    /// <param name="tables">The live tables.</param>
    /// <param name="history">The history that runs now, if one does.</param>
    /// <exception cref="InvalidDataException">Its properties make no sense.</exception>
    public ConsoleModule(ModuleContext context, LiveTables tables, Func<IHistoryReader?> history)
    {
        _context = context;
        _tables = tables;
        _history = history;
        _streamLimits = EventStreamLimits.From(context.Properties);
        _log = context.Loggers.CreateLogger<ConsoleModule>();
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <summary>Where graphs come from instead of the history, if it runs; null: from the history.</summary>
    public Func<ISeriesReader?> Graphs { get; init; } = () => null;

    /// <summary>Where it listens, after <see cref="StartAsync"/>.</summary>
    public Uri? Address => _port?.Address;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var refusals = new RefusalCounts("console", _context.Meters, _context.Loggers);
        var signIn = new SignInDesk(
            _context.StateDirectory,
            prefix: "",
            name => _tables.Site.Contacts.GetValueOrDefault(name),
            name => _tables.Site.ContactGroups.GetValueOrDefault(name),
            _context.Time,
            refusals)
        {
            Heading = "Tsuba",
        };
        var builder = WebPort.CreateBuilder(
            PortProperties.Address(_context.Properties, "webui_host"), PortProperties.Port(_context.Properties, "webui_port", DefaultPort), _context.WebCertificate, _context.Loggers);
        builder.Services.AddRazorComponents();
        builder.Services.AddOpenApi("v1", options => options.AddOperationTransformer(ProblemDocument.DescribeAsync).AddDocumentTransformer(SignInDocument.DescribeAsync));
        builder.AddJsonApi(ApiJson.Default);
        var app = builder.Build();
        app.UseSafeHeaders();
        app.UseHead();
        app.Use(ProblemAnswers.CompleteAsync);
        signIn.Guard(app);
        app.Use(Refusals.Pages.CompleteAsync);
        app.MapAssets();
        signIn.Map(app);
        var site = new ConsoleSite(_context.Site, _tables, _history, _context.Commands, _context.Time, _context.Explain)
        {
            Tokens = signIn.Tokens,
            Graphs = Graphs,
        };
        app.MapPages(site);
        app.MapApi(site, new EventStreams(site, _streamLimits, _context.Meters, _context.Loggers.CreateLogger<EventStreams>()));
        app.MapOpenApi("/api/openapi.json");
        _port = await RunningPort.StartAsync(app, refusals, cancellationToken);
        LogListening(_port.Address);
    }

    /// <inheritdoc />
    public Task RunAsync(CancellationToken stop) => Task.Delay(Timeout.InfiniteTimeSpan, _context.Time, stop);

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _port?.DisposeAsync() ?? ValueTask.CompletedTask;

    [LoggerMessage(9201, LogLevel.Information, "The web page is at {Address}")]
    private partial void LogListening(Uri address);
}
