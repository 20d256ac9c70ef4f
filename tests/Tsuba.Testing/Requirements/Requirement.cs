namespace Tsuba.Testing.Requirements;

/// <summary>What some tests need and a machine may lack. <c>./dev test</c> installs or unpacks it where it may.</summary>
public enum Requirement
{
    /// <summary>The configuration trees of others, in <c>shared/corpus</c> beside the checkout.</summary>
    Corpus,

    /// <summary>The unpacked configuration of Debian's nagios4 packages: <c>TSUBA_TEST_NAGIOS4</c> names the folder that holds <c>etc/nagios4</c>.</summary>
    Nagios4Files,

    /// <summary>Debian's nagios4 program, unpacked likewise.</summary>
    Nagios4,

    /// <summary>Debian's monitoring-plugins-basic in <c>/usr/lib/nagios/plugins</c>.</summary>
    MonitoringPlugins,

    /// <summary>The git command line.</summary>
    Git,

    /// <summary>Root, for tests of dropped rights and of network namespaces.</summary>
    Root,

    /// <summary>Debian's systemd-analyze, which needs no running systemd.</summary>
    SystemdAnalyze,

    /// <summary>A C compiler by the name of <c>cc</c>, with the static C library.</summary>
    CCompiler,

    /// <summary>Debian's strace, which makes system calls of a running process fail.</summary>
    Strace,

    /// <summary>Debian's Chromium.</summary>
    Chromium,

    /// <summary>Debian's slapd, unpacked: <c>TSUBA_TEST_SLAPD</c> names the folder that holds <c>usr/sbin/slapd</c>.</summary>
    Slapd,

    /// <summary>The LDAP library, libldap, as it is installed.</summary>
    LdapLibrary,

    /// <summary>Debian's etcd, unpacked: <c>TSUBA_TEST_ETCD</c> names the folder that holds <c>usr/bin/etcd</c>.</summary>
    Etcd,

    /// <summary>Debian's send_nsca with libmcrypt, unpacked: <c>TSUBA_TEST_NSCA</c> names the folder that holds <c>usr/sbin/send_nsca</c>.</summary>
    NscaClient,

    /// <summary>Debian's graphite-carbon and graphite-web, unpacked, with the Python that they need: <c>TSUBA_TEST_GRAPHITE</c> names the folder that holds <c>usr/bin/carbon-cache</c>.</summary>
    Graphite,

    /// <summary>Debian's Prometheus, unpacked: <c>TSUBA_TEST_PROMETHEUS</c> names the folder that holds <c>usr/bin/prometheus</c>.</summary>
    Prometheus,

    /// <summary>
    /// Clients and a server of Livestatus from Debian, unpacked: <c>TSUBA_TEST_LIVESTATUS</c> names the folder that holds Monitoring::Livestatus,
    /// Nagstamon, NagVis with PHP, and icinga2.
    /// </summary>
    LivestatusClients,

    /// <summary>Debian's <c>libmongoc-1.0-0</c>, installed.</summary>
    MongoDriver,

    /// <summary>A MongoDB server for tests, whose databases may be changed: <c>TSUBA_TEST_MONGODB</c> is its connection string.</summary>
    MongoServer,
}
