using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Google.Protobuf;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Arbiter.Loading;
using Tsuba.Configuration.Files;
using Tsuba.Daemons.Tests.Arbiter;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Routing;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Synchronizer;
using Tsuba.Testing.Configuration;

namespace Tsuba.Daemons.Tests.Synchronizer.Api;

/// <summary>A running synchronizer with its port for people, and what an arbiter would do with what it is offered.</summary>
internal sealed class EditingRig : IAsyncDisposable
{
    internal const string Main = "/etc/site/main.cfg";
    internal const string Objects = "/etc/site/conf.d/objects.cfg";

    internal const string Text =
        """
        # Objects of the site
        define command{
            command_name  check
            command_line  /bin/true
        }
        define host{
            name                generic   ; for all
            register            0
            check_command       check
            max_check_attempts  3
        }
        define host{
            host_name  web
            use        generic
            address    10.0.0.1   ; the web
        }
        define host{
            host_name  db
            use        generic
            address    10.0.0.2
        }
        define contact{
            contact_name  eva
            password      secret-of-eva
        }

        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly DaemonMeterFactory _meters = new();
    private readonly CancellationTokenSource _stop = new();
    private FakeSite _site = new();
    private SynchronizerDaemon? _daemon;
    private Task _running = Task.CompletedTask;

    /// <summary>Outcome that the arbiter gives to what it is offered.</summary>
    internal Func<ProductionReply, ReloadReply> Judge { get; set; } = reply => new ReloadReply { Accepted = true, Outcome = ReloadOutcome.Accepted, Generation = 7, Text = "generation 7", Hash = "" };

    internal string Directory => _directory.Path;

    internal HttpClient Client { get; } = new();

    internal static ConfigurationImage Image { get; } = ConfigurationImage.Empty.With(Main, "cfg_dir=conf.d\n").With(Objects, Text);

    internal static async Task<EditingRig> StartAsync(bool adopt = true)
    {
        var rig = new EditingRig();
        await rig.RunAsync();
        if (adopt)
        {
            await rig.AdoptAsync();
        }

        return rig;
    }

    /// <summary>Starts the daemon, or starts it again on what it left.</summary>
    internal async Task RunAsync(bool untilOpen = true)
    {
        await StopAsync();
        _site = new FakeSite();
        var settings = new Dictionary<string, string>(StringComparer.Ordinal) { ["editing_port"] = Port.ToString(System.Globalization.CultureInfo.InvariantCulture) };
        var context = new DaemonContext(
            "site", DaemonRole.Synchronizer, "synchronizer-master", "run", Directory, TimeProvider.System, NullLoggerFactory.Instance, _meters, _site, settings);
        _daemon = new SynchronizerDaemon(context, new MemorySourceFiles().With(Main, "cfg_dir=conf.d\n").With(Objects, Text), [Main]);
        _daemon.Map(_site.Add(DaemonRole.Synchronizer, "synchronizer-master"));
        await _daemon.StartAsync(CancellationToken.None);
        _running = _daemon.RunAsync(_stop.Token);
        if (!untilOpen)
        {
            return;
        }

        await Eventually.TrueAsync(() => _daemon.EditingAddress is not null || _running.IsCompleted, "the port is open");
        if (Client.BaseAddress is null)
        {
            Client.BaseAddress = _daemon.EditingAddress;
        }

        Address = _daemon.EditingAddress!;
    }

    /// <summary>Port for people; 0: any free one.</summary>
    internal int Port { get; init; }

    /// <summary>What the daemon says about itself.</summary>
    internal string Health
    {
        get
        {
            var reply = new HeartbeatReply();
            _daemon!.Describe(reply);
            return reply.Health;
        }
    }

    /// <summary>Makes it unreachable for the arbiter.</summary>
    internal void SetDown() => _site.SetDown(DaemonRole.Synchronizer, "synchronizer-master", isDown: true);

    internal Uri Address { get; private set; } = new("http://localhost");

    internal async Task AdoptAsync()
    {
        var request = new AdoptRequest { First = true, Last = true, Author = "admin" };
        request.MainFiles.Add(Main);
        request.Files.AddRange(Image.Files.Select(file => new ProductionFile { Path = file.Key, Content = ByteString.CopyFrom(file.Value.Span) }));
        var reply = await CallAsync(Routes.Adopt, request);
        Assert.True(reply.Accepted, reply.Text);
    }

    internal Task<TReply> CallAsync<TRequest, TReply>(Route<TRequest, TReply> route, TRequest request)
        where TRequest : IMessage<TRequest>
        where TReply : IMessage<TReply> =>
        _site.Add(DaemonRole.Synchronizer, "synchronizer-master").CallAsync(new Caller(DaemonRole.Operator, "tester"), route, request, CancellationToken.None);

    internal SynchronizerConfigurationSource Source() =>
        new(_site, new PeerAddress(DaemonRole.Synchronizer, "synchronizer-master", "localhost", 7765), TimeProvider.System, isAdopted: false);

    /// <summary>An arbiter's long poll: reads, judges as <see cref="Judge"/> says, and asks again, until it is stopped.</summary>
    internal async Task ArbitrateAsync(CancellationToken stop)
    {
        try
        {
            var have = (await PollAsync(new ProductionRequest { Refresh = true }, stop)).Commit;
            ReloadReply? judged = null;
            while (true)
            {
                stop.ThrowIfCancellationRequested();
                var reply = await PollAsync(new ProductionRequest { Have = have, Judged = judged, WaitMs = 20_000, WithoutFiles = true }, stop);
                judged = null;
                if (reply.Commit.Length > 0)
                {
                    have = reply.Commit;
                    judged = Judge(reply);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return;
        }
    }

    /// <summary>Adds a token of a scope, as an administrator does who edits the file; counts from the next start.</summary>
    internal async Task<string> AddTokenAsync(string name, string scope, string limit = "")
    {
        var token = $"tsuba_{name}";
        await File.AppendAllTextAsync(Path.Combine(Directory, "tokens"), $"{name} {scope} {Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)))} {limit}\n");
        return token;
    }

    /// <summary>A request with a token.</summary>
    internal async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, string? token, object? body)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path));
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        request.Content = body is null ? null : JsonContent.Create(body);
        using var response = await Client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        using var document = JsonDocument.Parse(text.Length > 0 && text[0] is '{' or '[' ? text : "{}");
        if ((int)response.StatusCode >= 400 && path.StartsWith("/api/", StringComparison.Ordinal))
        {
            Assert.Equal("application/problem+json", response.Content.Headers.ContentType?.MediaType);
            Assert.Equal((int)response.StatusCode, document.RootElement.GetProperty("status").GetInt32());
            Assert.NotEqual("", document.RootElement.GetProperty("title").GetString());
        }

        return ((int)response.StatusCode, document.RootElement.Clone());
    }

    /// <summary>The token that was made at the first start; it may do everything.</summary>
    internal async Task<string> FirstTokenAsync() => (await SecretsAsync())["editing-token"];

    internal async Task<IReadOnlyDictionary<string, string>> SecretsAsync() =>
        (await File.ReadAllLinesAsync(Path.Combine(Directory, "first-secrets"))).Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await StopAsync();
        Client.Dispose();
        _stop.Dispose();
        _meters.Dispose();
        _directory.Dispose();
    }

    private async Task StopAsync()
    {
        if (_daemon is not null)
        {
            await _daemon.DisposeAsync();
            _daemon = null;
        }
    }

    private Task<ProductionReply> PollAsync(ProductionRequest request, CancellationToken cancellationToken) =>
        _site.Add(DaemonRole.Synchronizer, "synchronizer-master").CallAsync(new Caller(DaemonRole.Arbiter, "arbiter-master"), Routes.Production, request, cancellationToken);
}
