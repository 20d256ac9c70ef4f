using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Daemons.Tests.Arbiter;
using Tsuba.Synchronizer.Sources.Desk;
using Tsuba.Synchronizer.Sources.Ledger;
using Tsuba.Testing.Time;

namespace Tsuba.Daemons.Tests.Synchronizer.Sources;

public sealed class SourceDeskTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new();
    private readonly MemoryStaging _staging = new();
    private readonly FakeReader _reader = new();

    [Fact]
    public async Task Apply_ChosenObjects_WritesThoseInTheNameOfTheSource()
    {
        using var desk = Desk();
        var source = desk.Definitions.All[0];
        _reader.Bring(("1", "web1"), ("2", "web2"));
        await desk.ReadAsync(source, "alice", acceptsLoss: false, CancellationToken.None);

        var outcome = await desk.ApplyAsync(source, "alice", version: null, new HashSet<string> { "host web2" }, CancellationToken.None);

        Assert.True(outcome.Accepted);
        Assert.Equal(["host web2"], _staging.Text);
        var written = Assert.Single(_staging.Written);
        Assert.Equal(("a", "alice", "Source a: add 1"), (written.Source, written.By, written.Message));
    }

    [Fact]
    public async Task Apply_StagingMovedOnSinceThePreview_WritesNothing()
    {
        using var desk = Desk();
        var source = desk.Definitions.All[0];
        _reader.Bring(("1", "web1"));
        var run = await desk.ReadAsync(source, "alice", acceptsLoss: false, CancellationToken.None);
        await desk.ApplyAsync(source, "bob", version: null, chosen: null, CancellationToken.None);
        _reader.Bring(("1", "web1"), ("2", "web2"));
        await desk.ReadAsync(source, "alice", acceptsLoss: false, CancellationToken.None);

        var outcome = await desk.ApplyAsync(source, "alice", run!.Plan.Version, chosen: null, CancellationToken.None);

        Assert.False(outcome.Accepted);
        Assert.Equal(["host web1"], _staging.Text);
    }

    [Fact]
    public async Task Apply_StagingRefuses_IsProposedAgain()
    {
        using var desk = Desk();
        var source = desk.Definitions.All[0];
        _reader.Bring(("1", "web1"));
        await desk.ReadAsync(source, "alice", acceptsLoss: false, CancellationToken.None);
        _staging.Refusal = "the configuration would not be valid";

        Assert.Equal("the configuration would not be valid", (await desk.ApplyAsync(source, "alice", null, null, CancellationToken.None)).Text);
        Assert.Single((await desk.PreviewAsync(source, isFresh: false, CancellationToken.None)).Plan.Changes);
    }

    [Fact]
    public async Task Ledger_AfterARestart_StillKnowsKeysAndWhatWasWritten()
    {
        using (var desk = Desk())
        {
            _reader.Bring(("1", "web1"));
            await desk.ReadAsync(desk.Definitions.All[0], "a", acceptsLoss: false, CancellationToken.None);
            await desk.ApplyAsync(desk.Definitions.All[0], "a", null, null, CancellationToken.None);
        }

        using var again = Desk();
        _reader.Bring(("1", "www"));
        var run = await again.ReadAsync(again.Definitions.All[0], "a", acceptsLoss: false, CancellationToken.None);

        Assert.Equal("Rename host www", $"{run!.Plan.Changes[0].Kind} {run.Plan.Changes[0].Name}");
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(Path.Combine(_directory.Path, "ledger.json")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"version\":2}")]
    [InlineData("{\"version\":1,\"sources\":[],\"written\":[{\"name\":{\"type\":\"arbiter\",\"name\":\"x\",\"of\":\"\",\"is_template\":false},\"is_made\":true,\"properties\":{}}]}")]
    public void Ledger_DamagedFile_IsNotTakenForAnEmptyOne(string content)
    {
        File.WriteAllText(Path.Combine(_directory.Path, "ledger.json"), content);
        Assert.Throws<InvalidDataException>(() => new LedgerStore(_directory.Path).Load());
    }

    [Fact]
    public async Task Run_SourceWithInterval_IsReadAtOnceAndAfterEachInterval()
    {
        using var desk = Desk("import_interval 10\n apply staging");
        using var stop = new CancellationTokenSource();
        _reader.Bring(("1", "web1"));

        var loops = desk.RunAsync(stop.Token);
        await Eventually.TrueAsync(() => _time.Waiting == 1, "the first reading is done");
        Assert.Equal(["host web1"], _staging.Text);

        _reader.Fail("no answer");
        _time.Advance(TimeSpan.FromMinutes(10));
        await Eventually.TrueAsync(() => _time.Waiting == 1 && _reader.Readings == 2, "the second reading is done");
        Assert.Equal("no answer", desk.Status()[0].Memory.Trouble);
        Assert.Equal(["host web1"], _staging.Text);

        await stop.CancelAsync();
        await loops;
    }

    [Fact]
    public async Task Read_WhileItIsBeingRead_IsNotReadTwice()
    {
        using var desk = Desk();
        _reader.Hold();
        var first = desk.ReadAsync(desk.Definitions.All[0], "a", acceptsLoss: false, CancellationToken.None);

        Assert.True(desk.Status()[0].IsRunning);
        Assert.Null(await desk.ReadAsync(desk.Definitions.All[0], "b", acceptsLoss: false, CancellationToken.None));

        _reader.Bring(("1", "web1"));
        Assert.NotNull(await first);
        Assert.False(desk.Status()[0].IsRunning);
    }

    public void Dispose() => _directory.Dispose();

    private SourceDesk Desk(string more = "")
    {
        var store = new LedgerStore(_directory.Path);
        return new SourceDesk(SourceText.Read(SourceBench.Source("a", 1, more)), store.Load(), _reader, _staging, store, _time, NullLogger.Instance);
    }
}
