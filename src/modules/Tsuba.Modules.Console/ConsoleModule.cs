using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tsuba.LiveState;
using Tsuba.Modules.Console.Api;
using Tsuba.Modules.Console.Pages;
using Tsuba.Modules.History;
using Tsuba.Web.Assets;
using Tsuba.Web.Ports;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Console;

/// <summary>The web page and the JSON API of the broker, behind sign-in, on port 7767 of the loopback unless configured otherwise.</summary>
public sealed partial class ConsoleModule : IModule
{
    private const int DefaultPort = 7767;

    private readonly ModuleContext _context;
    private readonly LiveTables _tables;
    private readonly Func<IHistoryReader?> _history;
    private readonly ILogger _log;
    private WebApplication? _app;

    /// <summary>A module over the live tables.</summary>
    /// <param name="context">What every module is given.</param>
    /// <param name="tables">The live tables.</param>
    /// <param name="history">The history that runs now, if one does.</param>
    public ConsoleModule(ModuleContext context, LiveTables tables, Func<IHistoryReader?> history)
    {
        _context = context;
        _tables = tables;
        _history = history;
        _log = context.Loggers.CreateLogger<ConsoleModule>();
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <summary>Where it listens, after <see cref="StartAsync"/>.</summary>
    public Uri? Address { get; private set; }

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var admin = AdminAccount.Open(Path.Combine(_context.StateDirectory, "admin"));
        var tokens = ApiTokens.Open(Path.Combine(_context.StateDirectory, "tokens"));
        FirstSecretsFile.Write(_context.StateDirectory, prefix: "", admin, tokens);
        var sessions = new SessionStore(_context.Time);
        var accounts = new Accounts(admin, name => _tables.Site.Contacts.GetValueOrDefault(name), sessions);
        var gate = new SignInGate(sessions, tokens);
        var builder = WebPort.CreateBuilder(ListenAddress(), ListenPort(), _context.WebCertificate, _context.Loggers);
        builder.Services.AddRazorComponents();
        builder.Services.AddOpenApi("v1");
        builder.Services.Configure<JsonOptions>(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, ApiJson.Default);
            options.SerializerOptions.MaxDepth = 16;

            // The resolver takes names from these options, not from its own.
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
            options.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
        });
        builder.Services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        var app = builder.Build();
        _app = app;
        app.UseSafeHeaders();
        app.Use((context, next) => gate.InvokeAsync(context, next));
        app.Use(BadRequests.ExplainAsync);
        app.MapAssets();
        app.MapSignIn(accounts, sessions, new SignInThrottle(_context.Time));
        var site = new ConsoleSite(_context.Site, _tables, _history, _context.Commands, _context.Time);
        app.MapPages(site);
        app.MapApi(site);
        app.MapOpenApi("/api/openapi.json");
        await app.StartAsync(cancellationToken);
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
        LogListening(Address);
    }

    /// <inheritdoc />
    public Task RunAsync(CancellationToken stop) => Task.Delay(Timeout.InfiniteTimeSpan, _context.Time, stop);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_app is { } app)
        {
            await app.StopAsync(CancellationToken.None);
            await app.DisposeAsync();
        }
    }

    private IPAddress ListenAddress() =>
        _context.Properties.TryGetValue("webui_host", out var host) && IPAddress.TryParse(host, out var address) ? address : IPAddress.Loopback;

    private int ListenPort() =>
        _context.Properties.TryGetValue("webui_port", out var text) && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port <= 65_535
            ? port
            : DefaultPort;

    [LoggerMessage(9201, LogLevel.Information, "The web page is at {Address}")]
    private partial void LogListening(Uri address);
}
