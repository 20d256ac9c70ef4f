using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Modules.WebHooks;
using Tsuba.Modules.WebHooks.Sending;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Tests.WebHooks;

/// <summary>A web hook and its target over real connections.</summary>
public sealed class WebHookTests : IAsyncLifetime
{
    private const string Secret = "a secret of the target";
    private static readonly ItemId Http = ItemId.OfService("web", "http");
    private static readonly ItemId Db = ItemId.OfHost("db");

    private readonly ModuleFixture _fixture = new();
    private readonly LiveTables _tables = SampleSite.Create();
    private HookTarget? _target;
    private WebHookModule? _module;
    private CancellationTokenSource? _running;
    private Task _loop = Task.CompletedTask;
    private ulong _sequence;

    public async Task InitializeAsync() => _target = await HookTarget.StartAsync();

    public async Task DisposeAsync()
    {
        await StopAsync();
        await _target!.DisposeAsync();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Event_IsACloudEvent_SignedAsStandardWebhooksSays()
    {
        await StartAsync();
        await GiveAsync(Status(Http, "<broken>\nünïcode"));

        var call = _target!.Next();
        Assert.Equal(("/hook", "application/cloudevents+json; charset=utf-8"), (call.Path, call.ContentType));
        using var document = JsonDocument.Parse(call.Body);
        var message = document.RootElement;
        Assert.Equal("1.0", message.GetProperty("specversion").GetString());
        Assert.Equal("tsuba.statechange", message.GetProperty("type").GetString());
        Assert.Equal("/tsuba/test", message.GetProperty("source").GetString());
        Assert.Equal("web;http", message.GetProperty("subject").GetString());
        Assert.Equal("2023-11-14T22:13:20.000Z", message.GetProperty("time").GetString());
        Assert.Equal(("CRITICAL", "<broken>\nünïcode"), (message.GetProperty("data").GetProperty("state").GetString(), message.GetProperty("data").GetProperty("text").GetString()));

        // As a target checks it, with nothing of ours.
        var signed = Encoding.UTF8.GetBytes($"{call.Headers["webhook-id"]}.{call.Headers["webhook-timestamp"]}.").Concat(call.Body).ToArray();
        Assert.Equal("v1," + Convert.ToBase64String(HMACSHA256.HashData(Encoding.UTF8.GetBytes(Secret), signed)), call.Headers["webhook-signature"]);
        Assert.Equal(message.GetProperty("id").GetString(), call.Headers["webhook-id"]);
    }

    [Fact]
    public void Signature_OfTheStandardsExample_IsItsOwn()
    {
        var secret = Convert.FromBase64String("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        Assert.Equal(
            "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            HookConnection.SignatureOf(secret, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", """{"test": 2432232314}"""u8));
    }

    [Fact]
    public async Task TargetAway_EventsWaitOverARestart_AndComeInOrderOnce()
    {
        var url = _target!.Url;
        await _target.DisposeAsync();
        using var counts = new MeterCounts(_fixture.Meters, "Tsuba.WebHooks");
        using var delivered = new CounterReader(_fixture.Meters, "tsuba_webhook_events_delivered_total");
        using var failures = new CounterReader(_fixture.Meters, "tsuba_webhook_failures_total");
        await StartAsync(("url", url.ToString()));
        await GiveAsync([.. Enumerable.Range(0, 20).Select(number => Status(Http, $"event {number}"))]);
        await failures.ReachesAsync(2);
        await StopAsync();
        await StartAsync(("url", url.ToString()));

        _target = await HookTarget.StartAsync(port: url.Port);

        for (var number = 0; number < 20; number++)
        {
            Assert.Contains($"\"event {number}\"", Encoding.UTF8.GetString(_target.Next().Body), StringComparison.Ordinal);
        }

        await delivered.ReachesAsync(20);
        Assert.Equal((20, 0, 0), (counts.Of("tsuba_webhook_events_total"), counts.Of("tsuba_webhook_events_refused_total"), counts.Of("tsuba_webhook_events_dropped_total")));
        Assert.False(_target.HasMore);
    }

    [Theory]
    [InlineData(500)]
    [InlineData(429)]
    [InlineData(404)]
    [InlineData(401)]
    public async Task Answer_ThatMayChange_IsAskedForAgainWithTheSameId(int status)
    {
        _target!.Answers.Clear();
        _target.Answers.Enqueue((status, "Retry-After", "0"));
        _target.Answers.Enqueue((status, "", ""));
        _target.Answers.Enqueue((204, "", ""));
        await StartAsync();
        await GiveAsync(Status(Http, "once"));

        var calls = new[] { _target.Next(), _target.Next(), _target.Next() };

        Assert.Equal([status, status, 204], calls.Select(call => call.Status));
        Assert.Single(calls.Select(call => call.Headers["webhook-id"]).Distinct());
    }

