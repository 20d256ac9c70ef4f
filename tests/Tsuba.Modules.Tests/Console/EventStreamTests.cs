using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.Console;
using Tsuba.Modules.Tests.History;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Tests.Console;

/// <summary>The event stream over a real port: of web;http, which ann sees, and of db, which she does not.</summary>
public sealed class EventStreamTests : IAsyncLifetime
{
    private static readonly ItemId Http = ItemId.OfService("web", "http");
    private static readonly ItemId Db = ItemId.OfHost("db");

    private readonly ModuleFixture _fixture = new();
    private readonly HistoryFixture _history = new();
    private readonly LiveTables _tables = SampleSite.Create();
    private readonly HttpClient _client = new(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() });
    private ConsoleModule? _module;
    private Dictionary<string, string> _secrets = [];
    private ulong _sequence;

    public async Task InitializeAsync()
    {
        await _history.StartAsync();
        _module = new ConsoleModule(
            _fixture.Context(("webui_port", "0"), ("event_heartbeat_seconds", "0.3"), ("event_write_seconds", "5"), ("event_streams_per_user", "2")), _tables, () => _history.Module);
        await _module.StartAsync(CancellationToken.None);
        _secrets = await _fixture.FirstSecretsAsync();
        _client.BaseAddress = _module.Address;
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", _secrets["token"]);
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _module!.DisposeAsync();
        await _history.DisposeAsync();
        _fixture.Dispose();
    }

    [Fact]
    public async Task Stream_WhatHappensWhileItIsOpen_ComesOnceAndInOrder()
    {
        await ChangeAsync("before");
        using var reader = await EventReader.OpenAsync(_client);
        Assert.Equal("open", (await reader.NextAsync()).Name);

        await ChangeAsync("first\nline: \u2028 two", "second");
        await ChangeAsync("third");

        var (name, data) = await reader.NextAsync();
        Assert.Equal("statechange", name);
        Assert.Equal(("web", "http", "CRITICAL", "first\nline: \u2028 two"), (data.GetProperty("host").GetString(), data.GetProperty("service").GetString(), data.GetProperty("state").GetString(), data.GetProperty("text").GetString()));
        Assert.Equal(["second", "third"], await reader.TextsAsync(2));
    }

    [Fact]
    public async Task Head_OfAStream_HasAnEnd()
    {
        // Two streams are allowed: a third would be refused, or wait behind one that lasts.
        for (var asked = 0; asked < 3; asked++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Head, "/api/v1/events");
            using var answer = await _client.SendAsync(request);
            Assert.Equal((HttpStatusCode.OK, "text/event-stream"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        }
    }

    [Fact]
    public async Task Stream_ComesBackWithItsLastId_GoesOnThere_OverARestartOfTheHistory()
    {
        await ChangeAsync("one", "two");
        string last;
        using (var reader = await EventReader.OpenAsync(_client, "?cursor=0.0"))
        {
            await reader.NextAsync();
            Assert.Equal(["one"], await reader.TextsAsync(1));
            last = reader.LastId;
        }

        await _history.StartAsync();
        await ChangeAsync("three");

        using var again = await EventReader.OpenAsync(_client, lastId: last);
        Assert.Equal("open", (await again.NextAsync()).Name);
        Assert.Equal(["two", "three"], await again.TextsAsync(2));
    }

    [Fact]
    public async Task Stream_WhatIsMissing_IsToldWithThePlaceWhereItGoesOn()
    {
        await ChangeAsync("old", "older");
        using (var reader = await EventReader.OpenAsync(_client))
        {
            await reader.NextAsync();
            _history.Time.Advance(TimeSpan.FromDays(500));
            await ChangeAsync("gone by age, for readers of before");
            await ChangeAsync("new");
            await _history.Module.MaintainAsync(CancellationToken.None);
        }

        using var late = await EventReader.OpenAsync(_client, lastId: "1.1");
        await late.NextAsync();
        var (name, gap) = await late.NextAsync();
        Assert.Equal(("gone", "1.1"), (name, gap.GetProperty("after").GetString()));
        var (_, first) = await late.NextAsync();
        Assert.Equal(late.LastId, gap.GetProperty("next").GetString());
        Assert.Equal("gone by age, for readers of before", first.GetProperty("text").GetString());
    }

    [Fact]
    public async Task Stream_CursorOfAnotherHistory_IsToldSo()
    {
        await ChangeAsync("only");
        using var reader = await EventReader.OpenAsync(_client, lastId: "1600000000000.77777");
        await reader.NextAsync();

        Assert.Equal("gone", (await reader.NextAsync()).Name);
        Assert.Equal(["only"], await reader.TextsAsync(1));
    }

    [Fact]
    public async Task Stream_Filtered_GivesWhatFitsAndMovesItsCursorOverTheRest()
    {
        await ChangeAsync("seed");
        using var reader = await EventReader.OpenAsync(_client, "?host=web&service=http&kind=statechange,comment");
        await reader.NextAsync();
        var opened = reader.LastId;

        await _history.TakeAsync(1, Status(Db, "of another host"));
        await _history.TakeAsync(1, new Event { Sequence = ++_sequence, UtcMs = _history.Now, Comment = new CommentEvent { Id = 1, Item = Http.Value, Author = "ann", Text = "remark", EntryType = 1 } });

        Assert.Equal(["remark"], await reader.TextsAsync(1));
        var remark = reader.LastId;
        await _history.TakeAsync(1, Status(Db, "of another host again"));
        await ReadUntilAsync(reader, () => reader.LastId != remark);
        Assert.NotEqual(opened, remark);
    }

    [Fact]
    public async Task Stream_OfAContact_HoldsItsOwnItemsOnly()
    {
        _client.DefaultRequestHeaders.Authorization = null;
        using (var form = new FormUrlEncodedContent(new Dictionary<string, string> { ["user"] = "ann", ["password"] = "ann's secret", ["to"] = "/" }))
        {
            Assert.Equal(HttpStatusCode.Redirect, (await _client.PostAsync("/sign-in", form)).StatusCode);
        }

        await _history.TakeAsync(1, Status(Db, "not for ann"));
        await ChangeAsync("for ann");
        using var reader = await EventReader.OpenAsync(_client, "?cursor=0.0");
        await reader.NextAsync();

        Assert.Equal(["for ann"], await reader.TextsAsync(1));
        Assert.Equal(HttpStatusCode.NotFound, (await _client.GetAsync("/api/v1/events?host=db")).StatusCode);
    }

    [Fact]
    public async Task Stream_Silent_HasHeartbeats()
    {
        using var reader = await EventReader.OpenAsync(_client);
        await reader.NextAsync();

        await ReadUntilAsync(reader, () => reader.Heartbeats >= 2);
    }

    [Fact]
    public async Task Stream_ReaderThatTakesNothing_IsCutAndCounted_HoldsNobodyUp_AndLosesNothing()
    {
        using var ended = new CounterReader(_fixture.Meters, "tsuba_event_streams_ended_total", "reason");
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 8192 };
        await socket.ConnectAsync(IPAddress.Loopback, _module!.Address!.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /api/v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {_secrets["token"]}\r\nLast-Event-ID: 0.0\r\n\r\n"));
        using var fast = await EventReader.OpenAsync(_client);
        await fast.NextAsync();

        var text = new string('x', 4000);
        for (var batch = 0; batch < 100; batch++)
        {
            await ChangeAsync([.. Enumerable.Range(batch * 20, 20).Select(number => $"{number} {text}")]);
        }

        var got = await fast.TextsAsync(2000);
        Assert.Equal(Enumerable.Range(0, 2000), got.Select(one => int.Parse(one.Split(' ')[0], CultureInfo.InvariantCulture)));
        await ended.ReachesAsync(1, "slow");

        // What the socket still holds is whole events and a torn one; the rest is to be had behind the last whole one.
        var taken = await ReadToEndAsync(socket);
        var last = taken.LastIndexOf("\n\n", StringComparison.Ordinal);
        var id = taken[..last].Split("id: ")[^1].Split('\n')[0];
        var before = taken[..last].Split("event: statechange").Length - 1;
        using var again = await EventReader.OpenAsync(_client, lastId: id);
        await again.NextAsync();
        Assert.Equal($"{before} {text}", (await again.TextsAsync(1))[0]);
    }

    [Fact]
    public async Task Stream_OneTooMany_IsRefused()
    {
        using var first = await EventReader.OpenAsync(_client);
        using var second = await EventReader.OpenAsync(_client);

        Assert.Equal(HttpStatusCode.TooManyRequests, (await _client.GetAsync("/api/v1/events")).StatusCode);
    }

    [Theory]
    [InlineData("?cursor=nonsense", HttpStatusCode.BadRequest)]
    [InlineData("?kind=nonsense", HttpStatusCode.BadRequest)]
    [InlineData("?host=none", HttpStatusCode.NotFound)]
    public async Task Stream_QuestionThatMakesNoSense_IsRefused(string query, HttpStatusCode status) =>
        Assert.Equal(status, (await _client.GetAsync("/api/v1/events" + query)).StatusCode);

    [Fact]
    public async Task Port_Stops_WhileAStreamIsOpen_InTime()
    {
        using var reader = await EventReader.OpenAsync(_client);
        await reader.NextAsync();

        await _module!.DisposeAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(10));

        await Assert.ThrowsAnyAsync<IOException>(reader.NextAsync);
    }

    private static async Task ReadUntilAsync(EventReader reader, Func<bool> isTrue)
    {
        // Heartbeats give no event, so the reading itself only ends with the test.
        var reading = reader.NextAsync();
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!isTrue())
        {
            Assert.False(reading.IsCompleted, "an event came that was not asked for");
            await Task.Delay(20, deadline.Token);
        }
    }

    private static async Task<string> ReadToEndAsync(Socket socket)
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        var text = new StringBuilder();
        var buffer = new byte[65536];
        try
        {
            while (await socket.ReceiveAsync(buffer, deadline.Token) is > 0 and var length)
            {
                text.Append(Encoding.ASCII.GetString(buffer, 0, length));
            }
        }
        catch (SocketException reset) when (reset.SocketErrorCode == SocketError.ConnectionReset)
        {
            return Unchunk(text.ToString());
        }

        return Unchunk(text.ToString());
    }

    // The body is chunked: the lines that hold lengths in between are no part of it.
    private static string Unchunk(string answer)
    {
        var body = new StringBuilder();
        var at = answer.IndexOf("\r\n\r\n", StringComparison.Ordinal) + 4;
        while (answer.IndexOf("\r\n", at, StringComparison.Ordinal) is > 0 and var end && int.TryParse(answer.AsSpan(at, end - at), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var length))
        {
            body.Append(answer.AsSpan(end + 2, Math.Min(length, answer.Length - end - 2)));
            at = end + 2 + length + 2;
            if (at >= answer.Length)
            {
                break;
            }
        }

        return body.ToString();
    }

    private Task ChangeAsync(params string[] outputs) => _history.TakeAsync(1, [.. outputs.Select(output => Status(Http, output))]);

    private Event Status(ItemId item, string output) => new()
    {
        Sequence = ++_sequence,
        UtcMs = _history.Now,
        Status = new StatusEvent { Item = item.Value, State = 2, StateType = 1, Attempt = 1, HasBeenChecked = true, LastStateChange = _history.Now, Output = output },
    };
}
