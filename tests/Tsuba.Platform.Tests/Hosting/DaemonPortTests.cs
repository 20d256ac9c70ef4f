using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Platform.Tests.Hosting;

public sealed class DaemonPortTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Call_CallerOfTheRightRole_ReachesTheHandler()
    {
        await using var site = new TemporarySite();
        var (host, daemon) = await StartAsync(site);
        daemon.OnLease = (request, _) => ValueTask.FromResult(new LeaseReply { Jobs = { new Job { Display = request.Worker } } });

        var reply = await site.Client(DaemonRole.Poller, "p1").CallAsync(
            Address(host), Routes.Lease, new LeaseRequest { Worker = "p1" }, Patience, CancellationToken.None);

        Assert.Equal("p1", Assert.Single(reply.Jobs).Display);
        Assert.Equal((DaemonRole.Poller, "p1"), (daemon.LastCaller.Role, daemon.LastCaller.Name));
    }

    [Fact]
    public async Task Call_CallerOfAnotherRole_IsRefusedForGood()
    {
        await using var site = new TemporarySite();
        var (host, _) = await StartAsync(site);

        var refused = await Assert.ThrowsAsync<PeerCallException>(() => site.Client(DaemonRole.Broker, "b").CallAsync(
            Address(host), Routes.Lease, new LeaseRequest(), Patience, CancellationToken.None));

        Assert.False(refused.CanRetry);
        Assert.Contains("403", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_CertificateOfAnotherAuthority_IsRefusedInTheHandshake()
    {
        await using var site = new TemporarySite();
        await using var stranger = new TemporarySite();
        var (host, daemon) = await StartAsync(site);

        // The stranger's client believes the server, so that only the server can refuse.
        using var theirs = stranger.Identity(DaemonRole.Poller, "p1");
        using var http = Client(theirs.ClientOptions(Believe));

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.GetAsync(Uri(host, "/health")));
        Assert.Equal(DaemonRole.None, daemon.LastCaller.Role);
    }

    [Fact]
    public async Task Call_NoCertificate_IsRefusedInTheHandshake()
    {
        await using var site = new TemporarySite();
        var (host, _) = await StartAsync(site);
        using var http = Client(new SslClientAuthenticationOptions { RemoteCertificateValidationCallback = Believe });

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => http.GetAsync(Uri(host, "/health")));
    }

    [Fact]
    public async Task Call_ServerOfAnotherSite_IsNotBelieved()
    {
        await using var site = new TemporarySite();
        await using var stranger = new TemporarySite();
        var (host, _) = await StartAsync(stranger);

        var refused = await Assert.ThrowsAsync<PeerCallException>(() => site.Client(DaemonRole.Poller, "p").CallAsync(
            Address(host), Routes.Lease, new LeaseRequest(), Patience, CancellationToken.None));

        Assert.False(refused.CanRetry);
        Assert.Contains("not signed by the authority of this site", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_ServerWithAnotherName_IsNotBelieved()
    {
        await using var site = new TemporarySite();
        var (host, daemon) = await StartAsync(site);
        var meant = Address(host) with { Name = "scheduler-2" };

        var refused = await Assert.ThrowsAsync<PeerCallException>(() => site.Client(DaemonRole.Poller, "p").CallAsync(
            meant, Routes.Lease, new LeaseRequest(), Patience, CancellationToken.None));

        Assert.False(refused.CanRetry);
        Assert.Contains("it is scheduler scheduler-1 of site test", refused.Message, StringComparison.Ordinal);
        Assert.Equal(DaemonRole.None, daemon.LastCaller.Role);
    }

    [Fact]
    public async Task Call_Heartbeat_IsAnsweredByTheHost()
    {
        await using var site = new TemporarySite();
        var (host, _) = await StartAsync(site);

        var reply = await site.Client(DaemonRole.Arbiter, "a").CallAsync(
            Address(host), Routes.Heartbeat, new HeartbeatRequest(), Patience, CancellationToken.None);

        Assert.Equal(("scheduler", "scheduler-1", 7L, "ok"), (reply.Role, reply.Name, reply.Generation, reply.Health));
    }

    [Fact]
    public async Task Call_OrderOfAnArbiterWhoseTermHasPassed_IsRefusedAndCounted()
    {
        await using var site = new TemporarySite();
        var (host, daemon) = await StartAsync(site);
        var leader = site.Client(DaemonRole.Arbiter, "new", term: 6);
        var vote = new HeartbeatRequest { Arbiter = "new", Term = 6, Ask = VoteAsk.Take, LeaseMs = 3000 };
        Assert.True((await leader.CallAsync(Address(host), Routes.Heartbeat, vote, Patience, CancellationToken.None)).Granted);

        var refused = await Assert.ThrowsAsync<PeerCallException>(() => site.Client(DaemonRole.Arbiter, "old", term: 5).CallAsync(
            Address(host), Routes.PutChunks, new PutChunksRequest(), Patience, CancellationToken.None));
        Assert.Contains("409 term 6 of new was seen", refused.Message, StringComparison.Ordinal);
        Assert.Equal(DaemonRole.None, daemon.LastCaller.Role);

        await leader.CallAsync(Address(host), Routes.PutChunks, new PutChunksRequest(), Patience, CancellationToken.None);
        Assert.Equal("new", daemon.LastCaller.Name);
        using var http = Client(site.Identity(DaemonRole.Monitor, "m").ClientOptions(Believe));
        Assert.Contains("tsuba_calls_refused_total{reason=\"term\"} 1", await http.GetStringAsync(Uri(host, "/metrics")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Call_NobodyListens_CanBeRetried()
    {
        await using var site = new TemporarySite();
        var (host, _) = await StartAsync(site);
        var address = Address(host);
        await host.StopAsync(CancellationToken.None);

        var failed = await Assert.ThrowsAsync<PeerCallException>(() => site.Client(DaemonRole.Poller, "p").CallAsync(
            address, Routes.Lease, new LeaseRequest(), Patience, CancellationToken.None));

        Assert.True(failed.CanRetry);
    }

    [Fact]
    public async Task Call_HandlerNeverAnswers_TimesOutAndCanBeRetried()
    {
        await using var site = new TemporarySite();
        var (host, daemon) = await StartAsync(site);
        daemon.OnLease = NeverAsync;

        var failed = await Assert.ThrowsAsync<PeerCallException>(() => site.Client(DaemonRole.Poller, "p").CallAsync(
            Address(host), Routes.Lease, new LeaseRequest(), TimeSpan.FromMilliseconds(200), CancellationToken.None));

        Assert.True(failed.CanRetry);
    }

    [Fact]
    public async Task Stop_LongPollUnderWay_IsAnsweredAtOnce()
    {
        await using var site = new TemporarySite();
        var (host, daemon) = await StartAsync(site);
        var entered = new TaskCompletionSource();
        daemon.OnLease = (_, token) =>
        {
            entered.SetResult();
            return NeverAsync(new LeaseRequest(), token);
        };

        var call = site.Client(DaemonRole.Poller, "p").CallAsync(
            Address(host), Routes.Lease, new LeaseRequest(), Patience, CancellationToken.None);
        await entered.Task;
        await host.StopAsync(CancellationToken.None);

        var failed = await Assert.ThrowsAsync<PeerCallException>(() => call);
        Assert.True(failed.CanRetry);
        Assert.Equal(["start", "run", "ran", "stop", "dispose"], daemon.Steps);
    }

    [Theory]
    [InlineData("/v1/nothing", 404)]
    [InlineData("/v1/part/drop", 404)]
    [InlineData("/v1/lease", 400)]
    public async Task Post_BytesThatAreNoMessage_GetsAnHonestStatus(string path, int status)
    {
        await using var site = new TemporarySite();
        var (host, _) = await StartAsync(site);
        using var identity = site.Identity(DaemonRole.Poller, "p");
        using var http = Client(identity.ClientOptions(Believe));

        using var answer = await http.PostAsync(Uri(host, path), new ByteArrayContent([0xff, 0xff, 0xff]));

        Assert.Equal(status, (int)answer.StatusCode);
    }

    [Fact]
    public async Task Post_BodyOverTheLimit_GetsRefused()
    {
        await using var site = new TemporarySite();
        var (host, daemon) = await StartAsync(site);
        using var identity = site.Identity(DaemonRole.Poller, "p");
        using var http = Client(identity.ClientOptions(Believe));

        http.DefaultRequestHeaders.ExpectContinue = true;

        using var answer = await http.PostAsync(Uri(host, "/v1/lease"), new ByteArrayContent(new byte[(16 * 1024 * 1024) + 1]));

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal(DaemonRole.None, daemon.LastCaller.Role);
    }

    [Fact]
    public async Task Post_MessageNestedTooDeep_GetsRefused()
    {
        await using var site = new TemporarySite();
        var (host, daemon) = await StartAsync(site);
        using var identity = site.Identity(DaemonRole.Poller, "p");
        using var http = Client(identity.ClientOptions(Believe));

        // Field 100 as a group that opens itself 100 times and closes again.
        var deep = new byte[400];
        for (var level = 0; level < 100; level++)
        {
            (deep[level * 2], deep[(level * 2) + 1]) = (0xa3, 0x06);
            (deep[200 + (level * 2)], deep[201 + (level * 2)]) = (0xa4, 0x06);
        }

        using var answer = await http.PostAsync(Uri(host, "/v1/lease"), new ByteArrayContent(deep));

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(DaemonRole.None, daemon.LastCaller.Role);
    }

    [Theory]
    [InlineData(DaemonRole.Monitor, HttpStatusCode.OK)]
    [InlineData(DaemonRole.Operator, HttpStatusCode.OK)]
    [InlineData(DaemonRole.Poller, HttpStatusCode.Forbidden)]
    public async Task Get_HealthAndMetrics_AreForReadersOnly(DaemonRole role, HttpStatusCode status)
    {
        await using var site = new TemporarySite();
        var (host, _) = await StartAsync(site);
        using var identity = site.Identity(role, "r");
        using var http = Client(identity.ClientOptions(Believe));

        using var health = await http.GetAsync(Uri(host, "/health"));
        using var metrics = await http.GetAsync(Uri(host, "/metrics"));

        Assert.Equal((status, status), (health.StatusCode, metrics.StatusCode));
        if (status == HttpStatusCode.OK)
        {
            Assert.Equal("ok\n", await health.Content.ReadAsStringAsync());
            Assert.Contains("role=\"scheduler\",name=\"scheduler-1\"", await metrics.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Heartbeat_DaemonRestoresItsState_IsAliveAndSaysSo()
    {
        await using var site = new TemporarySite();
        var released = new TaskCompletionSource();
        var arbiter = site.Client(DaemonRole.Arbiter, "arbiter-1");
        var listens = new TaskCompletionSource();
        var host = site.Prepare(DaemonRole.Scheduler, "scheduler-1", context => new ProbeDaemon(context) { Restored = released.Task, Started = listens.SetResult });
        var start = host.StartAsync(CancellationToken.None);
        try
        {
            await listens.Task;
            var address = Address(host);

            var beat = await arbiter.CallAsync(address, Routes.Heartbeat, new HeartbeatRequest(), Patience, CancellationToken.None);
            var refused = await Assert.ThrowsAsync<PeerCallException>(() => arbiter.CallAsync(
                address, Routes.DropPart, new DropPartRequest(), Patience, CancellationToken.None));

            Assert.True(beat.Restoring);
            Assert.Equal(("restoring", 0), (beat.Health, beat.Generation));
            Assert.NotNull(refused);
        }
        finally
        {
            released.SetResult();
            await start;
        }

        Assert.False((await arbiter.CallAsync(Address(host), Routes.Heartbeat, new HeartbeatRequest(), Patience, CancellationToken.None)).Restoring);
    }

    [Fact]
    public async Task Start_DirectoryInUse_IsRefusedAndNamesTheOwner()
    {
        await using var site = new TemporarySite();
        await StartAsync(site);

        var refused = await Assert.ThrowsAsync<IOException>(() => StartAsync(site));

        Assert.Contains($"process {Environment.ProcessId}", refused.Message, StringComparison.Ordinal);
    }

    private static async Task<(DaemonHost Host, ProbeDaemon Daemon)> StartAsync(TemporarySite site)
    {
        var host = await site.StartAsync(DaemonRole.Scheduler, "scheduler-1", context => new ProbeDaemon(context));
        return (host, (ProbeDaemon)host.Daemon!);
    }

    private static PeerAddress Address(DaemonHost host) =>
        new(DaemonRole.Scheduler, "scheduler-1", "127.0.0.1", host.EndPoint.Port);

    private static Uri Uri(DaemonHost host, string path) => new($"https://127.0.0.1:{host.EndPoint.Port}{path}");

    private static HttpClient Client(SslClientAuthenticationOptions options) =>
        new(new SocketsHttpHandler { SslOptions = options }) { DefaultRequestVersion = HttpVersion.Version11 };

    // These tests ask what the server does; their clients take any server that shows something.
    private static bool Believe(object sender, X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors) =>
        certificate is not null;

    private static async ValueTask<LeaseReply> NeverAsync(LeaseRequest request, CancellationToken token)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, token);
        return new LeaseReply();
    }
}
