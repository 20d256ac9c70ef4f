using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>An arbiter that starts judges what it reads against what ran when it stopped.</summary>
public sealed class FirstLoadTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeSite _site = new();
    private readonly TextSource _source = new(SiteText.Of(hosts: 6, schedulers: 1));
    private readonly FakeScheduler _scheduler;

    public FirstLoadTests()
    {
        _scheduler = new FakeScheduler(_site, "s1");
    }

    private int Owned => _scheduler.Managed.Count(part => part.Owner);

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Start_MostHostsGoneSinceTheStop_RunsTheAcceptedOneUntilConfirmed()
    {
        var parts = await RunOnceAsync();
        _scheduler.Calls.Clear();
        _source.Text = SiteText.Of(hosts: 2, schedulers: 1);

        await using var again = await ArbiterRig.StartAsync(_site, _source, _directory.Path);
        await Eventually.TrueAsync(async () => (await again.StatusAsync()).LastReload is not null, "the files are judged");
        var status = await again.StatusAsync();
        var asked = await again.ReloadAsync();
        var untouched = (Owned, _scheduler.Calls.Count);
        var ofTheAccepted = await again.SubmitAsync("ENABLE_HOST_CHECK;h5");
        var confirmed = await again.ReloadAsync(confirm: status.LastReload.Hash);

        Assert.Equal((1L, ReloadOutcome.NeedsConfirmation), (status.Generation, status.LastReload.Outcome));
        Assert.Equal($"4 of 6 hosts would be removed; if this is meant, confirm {status.LastReload.Hash[..12]}", status.ConfigurationError);
        Assert.Equal((ReloadOutcome.NeedsConfirmation, status.LastReload.Hash), (asked.Outcome, asked.Hash));
        Assert.Equal((parts, 0), untouched);
        Assert.Equal(CommandState.Applied, ofTheAccepted.State);
        Assert.True(confirmed.Accepted, confirmed.Text);
        await Eventually.TrueAsync(() => Owned == 2, "the other parts are dropped");
        Assert.Equal("", (await again.StatusAsync()).ConfigurationError);
    }

    [Fact]
    public async Task Start_AfterADangerousStartWasConfirmed_AsksNoMore()
    {
        await RunOnceAsync();
        _source.Text = SiteText.Of(hosts: 2, schedulers: 1);
        await using (var again = await ArbiterRig.StartAsync(_site, _source, _directory.Path))
        {
            await Eventually.TrueAsync(async () => (await again.StatusAsync()).LastReload is not null, "the files are judged");
            Assert.True((await again.ReloadAsync(confirm: (await again.StatusAsync()).LastReload.Hash)).Accepted);
        }

        await using var last = await ArbiterRig.StartAsync(_site, _source, _directory.Path);
        await last.UntilServedAsync();

        Assert.Equal((ReloadOutcome.Unchanged, 2), ((await last.StatusAsync()).LastReload.Outcome, Owned));
    }

    [Fact]
    public async Task Start_FromOtherMainFiles_RunsThemWithoutAConfirmation()
    {
        await RunOnceAsync();
        _source.Text = SiteText.Of(hosts: 2, schedulers: 1);
        _source.MainFile = "/etc/site/other.cfg";

        await using var again = await ArbiterRig.StartAsync(_site, _source, _directory.Path);
        await Eventually.TrueAsync(() => Owned == 2, "the other parts are dropped");

        Assert.True((await again.StatusAsync()).LastReload.Accepted);
    }

    [Fact]
    public async Task Start_OtherMainFilesAreBrokenAtFirst_AsksForNoConfirmationOnceTheyAreMended()
    {
        await RunOnceAsync();
        _source.Text = "define host {\n host_name h0\n";
        _source.MainFile = "/etc/site/other.cfg";
        await using var again = await ArbiterRig.StartAsync(_site, _source, _directory.Path);
        await Eventually.TrueAsync(async () => (await again.StatusAsync()).ConfigurationError.Length > 0, "the files are judged");
        Assert.Equal(CommandState.Applied, (await again.SubmitAsync("ENABLE_HOST_CHECK;h5")).State);

        _source.Text = SiteText.Of(hosts: 2, schedulers: 1);
        var reply = await again.ReloadAsync();

        Assert.True(reply.Accepted, reply.Text);
    }

    [Fact]
    public async Task Start_AcceptedOneIsDamaged_RunsTheFiles()
    {
        await RunOnceAsync();
        var kept = Path.Combine(_directory.Path, "accepted.bin");
        await File.WriteAllBytesAsync(kept, (await File.ReadAllBytesAsync(kept))[..^7]);
        _source.Text = SiteText.Of(hosts: 2, schedulers: 1);

        await using var again = await ArbiterRig.StartAsync(_site, _source, _directory.Path);
        await Eventually.TrueAsync(() => Owned == 2, "the other parts are dropped");

        Assert.True((await again.StatusAsync()).LastReload.Accepted);
    }

    // Returns the number of parts that ran.
    private async Task<int> RunOnceAsync()
    {
        await using var arbiter = await ArbiterRig.StartAsync(_site, _source, _directory.Path);
        await arbiter.UntilServedAsync();
        return (await arbiter.StatusAsync()).Parts.Count;
    }
}
