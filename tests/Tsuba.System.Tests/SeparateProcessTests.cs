using System.Globalization;
using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>The same site as processes of their own: each may die, or stop, and come back.</summary>
public sealed class SeparateProcessTests(SeparateSite site) : IClassFixture<SeparateSite>
{
    [Fact]
    public async Task Poller_Killed_ItsChecksComeBackToTheOther()
    {
        var started = Path.Combine(site.Scratch, "started");
        var killed = site.ProcessId(SeparateSite.FirstPoller).ToString(CultureInfo.InvariantCulture);
        await File.WriteAllTextAsync(Path.Combine(site.Scratch, "hold"), "");
        await File.WriteAllTextAsync(started, "");
        string[] lost = [];
        await site.UntilAsync("the first poller runs checks", async () =>
        {
            lost = [.. (await File.ReadAllLinesAsync(started)).Select(line => line.Split(' ')).Where(words => words[0] == killed && words[1][0] == 's').Select(words => words[1])];
            return lost.Length > 0;
        });

        var when = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        await site.KillAsync(SeparateSite.FirstPoller);
        File.Delete(Path.Combine(site.Scratch, "hold"));

        await site.UntilAsync("every service that it held has a newer result", async () =>
        {
            var rows = await site.QueryAsync(string.Create(CultureInfo.InvariantCulture, $@"GET services\nColumns: description\nFilter: last_check > {when + 1}"));
            var fresh = rows.Select(row => row[0].GetString()).ToHashSet();
            return lost.All(fresh.Contains);
        });
        await site.StartAllAsync();
    }

    [Fact]
    public async Task Scheduler_KilledWithTheBroker_ResumesFromDisk()
    {
        await File.WriteAllTextAsync(Path.Combine(site.Scratch, "s7"), "");
        await site.UntilAsync("s7 is a hard problem", async () => (await site.QueryAsync(@"GET services\nColumns: description\nFilter: state = 2\nFilter: state_type = 1\nFilter: description = s7")).Count == 1);
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        await site.CommandAsync("ACKNOWLEDGE_SVC_PROBLEM;h0;s7;2;1;1;me;known");
        await site.CommandAsync("ADD_HOST_COMMENT;h0;1;me;remark");
        await site.CommandAsync(string.Create(CultureInfo.InvariantCulture, $"SCHEDULE_SVC_DOWNTIME;h0;s6;{now - 10};{now + 7200};1;0;7200;me;works"));
        var before = await DescribeAsync();

        await site.KillAsync(SeparateSite.Scheduler);
        await site.KillAsync(SeparateSite.Broker);
        var when = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        await site.StartAllAsync();

        await site.UntilAsync("what was there is there again", async () => await DescribeAsync() == before);
        await site.UntilAsync("checks go on", async () => (await site.QueryAsync(string.Create(CultureInfo.InvariantCulture, $@"GET services\nColumns: description\nFilter: last_check > {when}"))).Count == SeparateSite.Services);
        Assert.Equal(before, await DescribeAsync());
        Assert.Contains("s7 acknowledged=1", before, StringComparison.Ordinal);
        Assert.Contains("s6 downtime=1", before, StringComparison.Ordinal);
        Assert.Contains("remark", before, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AllProcesses_Term_EndWithStatusZeroAndStartAgainWithTheirState()
    {
        await site.CommandAsync("ADD_HOST_COMMENT;h0;1;me;before the stop");

        var ends = await site.StopAllAsync();

        Assert.All(ends, end => Assert.True(end.Value == 0, $"{end.Key} ended with {end.Value}\n{site.Output}"));
        Assert.Empty(site.RunningFiles);
        var status = await site.VerbAsync("status");
        Assert.Equal(1, status.ExitCode);
        Assert.Contains("No arbiter", status.Error, StringComparison.Ordinal);
        await site.StartAllAsync();
        await site.UntilAsync("the comment is there", async () => (await site.QueryAsync(@"GET comments\nColumns: comment\nFilter: comment = before the stop")).Count == 1);
    }

    [Fact]
    public async Task Arbiter_HangUp_BringsTheNewHostToTheOthers()
    {
        await site.AddHostAsync("h1");

        await site.SignalAsync(SeparateSite.Arbiter, "HUP");

        await site.UntilAsync("the new host is checked", async () => (await site.QueryAsync(@"GET hosts\nColumns: name\nFilter: has_been_checked = 1\nFilter: name = h1")).Count == 1);
    }

    [Fact]
    public async Task Synchronizer_Killed_ChecksNotificationsAndAReloadGoOn()
    {
        await site.KillAsync(SeparateSite.Synchronizer);
        await site.UntilAsync("the arbiter says that it is away", async () => (await site.VerbAsync("status")).Output.Split('\n')
            .Any(line => line.Contains("synchronizer-master", StringComparison.Ordinal) && line.Contains("dead", StringComparison.Ordinal)));
        var when = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        var notified = await NotificationsAsync();

        await File.WriteAllTextAsync(Path.Combine(site.Scratch, "s4"), "");
        await site.UntilAsync("every service is checked again", async () =>
            (await site.QueryAsync(string.Create(CultureInfo.InvariantCulture, $@"GET services\nColumns: description\nFilter: last_check > {when + 1}"))).Count == SeparateSite.Services);
        await site.UntilAsync("somebody is notified", async () => await NotificationsAsync() > notified);
        await site.AddHostAsync("h2");
        var reload = await site.VerbAsync("reload");
        Assert.True(reload.ExitCode == 0, reload.All);
        await site.UntilAsync("the new host is checked", async () => (await site.QueryAsync(@"GET hosts\nColumns: name\nFilter: has_been_checked = 1\nFilter: name = h2")).Count == 1);

        File.Delete(Path.Combine(site.Scratch, "s4"));
        await site.StartAllAsync();
    }

    private async Task<int> NotificationsAsync() =>
        (await File.ReadAllLinesAsync(Path.Combine(site.Scratch, "started"))).Count(line => line.EndsWith(" notified", StringComparison.Ordinal));

    [Fact]
    public async Task Daemon_SecondProcessOfTheSameName_IsRefusedWithTheFirstOnesNumber()
    {
        var second = await site.VerbAsync("scheduler", "--port", "0");

        Assert.Equal(1, second.ExitCode);
        Assert.Contains(string.Create(CultureInfo.InvariantCulture, $"is in use by process {site.ProcessId(SeparateSite.Scheduler)} ("), second.Error, StringComparison.Ordinal);
    }

    private async Task<string> DescribeAsync()
    {
        var acknowledged = await site.QueryAsync(@"GET services\nColumns: description state state_type\nFilter: acknowledged = 1");
        var down = await site.QueryAsync(@"GET services\nColumns: description\nFilter: scheduled_downtime_depth = 1");
        var comments = await site.QueryAsync(@"GET comments\nColumns: id author comment");
        return string.Join(
            '\n',
            acknowledged.Select(row => $"{row[0]} acknowledged=1 {row[1]} {row[2]}")
                .Concat(down.Select(row => $"{row[0]} downtime=1"))
                .Concat(comments.Select(row => $"{row[0]} {row[1]} {row[2]}"))
                .Order(StringComparer.Ordinal));
    }
}
