using System.Globalization;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Model.Definitions;
using Tsuba.Model.ExternalCommands;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Tests.ExternalCommands;

/// <summary>Every row of the command table does what it is for, or is refused with a reason.</summary>
public sealed class CommandTableEffectTests
{
    public static TheoryData<string> Lines { get; } = [.. CommandEffects.All().Select(effect => effect.Line)];

    public static TheoryData<string> Refused { get; } = [.. ExternalCommandTable.Rows.Where(row => row.Refusal is not null && row.SameAs is null && row.Routing != CommandRouting.Arbiter).Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Lines))]
    public void Command_DoesWhatItIsFor(string line)
    {
        var effect = CommandEffects.All().Single(effect => effect.Line == line);
        var run = new EngineRun(Snapshot()).Until(10);
        foreach (var before in effect.Before)
        {
            Assert.True(run.Command(before).Applied, before);
        }

        run.Until(11);
        var answer = run.Command(effect.Line
            .Replace("$DOWNTIME$", Newest(run.Events.OfType<DowntimeChanged>().Select(changed => changed.Downtime.Id)), StringComparison.Ordinal)
            .Replace("$COMMENT$", Newest(run.Events.OfType<CommentAdded>().Select(added => added.Comment.Id)), StringComparison.Ordinal));
        Assert.True(answer.Applied, answer.Text);
        run.Until(21);
        Assert.True(effect.IsDone(run), $"{line} has not done what it is for");
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void Command_ThatCannotBe_IsRefusedWithTheReason(string name)
    {
        var row = ExternalCommandTable.Find(name)!;
        var answer = new EngineRun(Snapshot()).Command(row.Name + string.Concat(row.Arguments.Select(_ => ";1")));
        Assert.False(answer.Applied);
        Assert.Equal(row.Refusal, answer.Text);
    }

    [Fact]
    public void Table_EveryRowThatIsCarriedOut_HasAnEffectHere()
    {
        var missing = ExternalCommandTable.Rows
            .Where(row => row.Refusal is null && row.SameAs is null && row.Routing != CommandRouting.Arbiter)
            .Select(row => row.Name)
            .Except(CommandEffects.All().Select(effect => effect.Name), StringComparer.Ordinal);
        Assert.Empty(missing);
    }

    [Fact]
    public void Command_OnWhatIsNotThere_IsRefused()
    {
        foreach (var row in ExternalCommandTable.Rows.Where(row => row.Routing is CommandRouting.Host or CommandRouting.Service && row.Refusal is null && row.SameAs is null))
        {
            var answer = new EngineRun(Snapshot()).Command(row.Name + string.Concat(row.Arguments.Select(_ => ";1")));
            Assert.False(answer.Applied, row.Name);
            Assert.NotEmpty(answer.Text);
        }
    }

    private static string Newest(IEnumerable<ulong> ids) => ids.DefaultIfEmpty().Max().ToString(CultureInfo.InvariantCulture);

    private static ConfigurationSnapshot Snapshot()
    {
        (string, string)[] reactions =
            [("max_check_attempts", "1"), ("event_handler_enabled", "1"), ("event_handler", "handle"), ("snapshot_enabled", "1"), ("snapshot_command", "handle"), ("flap_detection_enabled", "1")];
        return Site.New()
            .TimePeriod("never")
            .Add(ObjectType.HostGroup, "linux", ("hostgroup_name", "linux"), ("members", "web"))
            .Add(ObjectType.ServiceGroup, "sites", ("servicegroup_name", "sites"), ("members", "web,http"))
            .Add(ObjectType.ContactGroup, "ops", ("contactgroup_name", "ops"), ("members", "bob"))
            .Machine("router", ("max_check_attempts", "1")).Check("router", "ping", ("max_check_attempts", "1"))
            .Machine("web", [("parents", "router"), .. reactions]).Check("web", "http", reactions)
            .Machine("db", ("max_check_attempts", "1"))
            .Link();
    }
}
