using System.Diagnostics.Metrics;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Modules.NagiosLog;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing;
using Tsuba.Testing.Goldens;
using Tsuba.Testing.Time;

namespace Tsuba.Modules.Tests.NagiosLog;

public sealed partial class NagiosLogModuleTests : IAsyncLifetime
{
    private static readonly ItemId Http = ItemId.OfService("web", "http");

    private readonly string _directory = Directory.CreateTempSubdirectory("tsuba-nagios-log-").FullName;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ManualTime _time = new();
    private readonly LiveTables _tables = new();
    private NagiosLogModule? _module;
    private ulong _sequence = 100;

    public Task InitializeAsync()
    {
        Define(("log_rotation_method", "d"), ("log_initial_states", "1"), ("use_timezone", "Europe/Paris"));
        _module = Open();
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await _module!.DisposeAsync();
        await _services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Log_OfADay_IsTheGoldenAndSoIsItsArchive()
    {
        await _module!.TickAsync(CancellationToken.None);
        await LogAsync(
            "EXTERNAL COMMAND: ACKNOWLEDGE_SVC_PROBLEM;web;http;2;1;1;ann;looking; at it",
            "PASSIVE SERVICE CHECK: web;http;2;refused",
            "SERVICE ALERT: web;http;CRITICAL;SOFT;1;refused",
            "SERVICE NOTIFICATION: ann;web;http;CRITICAL;mail;refused",
            "SERVICE FLAPPING ALERT: web;http;STARTED; Service flaps: 30.0% change, threshold 20.0%",
            "SERVICE DOWNTIME ALERT: web;http;STARTED; Service is in downtime from now on",
            "SERVICE EVENT HANDLER: web;http;CRITICAL;SOFT;1;restart",
            "TIMEPERIOD TRANSITION: work;0;1",
            "CURRENT SERVICE STATE: web;http;OK;HARD;1;of a part, at a time of its own",
            "SERVICE ALERT: web;http;CRITICAL;HARD;2;two\r\n[1700000000] HOST ALERT: db;UP;HARD;1;forged\0");
        _time.Advance(TimeSpan.FromDays(1));
        await LogAsync("SERVICE ALERT: web;http;OK;HARD;1;the next day");

        var archive = Assert.Single(Directory.EnumerateFiles(Path.Combine(_directory, "archives")));
        Assert.Equal("nagios-11-15-2023-00.log", Path.GetFileName(archive));
        Assert.Null(GoldenFile.Difference(Golden("first-day.log"), Plain(archive)));
        Assert.Null(GoldenFile.Difference(Golden("second-day.log"), Plain(Path.Combine(_directory, "nagios.log"))));
    }

    [Fact]
    public async Task Rotation_NothingHappens_ComesWithTheClock()
    {
        await _module!.TickAsync(CancellationToken.None);

        _time.Advance(TimeSpan.FromDays(1));
        await _module.TickAsync(CancellationToken.None);

        Assert.Single(Directory.EnumerateFiles(Path.Combine(_directory, "archives")));
        Assert.Contains("] LOG ROTATION: DAILY\n", Plain(Path.Combine(_directory, "nagios.log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotation_ArchiveOfThatNameExists_IsAddedTo()
    {
        var archive = Path.Combine(_directory, "archives", "nagios-11-15-2023-00.log");
        Directory.CreateDirectory(Path.GetDirectoryName(archive)!);
        await File.WriteAllTextAsync(archive, "[1] LOG VERSION: 2.0\n");
        await LogAsync("SERVICE ALERT: web;http;OK;HARD;1;fine");
        _time.Advance(TimeSpan.FromDays(1));

        await _module!.TickAsync(CancellationToken.None);

        var lines = await File.ReadAllLinesAsync(archive);
        Assert.Equal("[1] LOG VERSION: 2.0", lines[0]);
        Assert.EndsWith("fine", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotation_WasDueWhileNothingRan_IsMadeUpAtTheStart()
    {
        await LogAsync("SERVICE ALERT: web;http;OK;HARD;1;before");
        await _module!.DisposeAsync();
        _time.Advance(TimeSpan.FromDays(3));

        _module = Open();
        await LogAsync("SERVICE ALERT: web;http;OK;HARD;1;after");

        Assert.Contains("before", Plain(Assert.Single(Directory.EnumerateFiles(Path.Combine(_directory, "archives")))), StringComparison.Ordinal);
        Assert.DoesNotContain("before", Plain(Path.Combine(_directory, "nagios.log")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rotation_MethodChangesByReload_HoldsFromThenOn()
    {
        Define(("log_rotation_method", "n"), ("use_timezone", "Europe/Paris"));
        await LogAsync("SERVICE ALERT: web;http;OK;HARD;1;before");
        _time.Advance(TimeSpan.FromDays(2));
        await _module!.TickAsync(CancellationToken.None);
        Assert.Empty(Archives());

        Define(("log_rotation_method", "h"), ("use_timezone", "Europe/Paris"));
        await _module.TickAsync(CancellationToken.None);
        Assert.Empty(Archives());
        _time.Advance(TimeSpan.FromHours(1));
        await _module.TickAsync(CancellationToken.None);
        Assert.Single(Archives());

        Define(("log_rotation_method", "d"), ("use_timezone", "Europe/Paris"));
        await _module.TickAsync(CancellationToken.None);
        _time.Advance(TimeSpan.FromHours(1));
        await _module.TickAsync(CancellationToken.None);
        Assert.Single(Archives());
    }

    [Fact]
    public async Task Rotate_Now_KeepsTheNextOneAndNamesTheArchiveByItsTime()
    {
        await LogAsync("SERVICE ALERT: web;http;OK;HARD;1;before");

        Assert.True(await _module!.RotateAsync(CancellationToken.None));

        Assert.Equal("nagios-11-14-2023-23.log", Path.GetFileName(Assert.Single(Archives())));
        Assert.Contains("] LOG ROTATION: DAILY\n", Plain(Path.Combine(_directory, "nagios.log")), StringComparison.Ordinal);
        _time.Advance(TimeSpan.FromDays(1));
        await _module.TickAsync(CancellationToken.None);
        Assert.Equal(["nagios-11-14-2023-23.log", "nagios-11-15-2023-00.log"], Archives().Select(Path.GetFileName).Order());
    }

    [Fact]
    public async Task Rotate_Now_DoesNothingWhereTheLogIsNotRotated()
    {
        Define(("log_rotation_method", "n"));

        Assert.False(await _module!.RotateAsync(CancellationToken.None));
        Assert.Empty(Archives());
    }

    [Fact]
    public async Task Log_ProcessWasKilledBetweenLineAndNote_HasEachLineOnce()
    {
        var frame = Frame("SERVICE ALERT: web;http;OK;HARD;1;one");
        await _module!.HandleAsync(SampleSite.Part, [frame], CancellationToken.None);
        var noted = await File.ReadAllTextAsync(Path.Combine(_directory, "position"));
        var second = Frame("SERVICE ALERT: web;http;OK;HARD;1;two");
        await _module.HandleAsync(SampleSite.Part, [second], CancellationToken.None);
        await _module.DisposeAsync();
        await File.WriteAllTextAsync(Path.Combine(_directory, "position"), noted);

        _module = Open();
        await _module.HandleAsync(SampleSite.Part, [frame], CancellationToken.None);
        await _module.HandleAsync(SampleSite.Part, [second], CancellationToken.None);

        var alerts = Plain(Path.Combine(_directory, "nagios.log")).Split('\n').Where(line => line.Contains("ALERT", StringComparison.Ordinal));
        Assert.Equal(["one", "two"], alerts.Select(line => line.Split(';')[^1]));
    }

    [Fact]
    public async Task Reload_BringsAHost_ItsInitialStateIsLoggedAlone()
    {
        await _module!.TickAsync(CancellationToken.None);
        Define([("log_initial_states", "1")], "new");

        await _module.TickAsync(CancellationToken.None);

        var lines = Plain(Path.Combine(_directory, "nagios.log")).Split('\n').Where(line => line.Contains("INITIAL HOST STATE", StringComparison.Ordinal)).ToList();
        Assert.Equal(2, lines.Count);
        Assert.EndsWith("INITIAL HOST STATE: new;UP;HARD;1;", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paths_OfTheConfiguration_AreUsedOnlyIfAdopted()
    {
        var named = Path.Combine(_directory, "theirs", "nagios.log");
        Define(("log_file", named), ("log_archive_path", Path.Combine(_directory, "theirs", "old")));
        await LogAsync("SERVICE ALERT: web;http;OK;HARD;1;twin");
        Assert.False(File.Exists(named));
        await _module!.DisposeAsync();

        _module = Open(("adopt_paths", "1"));
        await LogAsync("SERVICE ALERT: web;http;OK;HARD;1;adopted");

        Assert.Contains("adopted", await File.ReadAllTextAsync(named), StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(_directory, "theirs", "old")));
    }

    private string[] Archives() => Directory.Exists(Path.Combine(_directory, "archives")) ? Directory.GetFiles(Path.Combine(_directory, "archives")) : [];

    private static string Golden(string name, [CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "Goldens", name);

    // Version and process id differ between runs.
    private static string Plain(string path) => StartPattern().Replace(File.ReadAllText(path), "Tsuba VERSION starting... (PID=1)");

    private void Define(params (string Name, string Value)[] options) => Define(options, null);

    private void Define((string Name, string Value)[] options, string? furtherHost)
    {
        var builder = new ResolvedConfigurationBuilder().Command("check").Host("web", ("check_command", "check"));
        foreach (var (name, value) in options)
        {
            builder = builder.Main(name, value);
        }

        builder = builder.Service("web", "http", ("check_command", "check"), ("check_interval", "5"), ("retry_interval", "1"));
        var built = SnapshotBuilder.Build((furtherHost is null ? builder : builder.Host(furtherHost, ("check_command", "check"))).Build());
        Assert.True(built.Snapshot is not null, string.Join('\n', built.Diagnostics));
        _tables.SetDefinitions(1, built.Snapshot);
        var frame = new EventFrame { First = 1, UtcMs = 1_700_000_000_000 };
        frame.Events.Add(SampleSite.Status(1, Http, 2, "refused", ""));
        _tables.ApplyImage(SampleSite.Part, [frame], 2);
    }

    private async Task LogAsync(params string[] lines) => await _module!.HandleAsync(SampleSite.Part, [Frame(lines)], CancellationToken.None);

    private EventFrame Frame(params string[] lines)
    {
        var now = _time.GetUtcNow().ToUnixTimeMilliseconds();
        var frame = new EventFrame { First = _sequence + 1, UtcMs = now };
        frame.Events.AddRange(lines.Select(line => new Event { Sequence = ++_sequence, UtcMs = now, Log = new LogEvent { Line = line, Item = line[0] == 'S' ? Http.Value : 0 } }));
        return frame;
    }

    private NagiosLogModule Open(params (string Key, string Value)[] properties) => new(
        new ModuleContext(
            "nagios-log",
            "nagios-log",
            "test",
            _directory,
            properties.ToDictionary(property => property.Key, property => property.Value),
            _time,
            NullLoggerFactory.Instance,
            _services.GetRequiredService<IMeterFactory>(),
            new RecordingSink()),
        _tables);

    [GeneratedRegex(@"Tsuba \S+ starting\.\.\. \(PID=\d+\)")]
    private static partial Regex StartPattern();
}
