using System.Net;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Protocol.Configuration;

namespace Tsuba.Platform.Tests.Hosting;

/// <summary>A site in a directory of its own that disappears with it.</summary>
internal sealed class TemporarySite : IAsyncDisposable
{
    private readonly List<IAsyncDisposable> _owned = [];

    public TemporarySite(string name = "test")
    {
        Directory = System.IO.Directory.CreateTempSubdirectory("tsuba-hosting-").FullName;
        State = SiteState.OpenOrCreate(Directory, name, TimeProvider.System);
    }

    public string Directory { get; }

    public SiteState State { get; }

    public async Task<DaemonHost> StartAsync(DaemonRole role, string name, Func<DaemonContext, IDaemon> create)
    {
        var host = Prepare(role, name, create);
        await host.StartAsync(CancellationToken.None);
        return host;
    }

    /// <summary>A host that was not started yet.</summary>
    public DaemonHost Prepare(DaemonRole role, string name, Func<DaemonContext, IDaemon> create)
    {
        var specification = new DaemonSpecification(role, name, IPAddress.Loopback, 0, new Dictionary<string, string>(), create);
        var host = new DaemonHost(specification, State, TimeProvider.System, NullLoggerFactory.Instance, new ProcessShare(null, new LinkedParts()));
        _owned.Add(host);
        return host;
    }

    /// <param name="role">Role of who calls.</param>
    /// <param name="name">Name of who calls.</param>
    /// <param name="term">Under which term it gives orders; 0: none.</param>
    public PeerClient Client(DaemonRole role, string name, uint term = 0)
    {
        var client = new PeerClient(
            new LiveIdentity(State.Pki.OpenOrIssue(role, name)), TimeProvider.System, new DaemonMeterFactory(), NullLoggerFactory.Instance)
        {
            Leading = () => term,
        };
        _owned.Add(client);
        return client;
    }

    public TlsIdentity Identity(DaemonRole role, string name) => State.Pki.OpenOrIssue(role, name);

    /// <summary>Makes it the site of a user with the number 4242, as root may.</summary>
    public async Task GiveAwayAsync()
    {
        using var chown = System.Diagnostics.Process.Start("chown", ["-R", "4242", Directory]);
        await chown.WaitForExitAsync();
        Assert.Equal(0, chown.ExitCode);
    }

    public async ValueTask DisposeAsync()
    {
        for (var index = _owned.Count - 1; index >= 0; index--)
        {
            await _owned[index].DisposeAsync();
        }

        System.IO.Directory.Delete(Directory, recursive: true);
    }
}
