using Tsuba.Modules.Passive.Pipe;

namespace Tsuba.Modules.Tests.Passive;

public sealed class CommandPipeModuleTests
{
    [Fact]
    public async Task RunAsync_TwoWriters_EachLineArrivesAndBadOnesAreLeftOut()
    {
        using var fixture = new ModuleFixture();
        await using var module = new CommandPipeModule(fixture.Context());
        using var stop = new CancellationTokenSource();
        await module.StartAsync(CancellationToken.None);
        var loop = module.RunAsync(stop.Token);
        var path = Path.Combine(fixture.Directory, "tsuba.cmd");

        await File.AppendAllTextAsync(path, "[1700000000] PROCESS_SERVICE_CHECK_RESULT;web;http;2;down|a=1\nNO_SUCH_COMMAND;x\n");
        await File.AppendAllTextAsync(path, "PROCESS_HOST_CHECK_RESULT;web;0;up\n");

        Assert.Equal("[1700000000] PROCESS_SERVICE_CHECK_RESULT;web;http;2;down|a=1", fixture.Sink.Next());
        Assert.Equal("PROCESS_HOST_CHECK_RESULT;web;0;up", fixture.Sink.Next());
        await stop.CancelAsync();
        await loop;
    }

    [Fact]
    public async Task StartAsync_NewPipe_IsForOwnerAndGroupWhateverTheUmask_AnOldOneStaysAsItIs()
    {
        using var fixture = new ModuleFixture();
        var path = Path.Combine(fixture.Directory, "tsuba.cmd");
        await using (var module = new CommandPipeModule(fixture.Context()))
        {
            await module.StartAsync(CancellationToken.None);
        }

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.GroupWrite, File.GetUnixFileMode(path));
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await using var again = new CommandPipeModule(fixture.Context());
        await again.StartAsync(CancellationToken.None);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(path));
    }

    [Fact]
    public async Task StartAsync_PathIsARegularFile_IsRefused()
    {
        using var fixture = new ModuleFixture();
        var path = Path.Combine(fixture.Directory, "file");
        await File.WriteAllTextAsync(path, "precious");
        await using var module = new CommandPipeModule(fixture.Context(("command_file", path)));

        await Assert.ThrowsAsync<IOException>(() => module.StartAsync(CancellationToken.None));
        Assert.Equal("precious", await File.ReadAllTextAsync(path));
    }
}
