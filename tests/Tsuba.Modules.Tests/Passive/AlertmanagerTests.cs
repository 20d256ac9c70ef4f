using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Tsuba.Modules.Passive.WebService;

namespace Tsuba.Modules.Tests.Passive;

/// <summary>Alertmanager's web hook, with the payload that its version 0.25 and later send.</summary>
public sealed class AlertmanagerTests : IAsyncLifetime
{
    private readonly ModuleFixture _fixture = new();
    private readonly HttpClient _client = new();
    private WebServiceModule? _module;

    public Task InitializeAsync() => StartAsync(("alertmanager_host_alerts", "HostDown"), ("alertmanager_severities", "urgent=2"));

    public async Task DisposeAsync()
    {
        await _module!.DisposeAsync();
        _client.Dispose();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Post_FiringAndResolved_BecomeResultsOfTheirServices()
    {
        _fixture.Sink.Hosts = ["web", "db"];

        var (status, answer) = await PostAsync(
            Alert("firing", "critical", ("instance", "web:9100"), ("alertname", "DiskFull"), ("summary", "disk full|x=1\nsoon; act")),
            Alert("resolved", "critical", ("host", "db"), ("alertname", "Slow"), ("summary", "slow")));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(2, answer.GetProperty("taken").GetInt32());
        Assert.Equal("PROCESS_SERVICE_CHECK_RESULT;web;DiskFull;2;disk full/x=1\\nsoon; act", _fixture.Sink.Next());
        Assert.Equal("PROCESS_SERVICE_CHECK_RESULT;db;Slow;0;resolved: slow", _fixture.Sink.Next());
    }

    [Theory]
    [InlineData("critical", 2)]
    [InlineData("warning", 1)]
    [InlineData("info", 0)]
    [InlineData("urgent", 2)]
    [InlineData("strange", 3)]
    [InlineData("", 2)]
    public async Task Post_Severity_GivesTheState(string severity, int state)
    {
        await PostAsync(Alert("firing", severity, ("host", "web"), ("alertname", "A"), ("summary", "s")));

        Assert.Equal($"PROCESS_SERVICE_CHECK_RESULT;web;A;{state};s", _fixture.Sink.Next());
    }

    [Theory]
    [InlineData("web", "web")]
    [InlineData("web:9100", "web")]
    [InlineData("web.example.org:9100", "web")]
    [InlineData("web.example.org", "web")]
    [InlineData("[fe80::1]:9100", "fe80::1")]
    [InlineData("fe80::1", "fe80::1")]
    [InlineData("10.1.2.3:9100", "10.1.2.3")]
    public async Task Post_Instance_IsFoundAsTheSiteWritesIt(string instance, string host)
    {
        _fixture.Sink.Hosts = ["web", "fe80::1", "10.1.2.3"];

        await PostAsync(Alert("firing", "warning", ("instance", instance), ("alertname", "A"), ("summary", "s")));

        Assert.Equal($"PROCESS_SERVICE_CHECK_RESULT;{host};A;1;s", _fixture.Sink.Next());
    }

    [Fact]
    public async Task Post_HostAlert_IsAResultOfTheHost()
    {
        await PostAsync(Alert("firing", "critical", ("host", "web"), ("alertname", "HostDown"), ("summary", "gone")));

        Assert.Equal("PROCESS_HOST_CHECK_RESULT;web;2;gone", _fixture.Sink.Next());
    }

    [Fact]
    public async Task Post_SeveralAlertsOfOneService_MakeOneResultOfTheWorst()
    {
        var (_, answer) = await PostAsync(
            Alert("resolved", "critical", ("host", "web"), ("alertname", "Disk"), ("device", "a"), ("summary", "a full")),
            Alert("firing", "warning", ("host", "web"), ("alertname", "Disk"), ("device", "b"), ("summary", "b full")),
            Alert("firing", "critical", ("host", "web"), ("alertname", "Disk"), ("device", "c"), ("summary", "c full")));

        Assert.Equal((3, 1), (answer.GetProperty("taken").GetInt32(), answer.GetProperty("results").GetInt32()));
        Assert.Equal("PROCESS_SERVICE_CHECK_RESULT;web;Disk;2;2 of 3 alerts firing: b full; resolved: a full; c full", _fixture.Sink.Next());
    }

    [Fact]
    public async Task Post_AGroupOfAThousand_IsTakenWhole()
    {
        var (status, answer) = await PostAsync([.. Enumerable.Range(0, 1000).Select(number => Alert("firing", "warning", ("host", $"h{number}"), ("alertname", "A"), ("summary", "s")))]);

        Assert.Equal((HttpStatusCode.OK, 1000), (status, answer.GetProperty("results").GetInt32()));
        for (var number = 0; number < 1000; number++)
        {
            Assert.Equal($"PROCESS_SERVICE_CHECK_RESULT;h{number};A;1;s", _fixture.Sink.Next());
        }
    }

    [Fact]
    public async Task Post_UnknownHosts_AreNamedAndCounted_AndTheOthersTaken()
    {
        _fixture.Sink.Hosts = ["web"];
        using var counter = new CounterReader(_fixture.Meters, "tsuba_alertmanager_alerts_total", "outcome");

        var (mixed, answer) = await PostAsync(
            Alert("firing", "critical", ("host", "gone"), ("alertname", "A"), ("summary", "s")),
            Alert("firing", "critical", ("host", "web"), ("alertname", "A"), ("summary", "s")),
            Alert("firing", "critical", ("alertname", "Nowhere")));
        var (none, _) = await PostAsync(Alert("firing", "critical", ("host", "gone"), ("alertname", "B"), ("summary", "s")));

        Assert.Equal((HttpStatusCode.MultiStatus, HttpStatusCode.NotFound), (mixed, none));
        Assert.Equal(["gone"], answer.GetProperty("unknown_hosts").EnumerateArray().Select(host => host.GetString()));
        Assert.Equal((1L, 2L, 1L), (counter.Of("taken"), counter.Of("unknown_host"), counter.Of("refused")));
        Assert.Equal("PROCESS_SERVICE_CHECK_RESULT;web;A;2;s", _fixture.Sink.Next());
    }

    [Fact]
    public async Task Post_SameCallAgain_IsAnsweredAndNotTakenTwice()
    {
        var alert = Alert("firing", "critical", ("host", "web"), ("alertname", "A"), ("summary", "s"));

        await PostAsync(alert);
        var (status, answer) = await PostAsync(alert);
        await PostAsync(Alert("resolved", "critical", ("host", "web"), ("alertname", "A"), ("summary", "s")));

        Assert.Equal((HttpStatusCode.OK, true), (status, answer.GetProperty("repeated").GetBoolean()));
        Assert.Equal("PROCESS_SERVICE_CHECK_RESULT;web;A;2;s", _fixture.Sink.Next());
        Assert.Equal("PROCESS_SERVICE_CHECK_RESULT;web;A;0;resolved: s", _fixture.Sink.Next());
    }

    [Fact]
    public async Task Post_BufferFull_Is503_AndWhatWasTakenIsNotTakenAgain()
    {
        object[] alerts = [.. Enumerable.Range(0, 3).Select(number => Alert("firing", "critical", ("host", $"h{number}"), ("alertname", "A"), ("summary", "s")))];
        _fixture.Sink.Answer = new CommandReceipt(false, true, "full", ["test/1"]);
        using var refused = await SendAsync(alerts);
        _fixture.Sink.Answer = null;

        var (status, _) = await PostAsync(alerts);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (refused.StatusCode, status));
        Assert.Equal("PROCESS_SERVICE_CHECK_RESULT;h1;A;2;s", _fixture.Sink.Next());
        Assert.Equal("PROCESS_SERVICE_CHECK_RESULT;h2;A;2;s", _fixture.Sink.Next());
    }

