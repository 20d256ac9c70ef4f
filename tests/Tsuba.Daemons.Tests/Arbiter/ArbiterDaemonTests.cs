using System.Globalization;
using Tsuba.Hosting.Commands;
using Tsuba.Journal.Files;
using Tsuba.Journal.Spooling;
using Tsuba.Model.Items;
using Tsuba.Modules;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Arbiter;

public sealed class ArbiterDaemonTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly FakeSite _site = new();
    private readonly FakeScheduler _first;
    private readonly FakeScheduler _second;

    public ArbiterDaemonTests()
    {
        _first = new FakeScheduler(_site, "s1");
        _second = new FakeScheduler(_site, "s2");
    }

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task Start_NewSite_DispatchesEveryPartAndTellsTheSatellites()
    {
        var poller = new FakeSatellite(_site, DaemonRole.Poller, "poller-master");
        var broker = new FakeSatellite(_site, DaemonRole.Broker, "broker-master");
        await using var arbiter = await ArbiterRig.StartAsync(_site, new TextSource(SiteText.Of(hosts: 6)), _directory.Path);

        await arbiter.UntilServedAsync();
        await Eventually.TrueAsync(() => poller.Links?.Parts.Count == 6 && broker.Links?.Parts.Count == 6, "satellites have their links");

        Assert.Equal(6, _first.Managed.Concat(_second.Managed).Count(part => part.Owner));
        Assert.Equal(["s1", "s2"], poller.Links!.Daemons.Select(daemon => daemon.Name));
        Assert.Contains(broker.Links!.Daemons, daemon => daemon.Role == "poller");
        await Eventually.TrueAsync(
            () => broker.Site?.Daemons.Count(daemon => daemon is { Role: "scheduler", Liveness: "alive", Weight: > 0 }) == 2,
            "the broker was told of the daemons");
        Assert.Equal("poller-master", poller.Links.Settings["poller_name"]);
        var status = await arbiter.StatusAsync();
        Assert.Equal((1L, "shinken", 6), (status.Generation, status.Profile, status.Parts.Count));
        Assert.All(status.Parts, part => Assert.Equal("active", part.State));
        var self = Assert.Single(status.Daemons, daemon => daemon.Role == "arbiter");
        Assert.Equal(("run", "1.2.3", "alive", "ok"), (self.Run, self.Version, self.Liveness, self.Health));
        Assert.InRange(self.LastSeenUtcMs, 1, long.MaxValue);
    }

    /// <summary>Not an error of the call: the arbiter that leads goes on to tell its state, which this one knows then, whatever its disk takes (seed 3994).</summary>
    [Fact]
    public async Task Replicate_DiskTakesNoMoreOfTheConfiguration_IsRefusedInWords()
    {
        await using var arbiter = await ArbiterRig.StartAsync(_site, new TextSource(SiteText.Of(hosts: 2)), _directory.Path);
        File.CreateSymbolicLink(Path.Combine(_directory.Path, "accepted.bin.part"), "/dev/full");

        var reply = await arbiter.ReplicateAsync(new ReplicateRequest { Accepted = "00", Piece = Google.Protobuf.ByteString.CopyFromUtf8("x"), Total = 1 });

        Assert.False(reply.Ack.Accepted);
        Assert.StartsWith("the disk refuses: No space left on device", reply.Ack.Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_RestartedWithTheSameConfiguration_DisturbsNobody()
    {
        var poller = new FakeSatellite(_site, DaemonRole.Poller, "poller-master");
        var source = new TextSource(SiteText.Of(hosts: 6));
        await using (var arbiter = await ArbiterRig.StartAsync(_site, source, _directory.Path))
        {
            await arbiter.UntilServedAsync();
            await Eventually.TrueAsync(() => _first.Managed.Count == 6 && _second.Managed.Count == 6 && poller.Links?.Parts.Count == 6, "followers follow");
        }

        _first.Calls.Clear();
        _second.Calls.Clear();
        var pushes = poller.Pushes;
        await using var again = await ArbiterRig.StartAsync(_site, source, _directory.Path);
        await again.UntilServedAsync();
        Assert.Equal("done by s1", (await CommandFor(again, _first)).Answers[0].Text);

        Assert.Empty(_first.Calls.Concat(_second.Calls));
        Assert.Equal(pushes, poller.Pushes);
        Assert.Equal(1, (await again.StatusAsync()).Generation);
    }

    [Fact]
    public async Task Reload_OneChangedObject_SendsOneChunkToItsOwnerOnly()
    {
        var source = new TextSource(SiteText.Of(hosts: 6));
        await using var arbiter = await ArbiterRig.StartAsync(_site, source, _directory.Path);
        await arbiter.UntilServedAsync();
        await Eventually.TrueAsync(() => _first.Managed.Count == 6 && _second.Managed.Count == 6, "followers follow");
        _first.Calls.Clear();
        _second.Calls.Clear();
        _first.ChunksReceived.Clear();
        _second.ChunksReceived.Clear();

        source.Text = SiteText.Of(hosts: 6).Replace("alias First of h3", "alias Second of h3", StringComparison.Ordinal);
        var reply = await arbiter.ReloadAsync();
        await arbiter.UntilServedAsync();

        Assert.True(reply.Accepted, reply.Text);
        Assert.Equal("generation 2, 1 of 6 parts changed", reply.Text);
        await Eventually.TrueAsync(() => _first.Managed.Concat(_second.Managed).Any(part => part.Generation == 2), "the part is active in generation 2");
        Assert.Equal([1], _first.ChunksReceived.Concat(_second.ChunksReceived));
        Assert.Equal(["offer", "put", "activate"], _first.Calls.Concat(_second.Calls));
    }

    [Fact]
    public async Task Reload_BrokenConfiguration_IsRefusedAndTheOldRuns()
    {
        var source = new TextSource(SiteText.Of(hosts: 6));
        await using var arbiter = await ArbiterRig.StartAsync(_site, source, _directory.Path);
        await arbiter.UntilServedAsync();

        source.Text = SiteText.Of(hosts: 6) + "define host {\n host_name broken\n use generic\n check_command nowhere\n check_period never-defined\n}\n";
        var reply = await arbiter.ReloadAsync();

        Assert.False(reply.Accepted);
        Assert.Contains("objects.cfg:", reply.Text, StringComparison.Ordinal);
        var status = await arbiter.StatusAsync();
        Assert.Equal((1L, reply.Text), (status.Generation, status.ConfigurationError));
        Assert.All(status.Parts, part => Assert.Equal("active", part.State));
    }

    [Fact]
    public async Task Reload_MostHostsGone_NeedsAConfirmation()
    {
        var source = new TextSource(SiteText.Of(hosts: 6));
        await using var arbiter = await ArbiterRig.StartAsync(_site, source, _directory.Path);
        await arbiter.UntilServedAsync();

        source.Text = SiteText.Of(hosts: 2);
        var refused = await arbiter.ReloadAsync();
        source.Text = SiteText.Of(hosts: 1);
        var other = await arbiter.ReloadAsync(confirm: refused.Hash);
        source.Text = SiteText.Of(hosts: 2);
        var accepted = await arbiter.ReloadAsync(confirm: refused.Hash[..12]);

        Assert.Equal((ReloadOutcome.NeedsConfirmation, false, 1L), (refused.Outcome, refused.Accepted, refused.Generation));
        Assert.Equal($"4 of 6 hosts would be removed; if this is meant, confirm {refused.Hash[..12]}", refused.Text);
        Assert.Equal((6, 4, 6, 4), (refused.Changes.HostsBefore, refused.Changes.HostsRemoved, refused.Changes.ServicesBefore, refused.Changes.ServicesRemoved));
        Assert.Equal(ReloadOutcome.NeedsConfirmation, other.Outcome);
        Assert.True(accepted.Accepted, accepted.Text);
        await Eventually.TrueAsync(() => _first.Managed.Concat(_second.Managed).Count(part => part.Owner) == 2, "the other parts are dropped");
    }

    [Fact]
    public async Task Start_BesideABrokenConfiguration_RunsTheLastAcceptedOne()
    {
        var source = new TextSource(SiteText.Of(hosts: 4));
        await using (var arbiter = await ArbiterRig.StartAsync(_site, source, _directory.Path))
        {
            await arbiter.UntilServedAsync();
        }

        source.Text = "define host {\n host_name h0\n";
        await using var again = await ArbiterRig.StartAsync(_site, source, _directory.Path);
        await Eventually.TrueAsync(async () => (await again.StatusAsync()).Parts.Count == 4, "the kept configuration runs");

        await Eventually.TrueAsync(async () => (await again.StatusAsync()).ConfigurationError.Length > 0, "the status says why");
        Assert.Equal(CommandState.Applied, (await CommandFor(again, _first)).State);
    }

    [Fact]
    public async Task Submit_CommandsOfEachKind_ReachTheirOwners()
    {
        await using var arbiter = await ArbiterRig.StartAsync(_site, new TextSource(SiteText.Of(hosts: 6)), _directory.Path);
        await arbiter.UntilServedAsync();

        var global = await arbiter.SubmitAsync("DISABLE_NOTIFICATIONS");
        var specific = await arbiter.SubmitAsync("DISABLE_HOST_CHECK;h3");
        var unknown = await arbiter.SubmitAsync("DISABLE_HOST_CHECK;nobody");
        var misspelt = await arbiter.SubmitAsync("DISABLE_NOTIFICATION");
        var reload = await arbiter.SubmitAsync("RELOAD_CONFIG");

        Assert.Equal(CommandState.Applied, global.State);
        Assert.Equal(6, _first.Commands.Concat(_second.Commands).Count(command => command.Line == "DISABLE_NOTIFICATIONS"));
        Assert.Equal(CommandState.Applied, specific.State);
        Assert.Single(_first.Commands.Concat(_second.Commands), command => command.Line == "DISABLE_HOST_CHECK;h3");
        Assert.Equal((CommandState.Refused, "host 'nobody' is not in the configuration"), (unknown.State, unknown.Answers[0].Text));
        Assert.Equal(CommandState.Refused, misspelt.State);
        Assert.Contains("did you mean", misspelt.Answers[0].Text, StringComparison.Ordinal);
        Assert.Equal((CommandState.Applied, "generation 1, nothing changed"), (reload.State, reload.Answers[0].Text));
    }

    [Fact]
    public async Task ProcessFile_ItsLinesReachTheirOwners_AndTheFileIsDeleted()
    {
        await using var arbiter = await ArbiterRig.StartAsync(_site, new TextSource(SiteText.Of(hosts: 1, schedulers: 1)), _directory.Path);
        await arbiter.UntilServedAsync();
        var folder = Directory.CreateDirectory(Path.Combine(_directory.Path, "commands"));
        var file = Path.Combine(folder.FullName, "night");
        await File.WriteAllTextAsync(file, "DISABLE_HOST_CHECK;h0\n# a comment\nDISABLE_HOST_NOTIFICATIONS;h0\n");
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "loop"), "PROCESS_FILE;loop;0\n");

        var answer = await arbiter.SubmitAsync("PROCESS_FILE;night;1");
        var elsewhere = await arbiter.SubmitAsync("PROCESS_FILE;/etc/shadow;1");
        var loop = await arbiter.SubmitAsync("PROCESS_FILE;loop;0");

        Assert.Equal((CommandState.Applied, "2 commands taken"), (answer.State, answer.Answers[0].Text));
        Assert.False(File.Exists(file));
        await Eventually.TrueAsync(() => _first.Commands.Count(command => command.Line.StartsWith("DISABLE_HOST_", StringComparison.Ordinal)) == 2, "the lines reach the owner");
        Assert.Equal(CommandState.Refused, elsewhere.State);
        Assert.Contains("cannot name another", loop.Answers[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Submit_OwnerDoesNotTakeIt_IsHeldAndDeliveredOnceItDoes()
    {
        await using var arbiter = await ArbiterRig.StartAsync(_site, new TextSource(SiteText.Of(hosts: 1, schedulers: 1)), _directory.Path);
        await arbiter.UntilServedAsync();
        _first.RefusesCommands = true;

        var pending = await arbiter.SubmitAsync("DISABLE_HOST_CHECK;h0", waitMs: 50);
        Assert.Equal(CommandState.Pending, pending.State);
        _first.RefusesCommands = false;
        await Eventually.TrueAsync(() => !_first.Commands.IsEmpty, "the command is delivered");

        Assert.Single(_first.Commands);
    }

    [Fact]
    public async Task Restart_WithUnansweredCommands_DeliversThem()
    {
        var source = new TextSource(SiteText.Of(hosts: 1, schedulers: 1));
        await using (var arbiter = await ArbiterRig.StartAsync(_site, source, _directory.Path))
        {
            await arbiter.UntilServedAsync();
            _first.RefusesCommands = true;
            await arbiter.SubmitAsync("DISABLE_HOST_CHECK;h0", waitMs: 50);
            await Eventually.TrueAsync(async () => (await arbiter.StatusAsync()).Gauges.Single(gauge => gauge.Name == "commands_pending").Value > 0, "the command waits");
        }

        _first.RefusesCommands = false;
        await using var again = await ArbiterRig.StartAsync(_site, source, _directory.Path);

        await Eventually.TrueAsync(() => !_first.Commands.IsEmpty, "the command is delivered after the restart");
        Assert.Equal("DISABLE_HOST_CHECK;h0", _first.Commands.First().Line);
    }

    [Fact]
    public async Task Drain_CommandsOfAReceiver_AreDeliveredAndAnswered()
    {
        var receiver = new FakeSatellite(_site, DaemonRole.Receiver, "receiver-master");
        using var buffer = new CommandBuffer("receiver-receiver-master", Spool.Open(DiskFiles.Instance, Path.Combine(_directory.Path, "receiver"), new SpoolOptions()), TimeProvider.System);
        receiver.Routes.Map(Routes.Drain, (_, request, cancellationToken) => buffer.DrainAsync(request, cancellationToken));
        await using var arbiter = await ArbiterRig.StartAsync(_site, new TextSource(SiteText.Of(hosts: 2)), _directory.Path);
        await arbiter.UntilServedAsync();

        var receipt = await buffer.SubmitAsync(
            ["PROCESS_SERVICE_CHECK_RESULT;h0;web;0;OK", "PROCESS_HOST_CHECK_RESULT;h1;0;UP", "PROCESS_HOST_CHECK_RESULT;h9;0;UP"], "nsca", CancellationToken.None);
        var fates = new List<string>();
        foreach (var id in receipt.Ids)
        {
            var fate = await buffer.WaitAsync(id, TimeSpan.FromSeconds(30), CancellationToken.None);
            fates.Add($"{fate.Phase} by {Assert.Single(fate.Parts).Scheduler}");
        }

        string OwnerOf(string host) => _first.Commands.Any(command => command.Line.Contains($";{host};", StringComparison.Ordinal)) ? "s1" : "s2";
        Assert.Equal([$"Applied by {OwnerOf("h0")}", $"Applied by {OwnerOf("h1")}", "Refused by "], fates);
        Assert.Equal(CommandPhase.Unknown, (await buffer.WaitAsync("receiver-receiver-master/999999", TimeSpan.FromSeconds(30), CancellationToken.None)).Phase);
        Assert.Equal(CommandPhase.Unknown, (await buffer.WaitAsync("another/1", TimeSpan.FromSeconds(30), CancellationToken.None)).Phase);
        Assert.Equal(2, _first.Commands.Count + _second.Commands.Count);
        await Eventually.TrueAsync(() => buffer.Counters.Pending == 0, "the receiver's buffer is freed");
    }

    [Fact]
    public async Task SchedulerDies_ItsPartsAndTheirCommandsGoToTheFollower()
    {
        await using var arbiter = await ArbiterRig.StartAsync(_site, new TextSource(SiteText.Of(hosts: 2)), _directory.Path);
        await arbiter.UntilServedAsync();
        await arbiter.UntilProtectedAsync();
        var host = await HostOf(arbiter, _first);

        _site.SetDown(DaemonRole.Scheduler, "s1", isDown: true);
        var command = await arbiter.SubmitAsync($"DISABLE_HOST_CHECK;{host}", waitMs: 60_000);

        Assert.Equal(CommandState.Applied, command.State);
        Assert.Contains(_second.Commands, applied => applied.Line == $"DISABLE_HOST_CHECK;{host}");
        _site.SetDown(DaemonRole.Scheduler, "s1", isDown: false);
        await Eventually.TrueAsync(() => _first.Managed.All(part => !part.Owner), "the returned scheduler was told to drop its part");
    }

    private static async Task<string> HostOf(ArbiterRig arbiter, FakeScheduler scheduler)
    {
        for (var host = 0; ; host++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"h{host}");
            await arbiter.SubmitAsync($"ENABLE_HOST_CHECK;{name}");
            if (scheduler.Commands.Any(command => command.Line.EndsWith(name, StringComparison.Ordinal)))
            {
                return name;
            }
        }
    }

    private static async Task<SubmittedCommand> CommandFor(ArbiterRig arbiter, FakeScheduler scheduler) =>
        await arbiter.SubmitAsync($"ENABLE_HOST_CHECK;{await HostOf(arbiter, scheduler)}");
}
