using Tsuba.Configuration.Reports;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;
using Tsuba.Testing.Configuration;
using Tsuba.Testing.Requirements;

namespace Tsuba.Configuration.Tests.Corpus;

/// <summary>Configurations of others, as their packages ship them.</summary>
public sealed class ForeignConfigurationTests
{
    [RequiresFact(Requirement.Corpus)]
    public void Verify_TreeOfShinken_IsAcceptedAsShinkens()
    {
        var files = new FolderSourceFiles(Path.Combine(RequirementProbe.CorpusDirectory!, "shinken-etc"), orDisk: false);

        var verification = Verification.Of(ConfigurationLoader.Load(files, ["shinken.cfg"]));

        Assert.Empty(verification.Findings.Where(finding => finding.Severity == Severity.Error));
        Assert.True(verification.IsAccepted);
        Assert.Equal(CompatibilityProfile.Shinken, verification.Profile);
        Assert.Equal(1, verification.Counts[ObjectType.Host]);
        Assert.Equal(20, verification.Counts[ObjectType.Command]);
        Assert.Equal(3, verification.Counts[ObjectType.NotificationWay]);
    }

    // The commands of monitoring-plugins-basic belong to Debian's configuration: /etc/nagios-plugins is named by it.
    [RequiresFact(Requirement.Nagios4Files, Requirement.MonitoringPlugins)]
    public void Verify_DebiansNagios_IsAcceptedAsNagios()
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(RequirementProbe.Nagios4Path("etc/nagios4/nagios.cfg"))!, "../.."));

        var verification = Verification.Of(ConfigurationLoader.Load(new FolderSourceFiles(root, orDisk: true), ["/etc/nagios4/nagios.cfg"]));

        Assert.Empty(verification.Findings.Where(finding => finding.Severity == Severity.Error));
        Assert.Equal(CompatibilityProfile.Nagios, verification.Profile);
        Assert.Equal(
            [(ObjectType.Host, 1), (ObjectType.Service, 8), (ObjectType.Contact, 1), (ObjectType.Command, 88), (ObjectType.TimePeriod, 5), (ObjectType.HostGroup, 1), (ObjectType.ContactGroup, 1)],
            verification.Counts.Select(pair => (pair.Key, pair.Value)));
    }
}
