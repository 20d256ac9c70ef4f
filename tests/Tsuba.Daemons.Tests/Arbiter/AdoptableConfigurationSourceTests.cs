using Tsuba.Arbiter.Loading;
using Tsuba.Hosting.Peers;
using Tsuba.Model.Items;

namespace Tsuba.Daemons.Tests.Arbiter;

public sealed class AdoptableConfigurationSourceTests : IDisposable
{
    private static readonly PeerAddress Synchronizer = new(DaemonRole.Synchronizer, "synchronizer-master", "10.0.0.5", 7765);

    private readonly TemporaryDirectory _directory = new();
    private readonly TextSource _files = new("define command{\n command_name of_files\n command_line x\n}\n");
    private readonly TextSource _adopted = new("define command{\n command_name of_synchronizer\n command_line x\n}\n") { IsOfSynchronizer = true };
    private PeerAddress? _asked;

    [Fact]
    public async Task Settle_Accepted_IsRememberedByTheNextProcess()
    {
        var source = Create();
        source.Try(Synchronizer);
        source.Settle(accepted: true);

        _asked = null;
        var next = Create();

        Assert.Equal(Synchronizer, _asked);
        Assert.Equal("of_synchronizer", await CommandAsync(next));
        Assert.True(AdoptableConfigurationSource.IsAdopted(_directory.Path));
    }

    [Fact]
    public async Task Settle_Refused_GoesBackToTheFiles()
    {
        var source = Create();

        source.Try(Synchronizer);
        var tried = await CommandAsync(source);
        source.Settle(accepted: false);

        Assert.Equal(("of_synchronizer", "of_files"), (tried, await CommandAsync(source)));
        Assert.Equal("of_files", await CommandAsync(Create()));
    }

    [Fact]
    public async Task Changed_WhileItSwitches_WaitsForTheNewSource()
    {
        using var stop = new CancellationTokenSource();
        var source = Create();
        var changed = source.ChangedAsync(stop.Token);

        source.Try(Synchronizer);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => changed);
    }

    [Fact]
    public async Task Follow_OfFiles_ReadsFromTheSynchronizerAlsoAfterARestart()
    {
        var source = Create();
        source.Follow(Synchronizer, "abc");

        Assert.Equal(("of_synchronizer", "abc"), (await CommandAsync(source), _adopted.Followed));
        Assert.True(AdoptableConfigurationSource.IsAdopted(_directory.Path));

        _asked = null;
        Assert.Equal("of_synchronizer", await CommandAsync(Create()));
        Assert.Equal(Synchronizer, _asked);
    }

    [Fact]
    public void Follow_OfASynchronizer_KeepsItsAddress()
    {
        Create().Follow(Synchronizer, "abc");
        _asked = null;
        Create().Follow(Synchronizer with { Host = "10.0.0.6" }, "def");

        Assert.Equal((Synchronizer, "def"), (_asked, _adopted.Followed));
    }

    [Fact]
    public async Task Follow_DiskRefuses_ReadsFromTheSynchronizerAndSaysWhatIsWrong()
    {
        Directory.CreateDirectory(Path.Combine(_directory.Path, "adopted.new"));
        var source = Create();

        source.Follow(Synchronizer, "abc");
        Assert.Equal(("of_synchronizer", "abc"), (await CommandAsync(source), _adopted.Followed));
        Assert.Contains("cannot be kept", source.Trouble, StringComparison.Ordinal);

        Directory.Delete(Path.Combine(_directory.Path, "adopted.new"));
        source.Follow(Synchronizer, "abc");
        Assert.Equal("", source.Trouble);
        Assert.True(AdoptableConfigurationSource.IsAdopted(_directory.Path));
    }

    public void Dispose() => _directory.Dispose();

    private AdoptableConfigurationSource Create() => new(
        _files,
        peer =>
        {
            _asked = peer;
            return _adopted;
        },
        _directory.Path);

    private static async Task<string?> CommandAsync(AdoptableConfigurationSource source) =>
        (await source.ReadAsync(CancellationToken.None)).Configuration?.Objects.Single(item => item.Type == Tsuba.Model.Definitions.ObjectType.Command).Key;
}
