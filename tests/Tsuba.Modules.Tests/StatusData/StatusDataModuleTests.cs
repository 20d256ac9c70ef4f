using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Modules.StatusData;
using Tsuba.Modules.StatusData.Files;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Time;

namespace Tsuba.Modules.Tests.StatusData;

public sealed class StatusDataModuleTests : IDisposable
{
    private readonly ModuleFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public void Files_OfASite_HoldItsStatesAndNotes()
    {
        var tables = SampleSite.Create();
        var frame = new EventFrame { First = 6, UtcMs = 1_700_000_000_000 };
        frame.Events.Add(new Event { Sequence = 6, Downtime = new DowntimeEvent { Id = 3, Item = ItemId.OfHost("db").Value, Author = "bob", Text = "disk", StartUtcMs = 1_700_000_100_000, EndUtcMs = 1_700_000_200_000, IsFixed = true, DurationMs = 100_000 } });
        tables.Apply(SampleSite.Part, frame);
        Write(tables, ("status_file", "x"), ("object_cache_file", "x"));

        var status = StatusBlocks.Read(Text("status.dat"), '=');
        var http = status.Of("servicestatus", ("host_name", "web"), ("service_description", "http"));
        Assert.Equal(("2", "<script>alert(1)</script> ünïcode", "time=0.5s;1;2", "1700000000"), (http["current_state"], http["plugin_output"], http["performance_data"], http["last_check"]));
        Assert.Equal("1", status.Of("hoststatus", ("host_name", "db"))["current_state"]);
        Assert.Equal("0", status.Of("servicestatus", ("service_description", "disk /var"))["has_been_checked"]);
        Assert.Equal(("ann", "looking"), (status.Of("servicecomment")["author"], status.Of("servicecomment")["comment_data"]));
        Assert.Equal(("3", "1700000100", "100", "1"), (status.Of("hostdowntime")["downtime_id"], status.Of("hostdowntime")["start_time"], status.Of("hostdowntime")["duration"], status.Of("hostdowntime")["fixed"]));
        var objects = StatusBlocks.Read(Text("objects.cache"), '\t');
        Assert.Equal(("Web <b>server</b>", "ann", "public"), (objects.Of("define host", ("host_name", "web"))["alias"], objects.Of("define host", ("host_name", "web"))["contacts"], objects.Of("define host", ("host_name", "web"))["_SNMP"]));
        Assert.Equal(2, objects.Count(block => block.Type == "define contact"));
        Assert.DoesNotContain("secret", Text("objects.cache") + Text("status.dat"), StringComparison.Ordinal);
    }

    [Fact]
    public void Status_OfAnItemThatACommandChanged_HasTheNewPeriodsAndHandler()
    {
        var tables = SampleSite.Create();
        var changed = SampleSite.Status(6, ItemId.OfHost("db"), 0, "", "");
        (changed.Status.CheckPeriod, changed.Status.NotificationPeriod, changed.Status.EventHandler) = ("never", "never", "check!x");
        var contact = new Event { Sequence = 7, ContactStatus = new ContactStatusEvent { Contact = "ann", HostPeriod = "never" } };
        tables.Apply(SampleSite.Part, new EventFrame { First = 6, Events = { changed, contact } });
        Write(tables, ("status_file", "x"));

        var blocks = StatusBlocks.Read(Text("status.dat"), '=');
        Assert.Equal(("never", ""), (blocks.Of("contactstatus", ("contact_name", "ann"))["host_notification_period"], blocks.Of("contactstatus", ("contact_name", "ann"))["service_notification_period"]));
        var db = blocks.Of("hoststatus", ("host_name", "db"));
        Assert.Equal(("never", "never", "check!x"), (db["check_period"], db["notification_period"], db["event_handler"]));
    }

