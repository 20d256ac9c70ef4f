using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Time;

namespace Tsuba.Platform.Tests.Hosting;

/// <summary>Certificates and authorities change under daemons that go on running.</summary>
public sealed class LiveIdentityTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private static readonly PeerIdentity Poller = new("test", DaemonRole.Poller, "p");

    [Fact]
    public async Task Look_NothingChanged_KeepsTheIdentity()
    {
        await using var site = new TemporarySite();
        using var live = new LiveIdentity(site.Identity(DaemonRole.Poller, "p"));
        var before = live.Current;

        Watch(site, live, TimeProvider.System).Look();

        Assert.Same(before, live.Current);
    }

    [Fact]
    public async Task Look_TwoThirdsOfItsLifeAreOver_RenewsItself()
    {
        await using var site = new TemporarySite();
        var time = new ManualTime();
        var pki = new SitePki("test", Path.Combine(site.Directory, "other"), time);
        pki.EnsureAuthority();
        using var live = new LiveIdentity(pki.OpenOrIssue(DaemonRole.Poller, "p"));
        var watch = new IdentityWatch(pki, live, time, NullLogger.Instance);
        var before = live.Current.NotAfter;

        time.Advance(SitePki.OwnLife * 0.6);
        watch.Look();
        var meanwhile = live.Current.NotAfter;
        time.Advance(SitePki.OwnLife * 0.1);

        // The manual clock is years behind the one that TLS looks at: the new certificate is signed, but nobody would believe it.
        watch.Look();

        Assert.Equal(before, meanwhile);
        Assert.Equal(time.GetUtcNow() + SitePki.OwnLife, pki.List().Single(entry => entry.Identity == Poller).NotAfter);
    }

    [Fact]
    public async Task Look_CertificateOfAnAuthorityThatIsNotBelieved_KeepsTheIdentity()
    {
        await using var site = new TemporarySite();
        await using var stranger = new TemporarySite();
        using var live = new LiveIdentity(site.Identity(DaemonRole.Poller, "p"));
        using var theirs = stranger.Identity(DaemonRole.Poller, "p");
        var watch = Watch(site, live, TimeProvider.System);
        var before = live.Current;
        foreach (var file in new[] { "poller-p.pem", "poller-p.key" })
        {
            File.Copy(Path.Combine(stranger.Directory, "pki", file), Path.Combine(site.Directory, "pki", file), overwrite: true);
        }

        watch.Look();

        Assert.Same(before, live.Current);
    }

    [Fact]
    public async Task Call_IdentityRenewedMeanwhile_GoesOverANewConnectionWithTheNewCertificate()
    {
        await using var site = new TemporarySite();
        var host = await site.StartAsync(DaemonRole.Scheduler, "scheduler-1", context => new ProbeDaemon(context));
        using var live = new LiveIdentity(site.Identity(DaemonRole.Poller, "p"));
        await using var client = new PeerClient(live, TimeProvider.System, new DaemonMeterFactory(), NullLoggerFactory.Instance);
        var address = new PeerAddress(DaemonRole.Scheduler, "scheduler-1", "127.0.0.1", host.EndPoint.Port);
        await client.CallAsync(address, Routes.Lease, new LeaseRequest(), Patience, CancellationToken.None);
        var before = live.Current;

        var watch = Watch(site, live, TimeProvider.System);
        site.State.Pki.Issue(Poller, [], SitePki.OwnLife);
        watch.Look();
        await client.CallAsync(address, Routes.Lease, new LeaseRequest(), Patience, CancellationToken.None);

        Assert.NotSame(before, live.Current);
    }

    [Fact]
    public async Task Rotate_ThreeStepsUnderCalls_NoCallIsLost()
    {
        await using var site = new TemporarySite();
        var host = await site.StartAsync(DaemonRole.Scheduler, "scheduler-1", context => new ProbeDaemon(context));
        using var live = new LiveIdentity(site.Identity(DaemonRole.Poller, "p"));
        await using var client = new PeerClient(live, TimeProvider.System, new DaemonMeterFactory(), NullLoggerFactory.Instance);
        var address = new PeerAddress(DaemonRole.Scheduler, "scheduler-1", "127.0.0.1", host.EndPoint.Port);
        var watch = Watch(site, live, TimeProvider.System);
        using var enough = new CancellationTokenSource();
        var calling = CallUntilAsync(client, address, enough.Token);
        var first = Serial(site, "ca.pem");

        site.State.Pki.BeginRotation();
        await UntilAsync(() => Trusts(host) == 2);
        watch.Look();
        site.State.Pki.SwitchRotation();
        site.State.Pki.Issue(new PeerIdentity("test", DaemonRole.Scheduler, "scheduler-1"), [], SitePki.OwnLife);
        site.State.Pki.Issue(Poller, [], SitePki.OwnLife);
        watch.Look();
        await UntilAsync(() => IssuerOf(host) == IssuerOf(live.Current));
        site.State.Pki.FinishRotation();
        watch.Look();
        await UntilAsync(() => Trusts(host) == 1);
        await enough.CancelAsync();

        Assert.True(await calling > 0);
        Assert.NotEqual(first, Serial(site, "ca.pem"));
        await client.CallAsync(address, Routes.Lease, new LeaseRequest(), Patience, CancellationToken.None);
    }

    [Fact]
    public async Task Answer_OverAConnectionOfAnEarlierIdentity_IsTheLastOnThatConnection()
    {
        await using var site = new TemporarySite();
        var host = await site.StartAsync(DaemonRole.Scheduler, "scheduler-1", context => new ProbeDaemon(context));
        using var reader = site.Identity(DaemonRole.Operator, "o");
        using var http = new HttpClient(new SocketsHttpHandler { SslOptions = reader.ClientOptions((_, certificate, _, _) => certificate is not null) });
        var health = new Uri($"https://127.0.0.1:{host.EndPoint.Port}/health");
        using var before = await http.GetAsync(health);
        var shown = host.Identity!.Current;

        site.State.Pki.Issue(new PeerIdentity("test", DaemonRole.Scheduler, "scheduler-1"), [], SitePki.OwnLife);
        await UntilAsync(() => !ReferenceEquals(host.Identity.Current, shown));
        using var last = await http.GetAsync(health);
        using var after = await http.GetAsync(health);

        Assert.Equal(
            [(true, false), (true, true), (true, false)],
            new[] { before, last, after }.Select(answer => (answer.IsSuccessStatusCode, answer.Headers.ConnectionClose == true)));
    }

    [Fact]
    public async Task Rotate_CertificateOfTheOldAuthorityAfterTheEnd_IsRefused()
    {
        await using var site = new TemporarySite();
        var host = await site.StartAsync(DaemonRole.Scheduler, "scheduler-1", context => new ProbeDaemon(context));
        using var old = site.Identity(DaemonRole.Poller, "p");
        site.State.Pki.BeginRotation();
        site.State.Pki.SwitchRotation();
        site.State.Pki.Issue(new PeerIdentity("test", DaemonRole.Scheduler, "scheduler-1"), [], SitePki.OwnLife);
        site.State.Pki.FinishRotation();
        await UntilAsync(() => Trusts(host) == 1 && IssuerOf(host) != IssuerOf(old));
        using var http = new HttpClient(new SocketsHttpHandler
        {
            SslOptions = old.ClientOptions((_, certificate, _, _) => certificate is not null),
        });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.GetAsync(new Uri($"https://127.0.0.1:{host.EndPoint.Port}/health")));
    }

    [Fact]
    public async Task Rotate_FinishBeforeSwitch_IsRefused()
    {
        await using var site = new TemporarySite();
        site.State.Pki.BeginRotation();

        Assert.Contains("rotate switch", Assert.Throws<IOException>(site.State.Pki.FinishRotation).Message, StringComparison.Ordinal);
        Assert.Contains("has begun already", Assert.Throws<IOException>(site.State.Pki.BeginRotation).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotate_SwitchWithoutBegin_IsRefused()
    {
        await using var site = new TemporarySite();

        Assert.Contains("rotate begin", Assert.Throws<IOException>(site.State.Pki.SwitchRotation).Message, StringComparison.Ordinal);
    }

    private static IdentityWatch Watch(TemporarySite site, LiveIdentity live, TimeProvider time) =>
        new(site.State.Pki, live, time, NullLogger.Instance);

    private static int Trusts(DaemonHost host) => host.Identity!.Current.Authorities;

    private static string IssuerOf(DaemonHost host) => IssuerOf(host.Identity!.Current);

    private static string IssuerOf(TlsIdentity identity) => identity.Issuer;

    private static string Serial(TemporarySite site, string file)
    {
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(site.Directory, "pki", file)));
        return certificate.SerialNumber;
    }

    private static async Task<int> CallUntilAsync(PeerClient client, PeerAddress address, CancellationToken enough)
    {
        var calls = 0;
        while (!enough.IsCancellationRequested)
        {
            await client.CallAsync(address, Routes.Lease, new LeaseRequest(), Patience, CancellationToken.None);
            calls++;
        }

        return calls;
    }

    // The host's own watch looks every two seconds of real time.
    private static async Task UntilAsync(Func<bool> condition)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (!condition())
        {
            await Task.Delay(50, patience.Token);
        }
    }
}
