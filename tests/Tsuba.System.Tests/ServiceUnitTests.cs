using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Tsuba.System.Tests.Sites;
using Tsuba.Testing.Requirements;

namespace Tsuba.System.Tests;

/// <summary>The systemd unit, and the process as systemd would see it.</summary>
public sealed class ServiceUnitTests : IDisposable
{
    // 0 is best, 10 worst; below 2 systemd calls it "OK", and the shipped unit had 1.9.
    private const int MostExposure = 20;

    private readonly string _directory = PassableDirectory.Create();

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [RequiresTheory(Requirement.SystemdAnalyze)]
    [InlineData("scheduler", false)]
    [InlineData("poller", true)]
    public async Task Unit_WithAndWithoutTheDropInForPlugins_IsWellFormed(string role, bool withPlugins)
    {
        Install(withPlugins ? role : null);

        var (exit, output) = await AnalyzeAsync("verify", "--man=no", $"tsuba@{role}.service");

        Assert.True(exit == 0 && output.Length == 0, output);
    }

    [RequiresFact(Requirement.SystemdAnalyze)]
    public async Task Unit_IsHardened()
    {
        Install(pluginsFor: null);

        var (exit, output) = await AnalyzeAsync("security", "--offline=yes", $"--threshold={MostExposure}", Path.Combine(_directory, "tsuba@.service"));

        Assert.True(exit == 0, output);
    }

    [Fact]
    public async Task Process_WithANotificationSocket_SaysThatItIsReadyAliveAndStopping()
    {
        var path = Path.Combine(_directory, "notify");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified) { ReceiveTimeout = 90_000 };
        socket.Bind(new UnixDomainSocketEndPoint(path));
        await using var process = TsubaProcess.StartWith(
            new Dictionary<string, string> { ["NOTIFY_SOCKET"] = path, ["WATCHDOG_USEC"] = "1000000" },
            ["poller", "--state", Path.Combine(_directory, "state"), "--port", "0", "--host", "127.0.0.1"]);

        Assert.Contains("READY=1", Receive(socket), StringComparison.Ordinal);
        Assert.Contains("WATCHDOG=1", Receive(socket), StringComparison.Ordinal);
        Assert.Contains("WATCHDOG=1", Receive(socket), StringComparison.Ordinal);
        Assert.Equal(0, await process.StopAsync());
        var last = Receive(socket);
        while (last.Contains("WATCHDOG", StringComparison.Ordinal))
        {
            last = Receive(socket);
        }

        Assert.Contains("STOPPING=1", last, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tsuba-scheduler")]
    [InlineData("shinken-scheduler")]
    [InlineData("/usr/sbin/shinken-scheduler")]
    public async Task Link_NameOfADaemon_IsThatDaemon(string name)
    {
        var (exit, output, error) = await TsubaProgram.RunAsAsync(name, "--print-settings", "--port", "7001");

        Assert.True(exit == 0, error);
        Assert.Contains("port = 7001    ; command line", output, StringComparison.Ordinal);
    }

    private static string Receive(Socket socket)
    {
        var buffer = new byte[256];
        return Encoding.ASCII.GetString(buffer, 0, socket.Receive(buffer));
    }

    /// <summary>Lays the unit out with a program that exists on every machine in place of the installed one.</summary>
    private void Install(string? pluginsFor)
    {
        var packaging = Path.Combine(RequirementProbe.CheckoutDirectory, "eng", "packaging");
        var unit = File.ReadAllText(Path.Combine(packaging, "tsuba@.service"));
        File.WriteAllText(Path.Combine(_directory, "tsuba@.service"), unit.Replace("/usr/bin/tsuba", "/bin/true", StringComparison.Ordinal));
        if (pluginsFor is not null)
        {
            var dropIn = Directory.CreateDirectory(Path.Combine(_directory, $"tsuba@{pluginsFor}.service.d"));
            File.Copy(Path.Combine(packaging, "plugins.conf"), Path.Combine(dropIn.FullName, "plugins.conf"));
        }
    }

    private async Task<(int Exit, string Output)> AnalyzeAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("systemd-analyze", arguments) { RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["SYSTEMD_UNIT_PATH"] = _directory + ":";
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await error + output);
    }
}