    [Fact]
    public void Output_WithLineBreaks_StaysOneLine()
    {
        var tables = SampleSite.Create();
        var frame = new EventFrame { First = 6, UtcMs = 1_700_000_000_000 };
        var forged = SampleSite.Status(6, ItemId.OfService("web", "http"), 0, "OK\n\t}\nhoststatus {\r\0\u001b[2J", "a=1\nb=2");
        forged.Status.LongOutput = "one\\two\nthree";
        frame.Events.Add(forged);
        tables.Apply(SampleSite.Part, frame);
        Write(tables, ("status_file", "x"));

        var blocks = StatusBlocks.Read(Text("status.dat"), '=');
        Assert.Equal(2, blocks.Count(block => block.Type == "hoststatus"));
        var http = blocks.Of("servicestatus", ("service_description", "http"));
        Assert.Equal("OK  } hoststatus {   [2J", http["plugin_output"]);
        Assert.Equal("one\\\\two\\nthree", http["long_plugin_output"]);
        Assert.DoesNotContain(Text("status.dat"), character => char.IsControl(character) && character is not ('\n' or '\t'));
    }

    [Fact]
    public void Paths_OfTheMainFile_AreUsedOnlyIfAdopted()
    {
        var settings = new MainSettings { StatusFile = "/var/nagios/status.dat", ObjectCacheFile = "/var/nagios/objects.cache" };
        Assert.Equal(("", ""), Paths([], settings));
        Assert.Equal(("/state/status.dat", ""), Paths(new() { ["status_file"] = "/elsewhere" }, settings));
        Assert.Equal(("/var/nagios/status.dat", "/var/nagios/objects.cache"), Paths(new() { ["adopt_paths"] = "1" }, settings));
        Assert.Equal(("/elsewhere", "/var/nagios/objects.cache"), Paths(new() { ["adopt_paths"] = "1", ["status_file"] = "/elsewhere" }, settings));
        Assert.Throws<InvalidDataException>(() => Paths(new() { ["status_update_interval"] = "soon" }, settings));
    }

    [Fact]
    public void File_ThatIsRead_IsReplacedNotChanged()
    {
        var path = Path.Combine(_fixture.Directory, "status.dat");
        Write(SampleSite.Create(), ("status_file", "x"));
        using var reader = new StreamReader(path);
        var before = File.ReadAllText(path);
        var tables = SampleSite.Create();
        var frame = new EventFrame { First = 6, UtcMs = 1_700_000_000_000 };
        frame.Events.Add(SampleSite.Status(6, ItemId.OfHost("web"), 1, "gone", ""));
        tables.Apply(SampleSite.Part, frame);
        Write(tables, ("status_file", "x"));

        Assert.Equal(before, reader.ReadToEnd());
        Assert.Contains("plugin_output=gone", File.ReadAllText(path), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead, File.GetUnixFileMode(path));
    }

    [Fact]
    public void Link_InPlaceOfTheNewFile_IsNotFollowed()
    {
        var victim = Path.Combine(_fixture.Directory, "victim");
        File.WriteAllText(victim, "untouched");
        File.CreateSymbolicLink(Path.Combine(_fixture.Directory, "status.dat.new"), victim);
        Write(SampleSite.Create(), ("status_file", "x"));

        Assert.Equal("untouched", File.ReadAllText(victim));
        Assert.Contains("hoststatus {", Text("status.dat"), StringComparison.Ordinal);
    }

    [Fact]
    public void Folder_ThatIsMissing_IsSaidAndTriedAgain()
    {
        var path = Path.Combine(_fixture.Directory, "later", "status.dat");
        var time = new ManualTime();
        var module = new StatusDataModule(_fixture.Context(("adopt_paths", "1"), ("status_file", path), ("status_update_interval", "10")) with { Time = time }, SampleSite.Create());
        module.WriteWhatIsDue();
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        time.Advance(TimeSpan.FromSeconds(5));
        module.WriteWhatIsDue();
        Assert.False(File.Exists(path));

        time.Advance(TimeSpan.FromSeconds(5));
        module.WriteWhatIsDue();
        Assert.True(File.Exists(path));
    }

    private void Write(LiveTables tables, params (string Key, string Value)[] properties) =>
        new StatusDataModule(_fixture.Context(properties), tables).WriteWhatIsDue();

    private string Text(string name) => File.ReadAllText(Path.Combine(_fixture.Directory, name));

    private static (string Status, string Objects) Paths(Dictionary<string, string> properties, MainSettings settings)
    {
        var paths = StatusPaths.Of("/state", properties, settings);
        return (paths.Status, paths.Objects);
    }
}
