using Tsuba.Model.Items;
using Tsuba.Modules.Tests.Live;
using Tsuba.Protocol.Contracts;
using static Tsuba.Modules.Tests.Livestatus.LivestatusPortFixture;

namespace Tsuba.Modules.Tests.Livestatus;

public sealed class LivestatusWaitTests
{
    private const string Keep = "KeepAlive: on\nResponseHeader: fixed16\n\n";

    [Fact]
    public async Task Wait_ConditionHolds_IsAnsweredAtOnce()
    {
        await using var port = await LivestatusPortFixture.StartAsync();

        Assert.Equal("1\n", await port.AskAsync("GET hosts\nColumns: state\nFilter: name = db\nWaitObject: db\nWaitCondition: state = 1\n\n"));
    }

    [Theory]
    [InlineData("WaitObject: web;http\nWaitCondition: state = 0\n")]
    [InlineData("WaitObject: web http\nWaitCondition: state = 2\nWaitConditionNegate:\nWaitTrigger: all\n")]
    [InlineData("WaitCondition: plugin_output = fine\nWaitTrigger: check\n")]
    [InlineData("WaitObject: web;http\nWaitTrigger: state\n")]
    public async Task Wait_EventComes_IsAnsweredWithTheNewState(string wait)
    {
        await using var port = await LivestatusPortFixture.StartAsync();
        using var waiting = await port.ConnectAsync();
        await SendAsync(waiting, $"GET services\nColumns: state\nFilter: description = http\n{wait}{Keep}");

        // Everything that the port was sent before is under way once it answers somebody else behind the first look of the waiter.
        while (!port.HasWaiter)
        {
            Assert.Equal("2\n", await port.AskAsync("GET services\nColumns: state\nFilter: description = http\n\n"));
        }

        port.Tables.Apply(SampleSite.Part, new EventFrame { First = 100, Events = { SampleSite.Status(100, ItemId.OfService("web", "http"), 0, "fine", "") } });

        Assert.Equal((200, "0\n"), await ReadAnswerAsync(waiting));
    }

    [Fact]
    public async Task Wait_ForALineOfTheLog_IsAnsweredWithIt()
    {
        await using var port = await LivestatusPortFixture.StartAsync();
        using var waiting = await port.ConnectAsync();
        await SendAsync(waiting, $"GET log\nColumns: message\nLimit: 1\nWaitTrigger: log\n{Keep}");
        while (!port.HasWaiter)
        {
            await port.AskAsync("GET status\nColumns: num_hosts\n\n");
        }

        // The tables have it before the history does.
        port.Tables.Apply(SampleSite.Part, new EventFrame { First = 100, Events = { new Event { Sequence = 100, Log = new LogEvent { Line = "EXTERNAL COMMAND: ENABLE_NOTIFICATIONS" } } } });
        while (!port.History.HasWaiter && waiting.Available == 0)
        {
            await port.AskAsync("GET status\nColumns: num_hosts\n\n");
        }

        port.History.Add("SERVICE ALERT: web;http;WARNING;SOFT;1;newest", ItemId.OfService("web", "http"));

        Assert.Equal((200, "[1700000900] SERVICE ALERT: web;http;WARNING;SOFT;1;newest\n"), await ReadAnswerAsync(waiting));
    }

    [Fact]
    public async Task Wait_TimesOut_IsAnsweredAsItIs()
    {
        await using var port = await LivestatusPortFixture.StartAsync();

        Assert.Equal("1\n", await port.AskAsync("GET hosts\nColumns: state\nFilter: name = db\nWaitObject: db\nWaitCondition: state = 0\nWaitTimeout: 20\n\n"));
    }

    [Fact]
    public async Task Wait_UnknownObject_Is400()
    {
        await using var port = await LivestatusPortFixture.StartAsync();
        using var socket = await port.ConnectAsync();

        await SendAsync(socket, $"GET hosts\nWaitObject: nobody\nWaitCondition: state = 0\n{Keep}");

        Assert.Equal((400, "there is no object 'nobody' to wait for\n"), await ReadAnswerAsync(socket));
    }

    [Fact]
    public async Task Wait_Hundreds_BlockNobody()
    {
        await using var port = await LivestatusPortFixture.StartAsync();
        var waiters = new List<System.Net.Sockets.Socket>();
        for (var count = 0; count < 200; count++)
        {
            var socket = await port.ConnectAsync();
            await SendAsync(socket, $"GET hosts\nColumns: name\nWaitObject: db\nWaitCondition: state = 2\n{Keep}");
            waiters.Add(socket);
        }

        Assert.Equal("db\nweb\n", await port.AskAsync("GET hosts\nColumns: name\n\n"));
        waiters.ForEach(waiter => waiter.Dispose());
    }
}
