using System.Net;
using Tsuba.Hosting.Daemons;
using Tsuba.Model.Items;
using Tsuba.Modules.Metrics;

namespace Tsuba.Hosting.Lifecycle;

/// <summary>Which daemon to run, and where.</summary>
/// <param name="Role">Role.</param>
/// <param name="Name">Name of its object.</param>
/// <param name="Address">Address to listen on.</param>
/// <param name="Port">Port to listen on; 0: any free one.</param>
/// <param name="Settings">Effective settings.</param>
/// <param name="Create">Makes it.</param>
public sealed record DaemonSpecification(
    DaemonRole Role,
    string Name,
    IPAddress Address,
    int Port,
    IReadOnlyDictionary<string, string> Settings,
    Func<DaemonContext, IDaemon> Create)
{
    /// <summary>
    /// Given the daemon and a way to read its metrics, makes what sends them elsewhere until it is stopped; null, or gives null: nothing does.
    /// Throws <see cref="InvalidDataException"/> where the settings make no sense, which ends the start.
    /// </summary>
    public Func<DaemonContext, Func<IReadOnlyList<MetricReading>>, Func<CancellationToken, Task>?>? Export { get; init; }
}