    [Theory]
    [InlineData("not json")]
    [InlineData("null")]
    [InlineData("""{"version":"3","alerts":[{"status":"firing","labels":{"host":"web","alertname":"A"}}]}""")]
    [InlineData("""{"version":"4","alerts":[]}""")]
    [InlineData("""{"version":"4","alerts":[null]}""")]
    [InlineData("""{"version":"4","alerts":[{"status":"maybe","labels":{"host":"web","alertname":"A"}}]}""")]
    [InlineData("""{"version":"4","alerts":[{"status":"firing","labels":{"host":"web;x","alertname":"A"}}]}""")]
    [InlineData("""{"version":"4","alerts":[{"status":"firing","labels":{"host":"web","alertname":"A\nPROCESS"}}]}""")]
    [InlineData("""{"version":"4","alerts":[{"status":"firing","labels":{"host":{"a":{"b":{"c":{"d":{"e":{"f":1}}}}}},"alertname":"A"}}]}""")]
    public async Task Post_WhatMakesNoSense_IsRefused(string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");

        Assert.Equal(HttpStatusCode.BadRequest, (await _client.PostAsync("/alertmanager", content)).StatusCode);
    }

    [Fact]
    public async Task Post_WithoutToken_Is401()
    {
        _client.DefaultRequestHeaders.Authorization = null;
        using var answer = await SendAsync([Alert("firing", "critical", ("host", "web"), ("alertname", "A"))]);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("alertmanager_severities", "page")]
    [InlineData("alertmanager_severities", "page=7")]
    [InlineData("alertmanager_host_down_code", "down")]
    public void Properties_ThatMakeNoSense_AreRefusedByName(string name, string value) =>
        Assert.Contains(name, Assert.Throws<InvalidDataException>(() => new WebServiceModule(_fixture.Context((name, value)))).Message, StringComparison.Ordinal);

