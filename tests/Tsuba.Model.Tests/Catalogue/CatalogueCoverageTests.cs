using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Snapshots.Building;
using Tsuba.Testing;

namespace Tsuba.Model.Tests.Catalogue;

public sealed class CatalogueCoverageTests
{
    // A row that the builder does not read is acted on by somebody else, who is named here, or has no effect.
    private static readonly (string Reason, ObjectType[] Types, string[] Names)[] ElsewhereByName =
    [
        ("Configuration: templates and registration", Enum.GetValues<ObjectType>(), ["name", "use", "register", "definition_order", "imported_from"]),
        ("the key of the resolved object", Enum.GetValues<ObjectType>(),
        [
            "contact_name", "command_name", "timeperiod_name", "hostgroup_name", "servicegroup_name", "contactgroup_name",
            "escalation_name", "notificationway_name", "resultmodulation_name", "checkmodulation_name", "macromodulation_name",
            "business_impact_modulation_name", "realm_name",
        ]),
        ("Configuration: expansion of groups", [ObjectType.Host, ObjectType.Service, ObjectType.Contact], ["hostgroups", "servicegroups", "contactgroups"]),
        ("Configuration: expansion of groups", [ObjectType.HostGroup, ObjectType.ServiceGroup, ObjectType.ContactGroup], ["hostgroup_members", "servicegroup_members", "contactgroup_members"]),
        ("Configuration: the realm of hosts without one", [ObjectType.HostGroup], ["realm"]),
        ("Configuration: services of a host", [ObjectType.Host], ["service_overrides", "service_excludes", "service_includes"]),
        ("Configuration: service_dependencies become servicedependency objects", [ObjectType.Service], ["service_dependencies"]),
        ("Configuration: contacts of the host are merged in", [ObjectType.Service], ["merge_host_contacts"]),
        ("Configuration: one service for each key", [ObjectType.Service], ["duplicate_foreach", "default_value"]),
        ("Configuration: triggers are refused", [ObjectType.Host, ObjectType.Service], ["trigger", "trigger_name", "trigger_broker_raise_enabled"]),
        ("Configuration: dependencies become pairs", [ObjectType.HostDependency, ObjectType.ServiceDependency],
            ["hostgroup_name", "dependent_hostgroup_name", "servicegroup_name", "dependent_servicegroup_name", "explode_hostgroup"]),
        ("Dispatch: realms", [ObjectType.Realm], ["realm_members", "higher_realms", "broker_complete_links"]),
        ("Configuration: files and rules of the language", [ObjectType.Main],
        [
            "cfg_file", "cfg_dir", "triggers_dir", "resource_file", "conflict_policy", "compat", "illegal_object_name_chars",
            "use_regexp_matching", "use_true_regexp_matching",
        ]),
        ("Arbiter: how much a reload may delete without a confirmation", [ObjectType.Main], ["reload_deletion_limit"]),
        ("Arbiter: a module is made of it", [ObjectType.Main], ["broker_module", "state_retention_file"]),
        ("the settings of each daemon", [ObjectType.Main], ["workdir", "log_level", "local_log", "lock_file"]),
        ("metrics of each daemon", [ObjectType.Main], ["statsd_host", "statsd_port", "statsd_prefix", "statsd_enabled", "statsd_interval"]),
    ];

    private static readonly (string Reason, ObjectType Type)[] ElsewhereByType =
    [
        ("Configuration: becomes escalation objects", ObjectType.HostEscalation),
        ("Configuration: becomes escalation objects", ObjectType.ServiceEscalation),
        ("Configuration: merged into the host", ObjectType.HostExtInfo),
        ("Configuration: merged into the service", ObjectType.ServiceExtInfo),
        ("the daemon that loads it", ObjectType.Module),
        ("the discovery tool", ObjectType.DiscoveryRule),
        ("the discovery tool", ObjectType.DiscoveryRun),
        ("Configuration: reads its templates", ObjectType.Pack),
        ("Configuration: triggers are refused", ObjectType.Trigger),
        ("Dispatch", ObjectType.Arbiter),
        ("Dispatch", ObjectType.Scheduler),
        ("Dispatch", ObjectType.Poller),
        ("Dispatch", ObjectType.Reactionner),
        ("Dispatch", ObjectType.Receiver),
        ("Dispatch", ObjectType.Broker),
        ("Dispatch", ObjectType.Synchronizer),
    ];

    [Fact]
    public void Rows_EveryRow_IsReadOrSaysWhoActsOnIt()
    {
        var unread = PropertyCatalogue.Rows
            .Where(row => !row.HasNoEffect && !IsElsewhere(row))
            .Select(row => (row.Type, row.Name))
            .Except(Reads())
            .ToList();

        Assert.True(unread.Count == 0, $"nobody acts on {string.Join(", ", unread)}");
    }

    [Fact]
    public void Rows_WhatTheBuilderReads_HasARowWithEffect()
    {
        Assert.Empty(Reads().Where(read => PropertyCatalogue.Find(read.Type, read.Name) is null or { HasNoEffect: true }));
    }

    [Fact]
    public void Rows_WhatIsDoneElsewhere_ExistsAndIsNotReadHere()
    {
        var reads = Reads();
        var wrong = ElsewhereByName
            .Where(row => row.Types.Length < Enum.GetValues<ObjectType>().Length)
            .SelectMany(row => row.Types.SelectMany(type => row.Names.Select(name => (type, name))))
            .Where(pair => PropertyCatalogue.Find(pair.type, pair.name) is not null && reads.Contains(pair));
        var unknown = ElsewhereByName.SelectMany(row => row.Names.Where(name => !row.Types.Any(type => PropertyCatalogue.Find(type, name) is not null)));

        Assert.Empty(wrong);
        Assert.Empty(unknown);
    }

    private static bool IsElsewhere(Property row) =>
        ElsewhereByType.Any(entry => entry.Type == row.Type)
        || ElsewhereByName.Any(entry => entry.Types.Contains(row.Type) && entry.Names.Contains(row.Name));

    // One object of each type, linked without a value of its own, so each read asks the catalogue for the default.
    private static HashSet<(ObjectType Type, string Name)> Reads()
    {
        HashSet<(ObjectType Type, string Name)> reads = [];
        var configuration = new ResolvedConfigurationBuilder();
        foreach (var type in Enum.GetValues<ObjectType>().Where(type => type is not (ObjectType.Main or ObjectType.Service)))
        {
            configuration.Add(type, "x");
        }

        configuration.Add(ObjectType.Service, "x;y", ("check_command", "bp_rule!x"));
        configuration.Add(ObjectType.Host, "z", ("check_command", "bp_rule!x"));
        configuration.Add(ObjectType.ServiceDependency, "full", ("host_name", "x"), ("service_description", "y"), ("dependent_service_description", "y"));
        configuration.Add(ObjectType.HostDependency, "full", ("host_name", "x"), ("dependent_host_name", "z"));
        configuration.Add(ObjectType.CheckModulation, "full", ("check_command", "_echo"));
        SnapshotBuilder.Build(configuration.Build(), new BuildContext(CompatibilityProfile.Shinken) { Reads = reads });
        foreach (var schema in new[] { ItemSchema.Host, ItemSchema.Service })
        {
            reads.UnionWith(schema.Names.Select(name => (schema.Type, name)));
            reads.UnionWith(PropertyCatalogue.Rows
                .Where(row => row.Type == schema.Type && schema.GroupOf(row.Name) == PropertyGroup.FurtherAddress)
                .Select(row => (row.Type, row.Name)));
        }

        return reads;
    }
}
