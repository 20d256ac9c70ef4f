using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Tsuba.Testing.Otlp;

/// <summary>The port of a receiver of OTLP over HTTP, on the loopback.</summary>
public abstract class MetricsPort : IAsyncDisposable
{
    private WebApplication? _app;

    /// <summary>Starts it.</summary>
    /// <returns>Its port.</returns>
    public async Task<int> StartAsync(int port = 0)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        _app = builder.Build();
        _app.MapPost("/v1/metrics", TakeAsync);
        await _app.StartAsync();
        return new Uri(_app.Urls.Single()).Port;
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        if (_app is not null)
        {
            await _app.DisposeAsync();
        }
    }

    /// <summary>Answers a request.</summary>
    protected abstract Task TakeAsync(HttpContext context);
}
