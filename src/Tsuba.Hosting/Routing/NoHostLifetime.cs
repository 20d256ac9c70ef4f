using Microsoft.Extensions.Hosting;

namespace Tsuba.Hosting.Routing;

/// <summary>Keeps a port's web server away from the signals of the process: those belong to the site.</summary>
internal sealed class NoHostLifetime : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
