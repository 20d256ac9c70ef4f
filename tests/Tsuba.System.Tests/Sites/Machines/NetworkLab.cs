using System.Diagnostics;
using System.Globalization;

namespace Tsuba.System.Tests.Sites.Machines;

/// <summary>
/// Network namespaces that stand for machines, joined by a bridge in a namespace of its own, so that nothing of this machine's network is
/// touched. Names hold the process id; whatever happens, they are removed at the end. Needs root.
/// </summary>
internal sealed class NetworkLab : IAsyncDisposable
{
    private static int _labs;

    private readonly string _prefix = string.Create(CultureInfo.InvariantCulture, $"tsuba-{Environment.ProcessId}-{Interlocked.Increment(ref _labs)}");
    private readonly List<string> _namespaces = [];

    private string Switch => $"{_prefix}-switch";

    /// <summary>A lab without machines.</summary>
    public static async Task<NetworkLab> CreateAsync()
    {
        var lab = new NetworkLab();
        try
        {
            await lab.MakeNamespaceAsync(lab.Switch);
            await IpInAsync(lab.Switch, "link", "add", "bridge", "type", "bridge");
            await IpInAsync(lab.Switch, "link", "set", "bridge", "up");
            return lab;
        }
        catch
        {
            await lab.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds a machine.</summary>
    /// <param name="address">Its address; all are in one /24.</param>
    /// <returns>Name of its namespace.</returns>
    public async Task<string> AddAsync(string address)
    {
        var number = _namespaces.Count;
        var name = string.Create(CultureInfo.InvariantCulture, $"{_prefix}-{number}");
        var port = string.Create(CultureInfo.InvariantCulture, $"port{number}");
        await MakeNamespaceAsync(name);
        await IpInAsync(Switch, "link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", name);
        await IpInAsync(Switch, "link", "set", port, "master", "bridge", "up");
        await IpInAsync(name, "link", "set", "lo", "up");
        await IpInAsync(name, "address", "add", $"{address}/24", "dev", "eth0");
        await IpInAsync(name, "link", "set", "eth0", "up");
        return name;
    }

    /// <summary>From now on a machine sends nothing but what leaves from one TCP port: it can be called there, and reaches nobody.</summary>
    public static async Task ShutInAsync(string name, int port)
    {
        await IpInAsync(name, "rule", "add", "pref", "100", "ipproto", "tcp", "sport", port.ToString(CultureInfo.InvariantCulture), "lookup", "main");
        await IpInAsync(name, "rule", "add", "pref", "200", "prohibit");
    }

    /// <summary>Whether a machine can open a TCP connection.</summary>
    public static async Task<bool> ReachesAsync(string name, string address, int port) => (await RunAsync(
        "nsenter", Inside(name), "bash", "-c", string.Create(CultureInfo.InvariantCulture, $"exec 3<>/dev/tcp/{address}/{port}"))).Exit == 0;

    public async ValueTask DisposeAsync()
    {
        foreach (var name in _namespaces)
        {
            await RunAsync("ip", "netns", "delete", name);
        }

        _namespaces.Clear();
    }

    /// <summary>The option of nsenter that leads into a namespace.</summary>
    internal static string Inside(string name) => $"--net=/run/netns/{name}";

    private async Task MakeNamespaceAsync(string name)
    {
        _namespaces.Add(name);
        await IpAsync("netns", "add", name);
    }

    // ip's own way in (-n) mounts as well, which a root that is not a mount of its own does not allow.
    private static async Task IpInAsync(string name, params string[] arguments)
    {
        var (exit, output) = await RunAsync("nsenter", [Inside(name), "ip", .. arguments]);
        Assert.True(exit == 0, $"{name}: ip {string.Join(' ', arguments)}: {output}");
    }

    private static async Task IpAsync(params string[] arguments)
    {
        var (exit, output) = await RunAsync("ip", arguments);
        Assert.True(exit == 0, $"ip {string.Join(' ', arguments)}: {output}");
    }

    private static async Task<(int Exit, string Output)> RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, error + await output);
    }
}
