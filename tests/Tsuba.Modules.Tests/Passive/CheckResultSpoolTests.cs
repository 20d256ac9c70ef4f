using Tsuba.Modules.Passive.Spool;

namespace Tsuba.Modules.Tests.Passive;

public sealed class CheckResultSpoolTests
{
    private const string Content = """
        ### Passive Check Result File ###
        file_time=1700000000

        ### Nagios Service Check Result ###
        # Time: Tue Nov 14 22:13:20 2023
        host_name=web
        service_description=http
        check_type=1
        latency=0.0
        start_time=1700000000.1
        finish_time=1700000001.5
        early_timeout=0
        exited_ok=1
        return_code=2
        output=down|t=1s\nlonger text\n

        host_name=db
        check_type=1
        return_code=0
        output=up

        host_name=bad
        output=no code
        """;

    [Fact]
    public async Task File_WithItsMark_IsTakenAndRemoved_OneWithoutIsLeft()
    {
        using var fixture = new ModuleFixture();
        var folder = Directory.CreateDirectory(Path.Combine(fixture.Directory, "results")).FullName;
        await using var module = new CheckResultSpoolModule(fixture.Context(("check_result_path", folder)));
        await module.StartAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var loop = module.RunAsync(stop.Token);
        await File.WriteAllTextAsync(Path.Combine(folder, "cUNREADY"), Content);
        await File.WriteAllTextAsync(Path.Combine(folder, "cA1b2c3"), Content);
        await File.WriteAllTextAsync(Path.Combine(folder, "cA1b2c3.ok"), "");

        Assert.Equal(@"[1700000001] PROCESS_SERVICE_CHECK_RESULT;web;http;2;down|t=1s\nlonger text", fixture.Sink.Next());
        Assert.Equal("PROCESS_HOST_CHECK_RESULT;db;0;up", fixture.Sink.Next());

        // The next file is read after the first one was removed.
        await File.WriteAllTextAsync(Path.Combine(folder, "cZ"), "host_name=web\nreturn_code=0\noutput=again\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "cZ.ok"), "");
        Assert.Equal("PROCESS_HOST_CHECK_RESULT;web;0;again", fixture.Sink.Next());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
        Assert.Contains(Path.Combine(folder, "cUNREADY"), Directory.GetFiles(folder));
        Assert.DoesNotContain(Path.Combine(folder, "cA1b2c3"), Directory.GetFiles(folder));
    }

    [Fact]
    public async Task File_ThatIsALink_IsRefused()
    {
        using var fixture = new ModuleFixture();
        var folder = Directory.CreateDirectory(Path.Combine(fixture.Directory, "results")).FullName;
        var secret = Path.Combine(fixture.Directory, "secret");
        await File.WriteAllTextAsync(secret, "host_name=web\nreturn_code=0\noutput=secret\n");
        File.CreateSymbolicLink(Path.Combine(folder, "cA"), secret);
        await File.WriteAllTextAsync(Path.Combine(folder, "cA.ok"), "");
        await File.WriteAllTextAsync(Path.Combine(folder, "cB"), "host_name=web\nreturn_code=0\noutput=own\n");
        await File.WriteAllTextAsync(Path.Combine(folder, "cB.ok"), "");
        await using var module = new CheckResultSpoolModule(fixture.Context(("check_result_path", folder)));
        await module.StartAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var loop = module.RunAsync(stop.Token);

        Assert.Equal("PROCESS_HOST_CHECK_RESULT;web;0;own", fixture.Sink.Next());
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => loop);
    }
}
