using Tsuba.Model.Sources;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Configuration;
using Tsuba.Testing.Requirements;

namespace Tsuba.Daemons.Tests.Arbiter.Poison;

/// <summary>
/// A running site is given 500 configurations that are wrong and 50 that are valid but probably slips. Source: reference/reliability.md,
/// test 18.
/// </summary>
public sealed class PoisonTests : IAsyncLifetime
{
    private const int Poisoned = 500;
    private const int Dangerous = 50;

    private readonly TemporaryDirectory _directory = new();
    private readonly FakeSite _site = new();
    private readonly FilesSource _source = new(PoisonedSite.Good(), PoisonedSite.Main);
    private readonly FakeScheduler _scheduler;
    private ArbiterRig? _arbiter;

    public PoisonTests()
    {
        _scheduler = new FakeScheduler(_site, "scheduler-master");
    }

    private static string BadFolders => Path.Combine(RequirementProbe.CheckoutDirectory, "tests/config/bad");

    [Fact]
    public async Task Reload_FiveHundredPoisonedConfigurations_NoneIsAppliedAndNobodyIsTold()
    {
        var arbiter = await StartAsync();
        var calls = _scheduler.Calls.ToArray();
        var count = 0;
        foreach (var folder in Directory.GetDirectories(BadFolders).Order(StringComparer.Ordinal))
        {
            await RefusesAsync(arbiter, new FolderSourceFiles(folder, orDisk: false), "main.cfg", Path.GetFileName(folder));
            count++;
        }

        await RefusesAsync(arbiter, PoisonedSite.LongLine(), PoisonedSite.Main, "a line of ten million bytes");
        for (var seed = 0; ++count < Poisoned; seed++)
        {
            await RefusesAsync(arbiter, PoisonedSite.Poisoned(seed), PoisonedSite.Main, $"seed {seed}");
        }

        Assert.Equal(Poisoned, count);
        Assert.Equal(calls, _scheduler.Calls);
    }

    [Fact]
    public async Task Reload_FiftyDangerousConfigurations_NoneIsAppliedWithoutConfirmation()
    {
        var arbiter = await StartAsync();
        var calls = _scheduler.Calls.ToArray();
        for (var seed = 0; seed < Dangerous; seed++)
        {
            _source.Set(PoisonedSite.Dangerous(seed), PoisonedSite.Main);
            var reply = await arbiter.ReloadAsync();
            Assert.True(reply.Outcome == ReloadOutcome.NeedsConfirmation, $"seed {seed}: {reply.Outcome} {reply.Text}");
            Assert.Equal(1, reply.Generation);
            var wrong = await arbiter.ReloadAsync(confirm: new string('0', 64));
            Assert.Equal(ReloadOutcome.NeedsConfirmation, wrong.Outcome);
        }

        Assert.Equal(calls, _scheduler.Calls);
        Assert.True((await arbiter.ReloadAsync(confirm: (await arbiter.ReloadAsync()).Hash)).Accepted);
    }

    [Fact]
    public async Task Reload_FilesThatNameEachOther_ChangeNothing()
    {
        var arbiter = await StartAsync();
        var calls = _scheduler.Calls.ToArray();
        _source.Set(PoisonedSite.IncludeLoop(), PoisonedSite.Main);

        var reply = await arbiter.ReloadAsync();

        Assert.True(reply.Outcome is ReloadOutcome.Unchanged or ReloadOutcome.Refused, $"{reply.Outcome} {reply.Text}");
        Assert.Equal(calls, _scheduler.Calls);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_arbiter is not null)
        {
            await _arbiter.DisposeAsync();
        }

        _directory.Dispose();
    }

    private async Task<ArbiterRig> StartAsync()
    {
        _arbiter = await ArbiterRig.StartAsync(_site, _source, _directory.Path);
        await _arbiter.UntilServedAsync();
        return _arbiter;
    }

    private async Task RefusesAsync(ArbiterRig arbiter, ISourceFiles files, string main, string which)
    {
        _source.Set(files, main);
        var reply = await arbiter.ReloadAsync();
        Assert.True(reply.Outcome == ReloadOutcome.Refused, $"{which}: {reply.Outcome} {reply.Text}");
        Assert.Equal(1, reply.Generation);
        Assert.NotEmpty(reply.Findings);
        Assert.True(reply.Findings.All(finding => finding.File.Length > 0 || finding.Line == 0), $"{which}: {reply.Text}");
    }
}
