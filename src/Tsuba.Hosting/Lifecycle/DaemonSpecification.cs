using System.Net;
using Tsuba.Hosting.Daemons;
using Tsuba.Model.Items;

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
    Func<DaemonContext, IDaemon> Create);
