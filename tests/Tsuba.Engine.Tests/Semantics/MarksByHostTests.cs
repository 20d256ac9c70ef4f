using System.Buffers;
using Tsuba.Engine.ExternalCommands;
using Tsuba.Engine.Inputs;
using Tsuba.Engine.Outputs.Events;

namespace Tsuba.Engine.Tests.Semantics;

/// <summary>Which commands are doubles, under rules that keep numbers by host and those before.</summary>
public sealed class MarksByHostTests
{
    [Fact]
    public void LowerNumberForAnotherHost_UnderEarlierRules_IsADouble() =>
        Assert.Equal([false, true], Doubles(Run(), ("web", 7), ("db", 6)));

    [Fact]
    public void LowerNumberForAnotherHost_HasItsEffect_ForTheSameHostItIsADouble() =>
        Assert.Equal([false, false, true, true], Doubles(Raised(), ("web", 7), ("db", 6), ("web", 6), ("db", 6)));

    [Fact]
    public void Raised_WhatCameBefore_IsADoubleForEveryHost()
    {
        var run = Run();
        Doubles(run, ("web", 7));

        run.Apply(new SemanticsRaised(SemanticsVersions.MarksByHost));

        Assert.Equal([true, true, false, false], Doubles(run, ("web", 7), ("db", 7), ("db", 8), ("web", 9)));
        Assert.Equal(9UL, run.Engine.CommandMarksOf("web")?.GetValueOrDefault("pipe"));
    }

    [Fact]
    public void State_WrittenAndRead_IsTheSame()
    {
        var run = Run();
        Doubles(run, ("web", 7));
        run.Apply(new SemanticsRaised(SemanticsVersions.MarksByHost));
        Doubles(run, ("web", 9), ("db", 8));
        var state = new ArrayBufferWriter<byte>();
        run.Engine.WriteState(state);

        var read = SchedulerEngine.ReadState(run.Engine.Options, run.Snapshot, state.WrittenSpan);

        Assert.Equal(run.Engine.StateHash(), read.StateHash());
        Assert.Equal((9UL, 8UL), (read.CommandMarksOf("web")!["pipe"], read.CommandMarksOf("db")!["pipe"]));
    }

    [Fact]
    public void HostThatIsGone_LeavesNoMarks()
    {
        var run = Raised();
        Doubles(run, ("web", 7), ("db", 8));

        run.Apply(new ConfigurationActivated(Site.New().Machine("web").Link()));

        Assert.Null(run.Engine.CommandMarksOf("db"));
        Assert.Equal(7UL, run.Engine.CommandMarksOf("web")?.GetValueOrDefault("pipe"));
    }

    [Fact]
    public void Marks_AreBoundedForEachHost_TheSourceHeardLongestAgoIsForgotten()
    {
        var marks = new HostCommandMarks();
        for (var source = 0; source <= HostCommandMarks.Limit; source++)
        {
            Assert.True(marks.IsNew("web", $"s{source}", 5));
        }

        Assert.Equal(HostCommandMarks.Limit, marks.Of("web").Count);
        Assert.True(marks.IsNew("web", "s0", 5));
        Assert.False(marks.IsNew("web", "s64", 5));
        Assert.True(marks.IsNew("db", "s64", 5));
    }

    /// <summary>A command that was held back since its host was on its way comes again under the name of its source.</summary>
    [Theory]
    [InlineData(SemanticsVersions.MarksByHost, false, false)]
    [InlineData(SemanticsVersions.DeparturesReturn, false, true)]
    [InlineData(SemanticsVersions.MarksByHost, true, true)]
    public void HeldBack_ComesAgain_IsADoubleUnderLaterRules(uint semantics, bool isRaised, bool isDouble)
    {
        var run = Run().Apply(new SemanticsRaised(semantics)).Apply(new CommandReceived("pipe/held", 7, "ADD_HOST_COMMENT;web;1;amy;hello", ""));
        if (isRaised)
        {
            run.Apply(new SemanticsRaised(SemanticsVersions.DeparturesReturn));
        }

        Assert.Equal([isDouble, false], Doubles(run, ("web", 7), ("web", 8)));
    }

    private static bool[] Doubles(EngineRun run, params (string Host, ulong Number)[] commands)
    {
        run.Forget();
        foreach (var (host, number) in commands)
        {
            run.Apply(new CommandReceived("pipe", number, $"ADD_HOST_COMMENT;{host};1;amy;hello", ""));
        }

        return [.. run.Events.OfType<CommandAnswered>().Select(answer => answer.Duplicate)];
    }

    private static EngineRun Run() => new EngineRun(Site.New().Machine("web").Machine("db").Link()).Until(10);

    private static EngineRun Raised() => Run().Apply(new SemanticsRaised(SemanticsVersions.MarksByHost));
}
