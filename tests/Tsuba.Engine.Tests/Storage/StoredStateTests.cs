using System.Buffers;
using System.Globalization;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;

namespace Tsuba.Engine.Tests.Storage;

/// <summary>
/// States that the versions before wrote are read. Each file of <c>States</c> was written by the engine of its time, after the same four
/// minutes of the same site; a new layout brings a file of the one before it.
/// </summary>
public sealed class StoredStateTests
{
    // The last turn before it was written.
    private const long Written = 240_000;

    private static readonly int[] Known = [2, 3, 4, 5, 6];

    public static TheoryData<int> Layouts => [.. Known];

    [Fact]
    public void Layouts_EachOneThatCanBeRead_HasItsFile()
    {
        var newest = Engine.Storage.StateReader.NewestLayout;
        var layouts = Enumerable.Range(2, (int)newest - 1).ToList();
        Assert.Equal(layouts, Known);
        Assert.All(layouts, layout => Assert.True(File.Exists(PathOf(layout)), $"no file of layout {layout}"));
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void ReadState_OfAnOlderEngine_HasEverythingThatItKnew(int layout)
    {
        var engine = Read(layout);
        var all = new EngineOutputs();
        engine.DescribeAll(all);
        var disk = Status(all, "db;disk");
        Assert.Equal((2, StateType.Hard, (byte)2), (disk.State, disk.StateType, disk.Acknowledgement));
        Assert.Equal("said 2", disk.Output);
        Assert.Equal("v=1", disk.Perfdata);
        var load = Status(all, "db;load");
        Assert.Equal((0, 1, 7), (load.State, load.DowntimeDepth, load.MaxAttempts));
        Assert.Equal((1, true), (Status(all, "web;http").State, Status(all, "web;http").IsExecuting));
        Assert.Contains(all.Events.OfType<CommentAdded>(), added => added.Comment is { Author: "amy", Text: "hello" });
        Assert.Contains(all.Events.OfType<DowntimeChanged>(), changed => changed.Downtime is { IsActive: true, Text: "works" });
        Assert.Contains(all.Events.OfType<DowntimeChanged>(), changed => changed.Downtime is { Contact: "bob", Text: "away" });
        Assert.False(all.Events.OfType<ProgramStatusChanged>().Single().FlapDetectionEnabled);
        Assert.Equal(Written, engine.LastTurn.LogicalMilliseconds);
    }

    [Theory]
    [MemberData(nameof(Layouts))]
    public void ReadState_OfAnOlderEngine_GoesOnAndIsWrittenAnew(int layout)
    {
        var engine = Read(layout);
        var outputs = new EngineOutputs();
        engine.Resume(At(Written), outputs);
        Assert.Contains(outputs.Checks, check => check.Item == ItemName.Parse("web;http").Id);
        outputs.Clear();
        engine.Apply(new CommandReceived("test", 9, "a line that came before", ""), At(Written), outputs);
        Assert.Equal(layout >= 2, outputs.Events.OfType<CommandAnswered>().Single() is { Sequence: 9 });
        engine.Apply(new CommandReceived("test", 3, "DISABLE_NOTIFICATIONS", ""), At(Written), outputs);
        Assert.True(outputs.Events.OfType<CommandAnswered>().Last().Duplicate);

        var buffer = new ArrayBufferWriter<byte>();
        engine.WriteState(buffer);
        Assert.Equal(engine.StateHash(), SchedulerEngine.ReadState(engine.Options, Sample(), buffer.WrittenSpan).StateHash());
    }

    // Layout 5 is still what the first version of the rules is written in: programs that know no other one read it.
    [Theory]
    [InlineData(5, SemanticsVersions.First)]
    [InlineData((int)Engine.Storage.StateReader.NewestLayout, SemanticsVersions.NumbersGoOn)]
    public void ReadState_OfALayoutThatIsWritten_IsWrittenAsItWas(int layout, uint semantics)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var engine = Read(layout);
        engine.WriteState(buffer);
        Assert.Equal(semantics, engine.Semantics);
        Assert.True(buffer.WrittenSpan.SequenceEqual(File.ReadAllBytes(PathOf(layout))));
    }

    [Fact]
    public void ReadState_OfRulesThatAreNotKnown_IsRefused()
    {
        var bytes = File.ReadAllBytes(PathOf((int)Engine.Storage.StateReader.NewestLayout));
        var known = bytes.AsSpan().IndexOf([(byte)SemanticsVersions.NumbersGoOn, .. BitConverter.GetBytes((ulong)Written)]);
        bytes[known] = (byte)(SemanticsVersions.Known.Newest + 1);
        Assert.Throws<InvalidDataException>(() => SchedulerEngine.ReadState(Read(5).Options, Sample(), bytes));
    }

    private static SchedulerEngine Read(int layout) =>
        SchedulerEngine.ReadState(new EngineOptions { Part = 1, Seed = 1, SpreadFirstChecks = false }, Sample(), File.ReadAllBytes(PathOf(layout)));

    private static StatusChanged Status(EngineOutputs all, string item) =>
        all.Events.OfType<StatusChanged>().Single(status => status.Item == ItemName.Parse(item).Id);

    private static EngineTime At(long milliseconds) => new(EngineRun.StartUtc + milliseconds, milliseconds);

    private static string PathOf(int layout) =>
        Path.Combine(AppContext.BaseDirectory, "Storage", "States", string.Create(CultureInfo.InvariantCulture, $"layout-{layout}.state"));

    // What happened to it: db;disk CRITICAL from 60 s and acknowledged at 90 s, then a comment, two downtimes, a changed value and switches;
    // web;http WARNING from 180 s; from 235 s on no check is answered.
    private static ConfigurationSnapshot Sample() => Site.New()
        .TimePeriod("window", ("monday", "00:00-24:00"), ("tuesday", "00:00-24:00"))
        .Machine("db", ("max_check_attempts", "1"))
        .Check("db", "disk", ("max_check_attempts", "1"), ("check_freshness", "1"), ("freshness_threshold", "120"))
        .Check("db", "load")
        .Machine("web", ("maintenance_period", "window"))
        .Check("web", "http", ("max_check_attempts", "2"))
        .Link();
}
