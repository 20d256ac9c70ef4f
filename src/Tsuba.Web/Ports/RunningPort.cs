using System.Diagnostics.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Tsuba.Web.SignIn;

namespace Tsuba.Web.Ports;

/// <summary>A port that listens, until it is disposed of.</summary>
public sealed class RunningPort : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly SlowClients _slow;

    private RunningPort(WebApplication app, SlowClients slow)
    {
        _app = app;
        _slow = slow;
        Address = new Uri(app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
    }

    /// <summary>Where it listens; with the port that was picked, where any free one was asked for.</summary>
    public Uri Address { get; }

    /// <summary>Opens the port.</summary>
    /// <param name="app">Everything is mapped; it belongs to the port from now on, also where this fails.</param>
    /// <param name="refusals">Where clients are counted that the server refused or cut.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="IOException">The address is taken or is not one of this machine.</exception>
    public static async Task<RunningPort> StartAsync(WebApplication app, RefusalCounts refusals, CancellationToken cancellationToken)
    {
        var slow = new SlowClients(app.Services.GetRequiredService<IMeterFactory>(), refusals);
        try
        {
            await app.StartAsync(cancellationToken);
            return new RunningPort(app, slow);
        }
        catch
        {
            slow.Dispose();
            await app.DisposeAsync();
            throw;
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
        _slow.Dispose();
    }
}
