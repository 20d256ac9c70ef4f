using Tsuba.Arbiter;
using Tsuba.Hosting.Lifecycle;

namespace Tsuba.Cli.Composition;

/// <summary>What HUP does: an arbiter in this process reads its configuration anew; other daemons get theirs from it.</summary>
internal static class Reloading
{
    /// <summary>Asks the arbiters among the daemons.</summary>
    public static void OnHangUp(IReadOnlyList<DaemonHost> daemons)
    {
        foreach (var arbiter in daemons.Select(host => host.Daemon).OfType<ArbiterDaemon>())
        {
            arbiter.RequestReload();
        }
    }
}
