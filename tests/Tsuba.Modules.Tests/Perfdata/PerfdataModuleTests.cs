using System.Diagnostics.Metrics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.LiveState;
using Tsuba.Model.Snapshots;
using Tsuba.Modules.Perfdata;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing;
using Tsuba.Testing.Time;

namespace Tsuba.Modules.Tests.Perfdata;

public sealed class PerfdataModuleTests : IAsyncLifetime
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tsuba-perfdata-").FullName;
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly LiveTables _tables = new();
    private ulong _sequence = 100;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _services.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task Append_FileIsMovedBetweenBatches_NextLinesBeginANewOne()
    {
        var path = Define('a');
        var module = Open();
        await module.HandleAsync(SampleSite.Part, [Lines("one", "two")], CancellationToken.None);
        File.Move(path, path + ".taken");
        await module.HandleAsync(SampleSite.Part, [Lines("three")], CancellationToken.None);
        Assert.Equal("one\ntwo\n", await File.ReadAllTextAsync(path + ".taken"));
        Assert.Equal("three\n", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Overwrite_BeginsAnewAtTheStartAndAfterEachProcessing()
    {
        var path = Define('w');
        await File.WriteAllTextAsync(path, "old\n");
        var module = Open();
        await module.HandleAsync(SampleSite.Part, [Lines("one")], CancellationToken.None);
        await module.HandleAsync(SampleSite.Part, [Lines("two")], CancellationToken.None);
        Assert.Equal("one\ntwo\n", await File.ReadAllTextAsync(path));
        var frame = Lines("three");
        frame.Events.Add(new Event { Sequence = ++_sequence, UtcMs = frame.UtcMs, Perfdata = new PerfdataEvent { Service = true, Processed = true } });
        frame.Events.Add(Lines("four").Events[0]);
        await module.HandleAsync(SampleSite.Part, [frame], CancellationToken.None);
        Assert.Equal("four\n", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Pipe_WithReader_GetsWholeLines_WithoutOneDelaysNobody()
    {
        var path = Define('p');
        using (var made = System.Diagnostics.Process.Start("mkfifo", path))
        {
            await made.WaitForExitAsync();
        }

        await using var reader = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite, bufferSize: 0);
        var module = Open();
        await module.HandleAsync(SampleSite.Part, [Lines("one", "two")], CancellationToken.None);
        var bytes = new byte[64];
        Assert.Equal("one\ntwo\n", System.Text.Encoding.UTF8.GetString(bytes, 0, await reader.ReadAsync(bytes)));

        // Far more than a pipe holds, and nobody reads.
        var line = new string('x', 1000);
        await module.HandleAsync(SampleSite.Part, [Lines([.. Enumerable.Repeat(line, 300)])], CancellationToken.None);
        var held = new byte[200_000];
        var length = await reader.ReadAsync(held);
        Assert.InRange(length, 1001, 70_000);
        Assert.Equal(0, length % 1001);
    }

    [Fact]
    public async Task Events_ThatComeAgain_AreWrittenOnce_AlsoAfterARestart()
    {
        var path = Define('a');
        var frame = Lines("one", "two");
        var module = Open();
        await module.HandleAsync(SampleSite.Part, [frame], CancellationToken.None);
        await module.HandleAsync(SampleSite.Part, [frame], CancellationToken.None);
        await Open().HandleAsync(SampleSite.Part, [frame, Lines("three")], CancellationToken.None);
        Assert.Equal("one\ntwo\nthree\n", await File.ReadAllTextAsync(path));
    }

    [Fact]
    public async Task Paths_OfTheConfiguration_AreUsedOnlyIfAdopted()
    {
        var path = Define('a');
        var twin = Path.Combine(_directory, "service-perfdata");
        await Open(adopts: false).HandleAsync(SampleSite.Part, [Lines("twin")], CancellationToken.None);
        Assert.False(File.Exists(path));
        Assert.Equal("twin\n", await File.ReadAllTextAsync(twin));
    }

    [Fact]
    public async Task File_ThatCannotBeWritten_DoesNotHoldUpTheRest()
    {
        Define('a', "missing/service");
        var frame = Lines("lost");
        frame.Events.Add(new Event { Sequence = ++_sequence, UtcMs = frame.UtcMs, Perfdata = new PerfdataEvent { Line = "kept" } });
        await Open().HandleAsync(SampleSite.Part, [frame], CancellationToken.None);
        Assert.Equal("kept\n", await File.ReadAllTextAsync(Path.Combine(_directory, "hosts")));
    }

    private string Define(char mode, string service = "service")
    {
        var path = Path.Combine(_directory, service);
        var built = SnapshotBuilder.Build(new ResolvedConfigurationBuilder()
            .Main("service_perfdata_file", path)
            .Main("service_perfdata_file_mode", mode.ToString())
            .Main("host_perfdata_file", Path.Combine(_directory, "hosts"))
            .Command("check")
            .Host("web", ("check_command", "check"))
            .Build());
        Assert.True(built.Snapshot is not null, string.Join('\n', built.Diagnostics));
        _tables.SetDefinitions(1, built.Snapshot);
        _tables.ApplyImage(SampleSite.Part, [new EventFrame { First = 1, UtcMs = 1_700_000_000_000 }], 2);
        return path;
    }

    private EventFrame Lines(params string[] lines)
    {
        var frame = new EventFrame { First = _sequence + 1, UtcMs = 1_700_000_000_000 };
        frame.Events.AddRange(lines.Select(line => new Event { Sequence = ++_sequence, UtcMs = frame.UtcMs, Perfdata = new PerfdataEvent { Service = true, Line = line } }));
        return frame;
    }

    private PerfdataModule Open(bool adopts = true) => new(
        new ModuleContext(
            "perfdata",
            "perfdata",
            "test",
            _directory,
            new Dictionary<string, string>(StringComparer.Ordinal) { ["adopt_paths"] = adopts ? "1" : "0" },
            new ManualTime(),
            NullLoggerFactory.Instance,
            _services.GetRequiredService<IMeterFactory>(),
            new RecordingSink()),
        _tables);
}
