using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Tsuba.Modules.Passive.Alertmanager;
using Tsuba.Modules.Passive.Nrdp;
using Tsuba.Web.Ports;
using Tsuba.Web.SignIn;

namespace Tsuba.Modules.Passive.WebService;

/// <summary>
/// Shinken's web service on port 7760 with the same addresses and field names; a token or sign-in is required, and the status code says
/// what became of the request. Source: reference/conventions.md 8.
/// </summary>
public sealed partial class WebServiceModule : IModule
{
    private const int DefaultPort = 7760;

    private readonly ModuleContext _context;
    private readonly AlertmanagerEndpoint _alertmanager;
    private readonly ILogger _log;
    private RunningPort? _port;

    /// <summary>A module on the property <c>port</c> of the property <c>host</c>, 7760 of the loopback by default.</summary>
    /// <exception cref="InvalidDataException">Its properties make no sense.</exception>
    public WebServiceModule(ModuleContext context)
    {
        _context = context;
        _alertmanager = new AlertmanagerEndpoint(context);
        _log = context.Loggers.CreateLogger<WebServiceModule>();
    }

    /// <inheritdoc />
    public string Name => _context.Name;

    /// <summary>Where it listens, after <see cref="StartAsync"/>.</summary>
    public Uri? Address => _port?.Address;

    /// <inheritdoc />
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var tokens = ApiTokens.Open(Path.Combine(_context.StateDirectory, TokenFile.Name), _context.Time);
        var refusals = new RefusalCounts("webservice", _context.Meters, _context.Loggers);
        if (tokens.NewToken is { } token)
        {
            WriteFirstToken(token);
        }

        var builder = WebPort.CreateBuilder(
            PortProperties.Address(_context.Properties, "webservice_host"), PortProperties.Port(_context.Properties, "webservice_port", DefaultPort), _context.WebCertificate, _context.Loggers);
        builder.Services.AddOpenApi("v1");
        builder.Services.Configure<JsonOptions>(options =>
        {
            options.SerializerOptions.TypeInfoResolverChain.Insert(0, WebServiceJson.Default);
            options.SerializerOptions.TypeInfoResolverChain.Insert(1, AlertmanagerJson.Default);

            // The resolver takes names from these options, not from its own.
            options.SerializerOptions.PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower;
        });
        var app = builder.Build();
        app.UseSafeHeaders();
        app.UseHead();
        var callers = new CallerCheck(tokens, Property("username"), Property("password"), new SignInThrottle(_context.Time), refusals);
        app.Use(callers.InvokeAsync);
        app.MapWebService(new WebServiceCalls(_context.Commands, _context.Time, refusals));
        new NrdpEndpoint(_context.Commands, tokens, refusals).Map(app);
        _alertmanager.Map(app, refusals);
        app.MapOpenApi("/openapi.json");
        _port = await RunningPort.StartAsync(app, refusals, cancellationToken);
        LogListening(_port.Address);
    }

    /// <inheritdoc />
    public Task RunAsync(CancellationToken stop) => Task.Delay(Timeout.InfiniteTimeSpan, _context.Time, stop);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_port is { } port)
        {
            await port.DisposeAsync();
        }

        _alertmanager.Dispose();
    }

    private void WriteFirstToken(string token)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.Create,
            Access = FileAccess.Write,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        using var writer = new StreamWriter(Path.Combine(_context.StateDirectory, "first-token"), options);
        writer.WriteLine(token);
    }

    private string Property(string name) => _context.Properties.GetValueOrDefault(name) ?? "";

    [LoggerMessage(9311, LogLevel.Information, "The web service for passive results is at {Address}")]
    private partial void LogListening(Uri address);
}
