using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing;
using Tsuba.Model.Snapshots;

namespace Tsuba.Modules.Tests.Live;

/// <summary>Live tables with two hosts, three services, two contacts, one comment: web;http is CRITICAL, db is DOWN.</summary>
internal static class SampleSite
{
    public static readonly PartStamp Part = new() { Part = 1, Epoch = 1UL << 32 };

    public static LiveTables Create() => Create(TimeProvider.System);

    public static LiveTables Create(TimeProvider time)
    {
        var configuration = new ResolvedConfigurationBuilder()
            .Contact("ann", ("host_notification_commands", "mail"), ("service_notification_commands", "mail"), ("can_submit_commands", "1"), ("password", "ann's secret"))
            .Contact("bob", ("host_notification_commands", "mail"), ("service_notification_commands", "mail"))
            .Command("mail")
            .Command("check")
            .TimePeriod("never")
            .Host("web", ("contacts", "ann"), ("alias", "Web <b>server</b>"), ("check_command", "check"), ("_SNMP", "public"))
            .Host("db", ("contacts", "bob"), ("check_command", "check"))
            .Service("web", "http", ("check_command", "check"), ("contacts", "ann"), ("check_interval", "5"), ("retry_interval", "1"))
            .Service("web", "ssh", ("check_command", "check"), ("contacts", "ann"), ("check_interval", "5"), ("retry_interval", "1"))
            .Service("db", "disk /var", ("check_command", "check"), ("contacts", "bob"), ("check_interval", "5"), ("retry_interval", "1"))
            .Build();
        var built = SnapshotBuilder.Build(configuration);
        Assert.True(built.Snapshot is not null, string.Join('\n', built.Diagnostics));
        var tables = new LiveTables { Time = time };
        tables.SetDefinitions(1, built.Snapshot);
        var frame = new EventFrame { First = 1, UtcMs = 1_700_000_000_000 };
        frame.Events.Add(Status(1, ItemId.OfHost("web"), 0, "PING OK", ""));
        frame.Events.Add(Status(2, ItemId.OfHost("db"), 1, "no answer", ""));
        frame.Events.Add(Status(3, ItemId.OfService("web", "http"), 2, "<script>alert(1)</script> ünïcode", "time=0.5s;1;2"));
        frame.Events.Add(Status(4, ItemId.OfService("web", "ssh"), 0, "SSH OK", ""));
        frame.Events.Add(new Event { Sequence = 5, Comment = new CommentEvent { Id = 7, Item = ItemId.OfService("web", "http").Value, Author = "ann", Text = "looking", EntryType = 1 } });
        tables.Apply(Part, frame);
        var site = new StatusReply { Site = "sample" };
        site.Daemons.Add(new DaemonStatus { Role = "scheduler", Name = "scheduler-1", Address = "10.0.0.1:7768", Realm = "All", Liveness = "alive", Health = "ok", Weight = 3 });
        site.Daemons.Add(new DaemonStatus { Role = "scheduler", Name = "scheduler-2", Address = "[fd00::2]:7768", Realm = "All", Liveness = "dead", Spare = true, Weight = 1 });
        site.Daemons.Add(new DaemonStatus { Role = "poller", Name = "poller-1", Address = "10.0.0.1:7771", Realm = "All", Liveness = "suspect", Health = "ok" });
        tables.Take(site);
        return tables;
    }

    public static Event Status(ulong sequence, ItemId item, uint state, string output, string perfdata) => new()
    {
        Sequence = sequence,
        UtcMs = 1_700_000_000_000,
        Status = new StatusEvent
        {
            Item = item.Value,
            State = state,
            StateType = 1,
            Attempt = 1,
            HasBeenChecked = true,
            Output = output,
            Perfdata = perfdata,
            LastCheck = 1_700_000_000_000,
            LastStateChange = 1_699_999_000_000,
            LatencySeconds = 0.25f,
            NotificationsEnabled = true,
            ChecksEnabled = true,
            PassiveEnabled = true,
        },
    };
}