    [Fact]
    public async Task Answer_ThatRefusesTheEvent_LeavesItOutAndCountsIt()
    {
        using var delivered = new CounterReader(_fixture.Meters, "tsuba_webhook_events_delivered_total");
        using var refused = new CounterReader(_fixture.Meters, "tsuba_webhook_events_refused_total");
        _target!.Answers.Clear();
        _target.Answers.Enqueue((422, "", ""));
        _target.Answers.Enqueue((204, "", ""));
        await StartAsync();
        await GiveAsync(Status(Http, "bad"), Status(Http, "good"));

        _target.Next();
        Assert.Contains("good", Encoding.UTF8.GetString(_target.Next().Body), StringComparison.Ordinal);
        await delivered.ReachesAsync(1);
        Assert.Equal(1, refused.Of());
    }

    [Fact]
    public async Task Failure_InsideABatch_GivesAgainOnlyWhatTheTargetDoesNotHave()
    {
        using var delivered = new CounterReader(_fixture.Meters, "tsuba_webhook_events_delivered_total");
        _target!.Answers.Clear();
        foreach (var status in new[] { 204, 500, 204 })
        {
            _target.Answers.Enqueue((status, "", ""));
        }

        await StartAsync();
        await GiveAsync(Status(Http, "first"), Status(Http, "second"), Status(Http, "third"));
        await delivered.ReachesAsync(3);

        var calls = new[] { _target.Next(), _target.Next(), _target.Next(), _target.Next() };
        Assert.False(_target.HasMore);
        Assert.Equal([204, 500, 204, 204], calls.Select(call => call.Status));
        Assert.Equal(["first", "second", "second", "third"], calls.Select(call => JsonDocument.Parse(call.Body).RootElement.GetProperty("data").GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Stop_InsideABatch_GivesAgainOnlyWhatTheTargetDoesNotHave()
    {
        _target!.Answers.Clear();
        foreach (var status in new[] { 204, 0, 204 })
        {
            _target.Answers.Enqueue((status, "", ""));
        }

        await StartAsync();
        await GiveAsync(Status(Http, "first"), Status(Http, "second"), Status(Http, "third"));
        await _target.Unanswered.WaitAsync(TimeSpan.FromSeconds(60));
        await StopAsync();
        await StartAsync();

        var calls = new[] { _target.Next(), _target.Next(), _target.Next() };
        Assert.Equal(["first", "second", "third"], calls.Select(call => JsonDocument.Parse(call.Body).RootElement.GetProperty("data").GetProperty("text").GetString()));
    }

    [Fact]
    public async Task Target_ThatNeverAnswers_DelaysNoEvent_AndIsAskedAgain()
    {
        using var failures = new CounterReader(_fixture.Meters, "tsuba_webhook_failures_total");
        _target!.IsSilent = true;
        await StartAsync(("timeout", "0.2"));
        for (var number = 0; number < 100; number++)
        {
            await GiveAsync(Status(Http, $"event {number}"));
        }

        await failures.ReachesAsync(2);
        _target.IsSilent = false;

        // Whether the target has an event that it did not answer is not known, so it comes again with its id.
        var ids = new HashSet<string>();
        while (ids.Count < 100)
        {
            ids.Add(_target.Next().Headers["webhook-id"]);
        }
    }

    [Fact]
    public async Task Log_HoldsNeitherTheSecretNorThePathOfTheTarget()
    {
        using var failures = new CounterReader(_fixture.Meters, "tsuba_webhook_failures_total");
        _target!.Answers.Clear();
        _target.Answers.Enqueue((422, "", ""));
        _target.Answers.Enqueue((500, "", ""));
        var log = new RecordingLog();
        await StartAsync(log, ("url", $"{_target.Url}/key-in-the-path?key=in-the-query"));
        await GiveAsync(Status(Http, "refused"), Status(Http, "failed"));
        await failures.ReachesAsync(2);

        Assert.Contains(log.Lines, line => line.Contains("HTTP 422", StringComparison.Ordinal));
        Assert.Contains(log.Lines, line => line.Contains("HTTP 500", StringComparison.Ordinal));
        Assert.All(log.Lines, line => Assert.False(line.Contains(Secret, StringComparison.Ordinal) || line.Contains("in-the", StringComparison.Ordinal), line));
    }

    [Fact]
    public async Task Redirect_IsNotFollowed()
    {
        await using var elsewhere = await HookTarget.StartAsync();
        using var failures = new CounterReader(_fixture.Meters, "tsuba_webhook_failures_total");
        _target!.Answers.Clear();
        _target.Answers.Enqueue((307, "Location", elsewhere.Url.ToString()));
        await StartAsync();
        await GiveAsync(Status(Http, "secret matter"));

        await failures.ReachesAsync(2);

        Assert.False(elsewhere.HasMore);
    }

    [Fact]
    public async Task Filters_LetThroughWhatIsWanted()
    {
        await StartAsync(("kinds", "statechange,comment"), ("hosts", "w*"), ("hard_only", "1"));
        await GiveAsync(
            Status(Db, "other host"),
            Status(Http, "soft", isHard: false),
            new Event { Sequence = ++_sequence, UtcMs = 1_700_000_000_000, Notification = new NotificationEvent { Item = Http.Value, Contact = "ann" } },
            Status(Http, "wanted"));

        Assert.Contains("wanted", Encoding.UTF8.GetString(_target!.Next().Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Contact_GetsItsOwnItemsOnly()
    {
        await StartAsync(("contact", "ann"));
        await GiveAsync(Status(Db, "not hers"), Status(Http, "hers"));

        Assert.Contains("hers", Encoding.UTF8.GetString(_target!.Next().Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SpoolFull_WhatDoesNotFitIsCountedExactly()
    {
        using var counts = new MeterCounts(_fixture.Meters, "Tsuba.WebHooks");
        await StartAsync(("url", "http://127.0.0.1:1/"), ("spool_max_bytes", "8192"));

        for (var batch = 0; batch < 20; batch++)
        {
            await GiveAsync([.. Enumerable.Range(0, 10).Select(number => Status(Http, $"event {number}"))]);
        }

        var taken = counts.Of("tsuba_webhook_events_total");
        Assert.Equal(200, taken + counts.Of("tsuba_webhook_events_dropped_total"));
        Assert.InRange(taken, 5, 40);
    }

    [Fact]
    public async Task Tls_UnknownAuthority_IsNotTrusted_UntilItIsNamed()
    {
        using var certificate = MakeCertificate();
        await using var target = await HookTarget.StartAsync(certificate);
        using var failures = new CounterReader(_fixture.Meters, "tsuba_webhook_failures_total");
        var url = new UriBuilder(target.Url) { Host = "localhost" }.Uri.ToString();
        await StartAsync(("url", url));
        await GiveAsync(Status(Http, "private"));
        await failures.ReachesAsync(2);
        Assert.False(target.HasMore);
        await StopAsync();

        var authority = Path.Combine(_fixture.Directory, "ca.pem");
        await File.WriteAllTextAsync(authority, certificate.ExportCertificatePem());
        await StartAsync(("url", url), ("ca_file", authority));

        Assert.Contains("private", Encoding.UTF8.GetString(target.Next().Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Target_OnThisMachineByName_IsNotAskedUnlessAllowed()
    {
        using var failures = new CounterReader(_fixture.Meters, "tsuba_webhook_failures_total");
        await StartAsync(("url", $"http://localhost:{_target!.Url.Port}/hook"), ("allow_loopback", "0"), ("allow_plain", "1"));
        await GiveAsync(Status(Http, "x"));

        await failures.ReachesAsync(2);

        Assert.False(_target.HasMore);
    }

    private static X509Certificate2 MakeCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    private IEnumerable<(string Key, string Value)> Properties(params (string Key, string Value)[] properties) =>
        new[] { ("url", _target!.Url.ToString()), ("secret", Secret), ("allow_loopback", "1"), ("retry_first", "0.05"), ("retry_longest", "0.2"), ("timeout", "5") }
            .Concat(properties)
            .GroupBy(property => property.Item1, property => property.Item2)
            .Select(group => (group.Key, group.Last()));

    private Task StartAsync(params (string Key, string Value)[] properties) => StartAsync(NullLoggerFactory.Instance, properties);

    private async Task StartAsync(ILoggerFactory log, params (string Key, string Value)[] properties)
    {
        _module = new WebHookModule(_fixture.Context([.. Properties(properties)]) with { Loggers = log }, _tables);
        await _module.StartAsync(CancellationToken.None);
        _running = new CancellationTokenSource();
        _loop = _module.RunAsync(_running.Token);
    }

    private async Task StopAsync()
    {
        if (_module is { } module)
        {
            await _running!.CancelAsync();
            await _loop.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            await module.DisposeAsync();
            _running.Dispose();
            _module = null;
        }
    }

    private async Task GiveAsync(params Event[] events)
    {
        var frame = new EventFrame { First = events[0].Sequence, UtcMs = events[0].UtcMs };
        frame.Events.AddRange(events);
        await _module!.HandleAsync([new PartEvents(SampleSite.Part, [frame])], CancellationToken.None);
    }

    private Event Status(ItemId item, string output, bool isHard = true) => new()
    {
        Sequence = ++_sequence,
        UtcMs = 1_700_000_000_000,
        Status = new StatusEvent { Item = item.Value, State = 2, StateType = isHard ? 1u : 0, Attempt = 1, HasBeenChecked = true, LastStateChange = 1_700_000_000_000, Output = output },
    };
}
