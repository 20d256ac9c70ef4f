using System.Text;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Modules.Livestatus;
using Tsuba.Modules.Tests.Live;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing;

namespace Tsuba.Modules.Tests.Livestatus;

/// <summary>Ann has the router and web; bob has db behind the same router, with a service that depends on one of hers.</summary>
public sealed class LivestatusAuthUserTests
{
    private const string Hosts = "GET hosts\nColumns: name parents childs impacts parent_dependencies child_dependencies\n";
    private const string Disk = "GET services\nColumns: description source_problems parent_dependencies depends_notify\nFilter: host_name = db\n";

    [Theory]
    [InlineData(Hosts, "db;router;;;router;db/disk\nrouter;;db,web;db,web;;db,web\nweb;router;;;router;web/http\n")]
    [InlineData(Hosts + "AuthUser: ann\n", "router;;web;web;;web\nweb;router;;;router;web/http\n")]
    [InlineData(Hosts + "AuthUser: bob\n", "db;;;;;db/disk\n")]
    [InlineData(Disk, "disk;router;db,web/http;web|http\n")]
    [InlineData(Disk + "AuthUser: bob\n", "disk;;db;\n")]
    public void Relations_OfWhatTheContactSees_NameNothingElse(string query, string expected) =>
        Assert.Equal(expected, Encoding.UTF8.GetString(new LivestatusQuery(Site(), TimeProvider.System).Answer(query, Viewer.Everything("test", canSubmitCommands: true)).Body.Span));

    private static LiveTables Site()
    {
        (string, string)[] mail = [("host_notification_commands", "check"), ("service_notification_commands", "check")];
        var built = SnapshotBuilder.Build(new ResolvedConfigurationBuilder().Command("check").Contact("ann", mail).Contact("bob", mail)
            .Host("router", ("check_command", "check"), ("contacts", "ann"))
            .Host("web", ("check_command", "check"), ("contacts", "ann"), ("parents", "router"))
            .Host("db", ("check_command", "check"), ("contacts", "bob"), ("parents", "router"))
            .Service("web", "http", ("check_command", "check"), ("contacts", "ann"), ("check_interval", "5"), ("retry_interval", "1"))
            .Service("db", "disk", ("check_command", "check"), ("contacts", "bob"), ("check_interval", "5"), ("retry_interval", "1"))
            .Add(ObjectType.ServiceDependency, "1", ("host_name", "web"), ("service_description", "http"), ("dependent_host_name", "db"), ("dependent_service_description", "disk"), ("notification_failure_criteria", "c"))
            .Build());
        Assert.True(built.Snapshot is not null, string.Join('\n', built.Diagnostics));
        var tables = new LiveTables();
        tables.SetDefinitions(1, built.Snapshot);
        var router = SampleSite.Status(1, ItemId.OfHost("router"), 1, "no answer", "");
        router.Status.Impacts.AddRange([ItemId.OfHost("db").Value, ItemId.OfHost("web").Value]);
        var disk = SampleSite.Status(2, ItemId.OfService("db", "disk"), 3, "no answer", "");
        disk.Status.SourceProblems.Add(ItemId.OfHost("router").Value);
        tables.Apply(SampleSite.Part, new EventFrame { First = 1, Events = { router, disk } });
        return tables;
    }
}
