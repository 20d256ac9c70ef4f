using System.Runtime.InteropServices;

namespace Tsuba.Testing.Requirements;

/// <summary>Finds out whether a requirement is met, and where.</summary>
public static class RequirementProbe
{
    /// <summary>Null if the requirement is met, else the reason that a skipped test prints.</summary>
    public static string? Missing(Requirement requirement) => requirement switch
    {
        Requirement.Corpus => CorpusDirectory is null ? "shared/corpus is not beside the checkout" : null,
        Requirement.Nagios4Files => Nagios4Path("etc/nagios4/nagios.cfg") is null ? "TSUBA_TEST_NAGIOS4 names no unpacked nagios4 (./dev test unpacks it)" : null,
        Requirement.Nagios4 => Nagios4Path("usr/sbin/nagios4") is null ? "TSUBA_TEST_NAGIOS4 names no unpacked nagios4 (./dev test unpacks it)" : null,
        Requirement.MonitoringPlugins => File.Exists("/usr/lib/nagios/plugins/check_dummy") ? null : "monitoring-plugins-basic is not installed",
        Requirement.Git => OnPath("git") ? null : "git is not installed",
        Requirement.Root => Environment.IsPrivilegedProcess ? null : "needs root",
        Requirement.SystemdAnalyze => OnPath("systemd-analyze") ? null : "systemd-analyze is not installed",
        Requirement.CCompiler => OnPath("cc") ? null : "cc is not installed (Debian: gcc and libc6-dev)",
        Requirement.Strace => OnPath("strace") ? null : "strace is not installed",
        Requirement.Chromium => File.Exists("/usr/bin/chromium") ? null : "chromium is not installed",
        Requirement.Slapd => SlapdDirectory is null ? "TSUBA_TEST_SLAPD names no unpacked slapd (./dev test unpacks it)" : null,
        Requirement.LdapLibrary => HasLdapLibrary ? null : "libldap is not installed",
        Requirement.Etcd => EtcdPath is null ? "TSUBA_TEST_ETCD names no unpacked etcd-server (./dev test unpacks it)" : null,
        Requirement.NscaClient => NscaClientDirectory is null ? "TSUBA_TEST_NSCA names no unpacked nsca-client (./dev test unpacks it)" : null,
        Requirement.Graphite => GraphiteDirectory is null ? "TSUBA_TEST_GRAPHITE names no unpacked graphite-carbon, or python3-twisted and python3-django are not installed" : null,
        Requirement.Prometheus => PrometheusPath is null ? "TSUBA_TEST_PROMETHEUS names no unpacked prometheus (./dev test unpacks it)" : null,
        Requirement.LivestatusClients => LivestatusClientsDirectory is null ? "TSUBA_TEST_LIVESTATUS names no unpacked Livestatus clients (./dev test unpacks them)" : null,
        Requirement.MongoDriver => HasMongoDriver ? null : "libmongoc-1.0-0 is not installed",
        Requirement.MongoServer => !HasMongoDriver ? "libmongoc-1.0-0 is not installed" : MongoServer is null ? "TSUBA_TEST_MONGODB names no server" : null,
        _ => throw new ArgumentOutOfRangeException(nameof(requirement), requirement, null),
    };

    /// <summary><c>shared/corpus</c> beside the checkout, or null.</summary>
    public static string? CorpusDirectory => Beside("shared/corpus");

    /// <summary>The root of the checkout: the folder that holds <c>Tsuba.slnx</c>.</summary>
    public static string CheckoutDirectory => Upward("Tsuba.slnx") is { } solution
        ? Path.GetDirectoryName(solution)!
        : throw new InvalidOperationException($"no Tsuba.slnx above {AppContext.BaseDirectory}");

    /// <summary>A file of the unpacked nagios4 packages, or null.</summary>
    public static string? Nagios4Path(string relative) =>
        Environment.GetEnvironmentVariable("TSUBA_TEST_NAGIOS4") is { Length: > 0 } root && File.Exists(Path.Combine(root, relative))
            ? Path.Combine(root, relative)
            : null;

    /// <summary>The folder into which Debian's slapd was unpacked, or null.</summary>
    public static string? SlapdDirectory =>
        Environment.GetEnvironmentVariable("TSUBA_TEST_SLAPD") is { Length: > 0 } root && File.Exists(Path.Combine(root, "usr/sbin/slapd")) ? root : null;

    /// <summary>Debian's etcd, unpacked, or null.</summary>
    public static string? EtcdPath =>
        Environment.GetEnvironmentVariable("TSUBA_TEST_ETCD") is { Length: > 0 } root && Path.Combine(root, "usr/bin/etcd") is var path && File.Exists(path) ? path : null;

    /// <summary>The folder into which Debian's nsca-client and libmcrypt4 were unpacked, or null.</summary>
    public static string? NscaClientDirectory =>
        Environment.GetEnvironmentVariable("TSUBA_TEST_NSCA") is { Length: > 0 } root && File.Exists(Path.Combine(root, "usr/sbin/send_nsca")) ? root : null;

    /// <summary>The folder into which Debian's graphite-carbon and graphite-web were unpacked, or null.</summary>
    public static string? GraphiteDirectory =>
        Environment.GetEnvironmentVariable("TSUBA_TEST_GRAPHITE") is { Length: > 0 } root && File.Exists(Path.Combine(root, "usr/bin/carbon-cache"))
        && Directory.Exists("/usr/lib/python3/dist-packages/twisted") && Directory.Exists("/usr/lib/python3/dist-packages/django")
            ? root
            : null;

    /// <summary>Debian's Prometheus, unpacked, or null.</summary>
    public static string? PrometheusPath =>
        Environment.GetEnvironmentVariable("TSUBA_TEST_PROMETHEUS") is { Length: > 0 } root && Path.Combine(root, "usr/bin/prometheus") is var path && File.Exists(path) ? path : null;

    /// <summary>The folder into which Debian's clients of Livestatus and icinga2 were unpacked, or null.</summary>
    public static string? LivestatusClientsDirectory =>
        Environment.GetEnvironmentVariable("TSUBA_TEST_LIVESTATUS") is { Length: > 0 } root
        && File.Exists(Path.Combine(root, "usr/share/perl5/Monitoring/Livestatus.pm"))
        && File.Exists(Path.Combine(root, "usr/bin/php8.2"))
            ? root
            : null;

    /// <summary>The connection string of a MongoDB server for tests, or null.</summary>
    public static string? MongoServer => Environment.GetEnvironmentVariable("TSUBA_TEST_MONGODB") is { Length: > 0 } uri ? uri : null;

    private static bool HasLdapLibrary { get; } = ((string[])["libldap.so.2", "libldap-2.6.so.0", "libldap-2.5.so.0", "libldap-2.4.so.2"]).Any(name => NativeLibrary.TryLoad(name, out _));

    private static bool HasMongoDriver { get; } = NativeLibrary.TryLoad("libmongoc-1.0.so.0", out _);

    private static string? Beside(string relative)
    {
        var path = Path.Combine(Path.GetDirectoryName(CheckoutDirectory) ?? "/", relative);
        return Directory.Exists(path) ? path : null;
    }

    private static string? Upward(string name)
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var path = Path.Combine(folder.FullName, name);
            if (File.Exists(path))
            {
                return path;
            }
        }

        return null;
    }

    private static bool OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Any(folder => File.Exists(Path.Combine(folder, program)));
}
