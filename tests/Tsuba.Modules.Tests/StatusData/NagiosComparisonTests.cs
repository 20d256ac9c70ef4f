using System.Globalization;
using Tsuba.Configuration;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Modules.StatusData;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Configuration;
using Tsuba.Testing.Requirements;

namespace Tsuba.Modules.Tests.StatusData;

/// <summary>Both files next to those of a nagios4 with the same configuration, field by field.</summary>
public sealed class NagiosComparisonTests : IDisposable
{
    // Deviation D-251: what is not known here is left out.
    private static readonly string[] LeftOut = ["check_options", "current_notification_id", "comment_id", "start_notification_sent", "last_host_notification", "last_service_notification", "modified_host_attributes", "modified_service_attributes"];

    // What is chance or who we are.
    private static readonly string[] OfTheRun = ["last_update", "check_latency", "created", "version", "next_check", "should_be_scheduled"];

    // Deviation D-252: 5 of the scale of business impact is not nagios4's importance, 0 by default there and 2 here.
    private static readonly string[] Otherwise = ["importance", "minimum_importance"];

    private readonly ModuleFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [RequiresFact(Requirement.Nagios4)]
    public async Task Files_OfTheSameSite_AreTheSame()
    {
        using var nagios = new NagiosRun();
        var theirs = StatusBlocks.Read(
            await nagios.StatusAsync(
                [
                    "PROCESS_SERVICE_CHECK_RESULT;web;http;2;BAD text|b=2;3\\nlong one\\nlong \\\\ two",
                    "PROCESS_HOST_CHECK_RESULT;web;1;down|x=1",
                    "ADD_SVC_COMMENT;web;http;1;bob;a comment; with a semicolon",
                    "ADD_HOST_COMMENT;router;0;bob;größer",
                    "SCHEDULE_SVC_DOWNTIME;web;http;4000000000;4000000600;0;0;60;bob;flexible",
                ],
                status => status.Contains("plugin_output=BAD text", StringComparison.Ordinal) && status.Contains("plugin_output=down", StringComparison.Ordinal) && status.Contains("servicedowntime", StringComparison.Ordinal)),
            '=');
        var tables = Tables(nagios.MainFile, theirs);
        new StatusDataModule(_fixture.Context(("status_file", "x"), ("object_cache_file", "x")), tables).WriteWhatIsDue();

        var ours = StatusBlocks.Read(File.ReadAllText(Path.Combine(_fixture.Directory, "status.dat")), '=');
        var differences = new List<string>();
        foreach (var type in new[] { "hoststatus", "servicestatus", "contactstatus", "hostcomment", "servicecomment", "servicedowntime" })
        {
            Compare(type, Blocks(theirs, type), Blocks(ours, type), [.. LeftOut, .. OfTheRun, .. Otherwise], differences);
        }

        var theirObjects = StatusBlocks.Read(nagios.Objects, '\t');
        var ourObjects = StatusBlocks.Read(File.ReadAllText(Path.Combine(_fixture.Directory, "objects.cache")), '\t');
        Assert.Equal(theirObjects.Select(block => block.Type).Distinct(), ourObjects.Select(block => block.Type).Distinct());
        foreach (var type in theirObjects.Select(block => block.Type).Distinct())
        {
            Compare(type, Blocks(theirObjects, type), Blocks(ourObjects, type), Otherwise, differences);
        }

        Assert.True(differences.Count == 0, string.Join('\n', differences));
    }

    private static List<Dictionary<string, string>> Blocks(List<(string Type, Dictionary<string, string> Values)> blocks, string type) =>
        [.. blocks.Where(block => block.Type == type).Select(block => block.Values)
            .OrderBy(values => string.Join(';', new[] { "host_name", "service_description", "comment_data", "timeperiod_name", "command_name", "notification_failure_options" }.Select(key => values.GetValueOrDefault(key))), StringComparer.Ordinal)];

    private static void Compare(string type, List<Dictionary<string, string>> theirs, List<Dictionary<string, string>> ours, string[] without, List<string> differences)
    {
        if (theirs.Count != ours.Count)
        {
            differences.Add($"{type}: {theirs.Count} in nagios4, {ours.Count} here");
            return;
        }

        foreach (var (their, our) in theirs.Zip(ours))
        {
            foreach (var key in their.Keys.Union(our.Keys).Except(without))
            {
                if (Sorted(key, their) != Sorted(key, our))
                {
                    differences.Add($"{type} {string.Join(' ', their.Values.Take(2))}: {key} is '{their.GetValueOrDefault(key)}' in nagios4, '{our.GetValueOrDefault(key)}' here");
                }
            }
        }
    }

    // nagios4 writes a contact's commands in reverse.
    private static string? Sorted(string key, Dictionary<string, string> values) => key.EndsWith("_notification_commands", StringComparison.Ordinal) && values.TryGetValue(key, out var commands)
        ? string.Join(',', commands.Split(',').Order(StringComparer.Ordinal))
        : values.GetValueOrDefault(key);

    // The states that nagios4 has come from its own results; what is compared is how they are written.
    private static LiveTables Tables(string mainFile, List<(string Type, Dictionary<string, string> Values)> blocks)
    {
        var loaded = ConfigurationLoader.Load(new FolderSourceFiles("/", orDisk: true), [mainFile]);
        var built = SnapshotBuilder.Build(loaded.Resolved);
        Assert.True(built.Snapshot is not null, string.Join('\n', built.Diagnostics));
        var tables = new LiveTables();
        tables.SetDefinitions(1, built.Snapshot);
        var frame = new EventFrame { First = 1 };
        foreach (var (type, values) in blocks)
        {
            if (Event(type, values) is { } happened)
            {
                happened.Sequence = (ulong)frame.Events.Count + 1;
                frame.Events.Add(happened);
            }
        }

        tables.Apply(SampleSite.Part, frame);
        return tables;
    }

    private static Event? Event(string type, Dictionary<string, string> values)
    {
        var item = ItemId.Of(values.GetValueOrDefault("host_name", ""), values.GetValueOrDefault("service_description")).Value;
        return type switch
        {
            "hoststatus" or "servicestatus" => new Event { Status = NagiosStatus.Read(item, values) },
            "hostcomment" or "servicecomment" => new Event
            {
                Comment = new CommentEvent
                {
                    Id = ulong.Parse(values["comment_id"], CultureInfo.InvariantCulture),
                    Item = item,
                    EntryType = uint.Parse(values["entry_type"], CultureInfo.InvariantCulture),
                    Source = uint.Parse(values["source"], CultureInfo.InvariantCulture),
                    Persistent = values["persistent"] == "1",
                    EntryUtcMs = NagiosStatus.Milliseconds(values, "entry_time"),
                    Author = values["author"],
                    Text = values["comment_data"],
                },
            },
            "hostdowntime" or "servicedowntime" => new Event
            {
                Downtime = new DowntimeEvent
                {
                    Id = ulong.Parse(values["downtime_id"], CultureInfo.InvariantCulture),
                    Item = item,
                    EntryUtcMs = NagiosStatus.Milliseconds(values, "entry_time"),
                    StartUtcMs = NagiosStatus.Milliseconds(values, "start_time"),
                    EndUtcMs = NagiosStatus.Milliseconds(values, "end_time"),
                    IsFixed = values["fixed"] == "1",
                    DurationMs = NagiosStatus.Milliseconds(values, "duration"),
                    Author = values["author"],
                    Text = values["comment"],
                },
            },
            _ => null,
        };
    }
}