    private static object Alert(string status, string severity, params (string Key, string Value)[] pairs)
    {
        var labels = pairs.Where(pair => pair.Key != "summary").ToDictionary(pair => pair.Key, pair => pair.Value);
        if (severity.Length > 0)
        {
            labels["severity"] = severity;
        }

        return new
        {
            status,
            labels,
            annotations = pairs.Where(pair => pair.Key == "summary").ToDictionary(pair => pair.Key, pair => pair.Value),
            startsAt = "2026-01-01T00:00:00Z",
            endsAt = "0001-01-01T00:00:00Z",
            generatorURL = "http://prometheus/graph",
            fingerprint = "b9cb2b4fe2e86d5d",
        };
    }

    private async Task<(HttpStatusCode Status, JsonElement Answer)> PostAsync(params object[] alerts)
    {
        using var answer = await SendAsync(alerts);
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        return (answer.StatusCode, document.RootElement.Clone());
    }

    private async Task<HttpResponseMessage> SendAsync(object[] alerts)
    {
        var group = new
        {
            version = "4",
            groupKey = "{}:{alertname=\"A\"}",
            truncatedAlerts = 0,
            status = "firing",
            receiver = "tsuba",
            groupLabels = new { },
            commonLabels = new { },
            commonAnnotations = new { },
            externalURL = "http://alertmanager",
            alerts,
        };
        using var content = new StringContent(JsonSerializer.Serialize(group), Encoding.UTF8, "application/json");
        return await _client.PostAsync("/alertmanager", content);
    }

    private async Task StartAsync(params (string Key, string Value)[] properties)
    {
        _module = new WebServiceModule(_fixture.Context([.. properties, ("webservice_port", "0")]));
        await _module.StartAsync(CancellationToken.None);
        _client.BaseAddress = _module.Address;
        var token = (await File.ReadAllTextAsync(Path.Combine(_fixture.Directory, "first-token"))).Trim();
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }
}
