using Tsuba.Hosting.Lifecycle;
using Tsuba.Model.Items;
using Tsuba.Testing.Requirements;

namespace Tsuba.Platform.Tests.Hosting;

public sealed class SiteStateTests
{
    [Fact]
    public async Task OpenOrCreate_Twice_IsTheSameSite()
    {
        await using var site = new TemporarySite("paris");

        Assert.Equal("paris", SiteState.OpenOrCreate(site.Directory, null, TimeProvider.System).Site);
        Assert.Equal("paris", SiteState.Open(site.Directory, TimeProvider.System).Site);
    }

    [Fact]
    public async Task OpenOrCreate_ForAnotherSite_IsRefused()
    {
        await using var site = new TemporarySite("paris");

        var refused = Assert.Throws<IOException>(() => SiteState.OpenOrCreate(site.Directory, "rome", TimeProvider.System));

        Assert.Contains("belongs to site paris, not rome", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_OfALaterVersion_IsRefused()
    {
        await using var site = new TemporarySite();
        await File.WriteAllTextAsync(Path.Combine(site.Directory, "version"), "2\n");

        Assert.Throws<IOException>(() => SiteState.Open(site.Directory, TimeProvider.System));
    }

    [Fact]
    public void Open_WhereThereIsNone_SaysSo() =>
        Assert.Throws<FileNotFoundException>(() => SiteState.Open("/nonexistent/site", TimeProvider.System));

    [Fact]
    public async Task OpenOrCreate_DirectoryThatOthersMayWrite_IsRefused()
    {
        await using var site = new TemporarySite();
        File.SetUnixFileMode(site.Directory, (UnixFileMode)0x1ff);

        Assert.Throws<IOException>(() => SiteState.OpenOrCreate(site.Directory, null, TimeProvider.System));
    }

    [Fact]
    public async Task DaemonDirectory_AnyName_IsOneDirectoryBelow()
    {
        await using var site = new TemporarySite();

        var directory = site.State.DaemonDirectory(DaemonRole.Poller, "../../etc");

        Assert.Equal(site.Directory, Path.GetDirectoryName(directory));
    }

    [RequiresFact(Requirement.Root)]
    public async Task OpenOrCreate_ByRoot_SiteOfAnotherUser_IsRefused_AndLeavesNothing()
    {
        await using var site = new TemporarySite();
        File.Delete(Path.Combine(site.Directory, "lock"));
        await site.GiveAwayAsync();

        var refused = Assert.Throws<IOException>(() => SiteState.OpenOrCreate(site.Directory, null, TimeProvider.System));

        Assert.Contains("sudo -u '#4242'", refused.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(site.Directory, "lock")));
    }
}
