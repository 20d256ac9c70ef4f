using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.Events;
using Tsuba.Modules.History;
using Tsuba.Protocol.Contracts;
using ItemName = Tsuba.Model.Items.ItemName;

namespace Tsuba.Modules.MongoDb.Documents;

/// <summary>
/// Makes documents of events. The <c>_id</c> of each follows from the event (site, part, time, number), so a document that is written twice is
/// the same document: after a restart, or by a second broker.
/// </summary>
/// <param name="site">Name of the site.</param>
internal sealed class EventDocuments(string site)
{
    private static readonly string[] StateTypes = ["SOFT", "HARD"];

    private readonly RepeatedLines _repeated = new();
    private readonly HashSet<ItemId> _told = [];

    /// <summary>Writes what some parts tell. Lines of the log are known only after <see cref="Keep"/>.</summary>
    public FrameLines Write(OperationWriter target, IReadOnlyList<PartEvents> gathered, LiveSite live)
    {
        var lines = _repeated.Look(gathered);
        foreach (var events in gathered)
        {
            Write(target, events, lines, live);
        }

        return lines;
    }

    /// <summary>The documents are kept: their lines do not come again from other parts.</summary>
    public void Keep(FrameLines lines) => _repeated.Keep(lines);

    private void Write(OperationWriter target, PartEvents events, FrameLines lines, LiveSite live)
    {
        var part = events.Part.Part;
        foreach (var happened in events.Events)
        {
            switch (happened.KindCase)
            {
                case Event.KindOneofCase.CheckResult when live.Items.GetValueOrDefault(new ItemId(happened.CheckResult.Item)) is { } item:
                    Result(target, part, happened, happened.CheckResult, item.Definition.Name);
                    break;
                case Event.KindOneofCase.Status when live.Items.GetValueOrDefault(new ItemId(happened.Status.Item)) is { } item:
                    Change(target, part, happened, happened.Status, item.Definition.Name, live.Zone);
                    break;
                case Event.KindOneofCase.Log when !lines.IsRepeated(happened):
                    Line(target, part, happened, live.Items.GetValueOrDefault(new ItemId(happened.Log.Item))?.Definition.Name);
                    break;
                default:
                    break;
            }
        }
    }

    private void Result(OperationWriter target, int part, Event happened, CheckResultEvent result, ItemName name)
    {
        using var document = Begin(part, happened, name)
            .AddTime("start", result.StartUtcMs)
            .Add("state", (int)result.State)
            .Add("state_type", StateType(result.StateType))
            .Add("attempt", (int)result.Attempt)
            .Add("output", result.Output)
            .Add("perfdata", result.Perfdata)
            .Add("latency", result.LatencySeconds)
            .Add("execution_time", result.ExecutionSeconds)
            .Add("check_type", (int)result.CheckType);
        target.Insert(MongoTarget.CheckResults, document);
    }

    // A status comes after every check; it tells a change where its own time is that of the change.
    private void Change(OperationWriter target, int part, Event happened, StatusEvent status, ItemName name, TimeZoneInfo zone)
    {
        if (!status.HasBeenChecked)
        {
            return;
        }

        // The first status that comes for an item may be the first it ever had: nobody tells that a pending item became OK.
        if (_told.Add(new ItemId(status.Item)) || status.LastStateChange == happened.UtcMs)
        {
            AvailabilityUpdate.Change(target, site, name, SiteDay.Of(happened.UtcMs, zone), happened.UtcMs, (int)status.LastState, (int)status.State);
        }

        if (status.LastStateChange != happened.UtcMs && status.LastHardStateChange != happened.UtcMs)
        {
            return;
        }

        using var document = Begin(part, happened, name)
            .Add("state", (int)status.State)
            .Add("last_state", (int)status.LastState)
            .Add("state_type", StateType(status.StateType))
            .Add("attempt", (int)status.Attempt)
            .Add("output", status.Output)
            .Add("in_downtime", status.DowntimeDepth > 0)
            .Add("acknowledged", status.Acknowledgement > 0)
            .Add("is_flapping", status.IsFlapping)
            .Add("problem_id", (long)status.ProblemId);
        target.Insert(MongoTarget.StateChanges, document);
    }

    private void Line(OperationWriter target, int part, Event happened, ItemName? name)
    {
        using var document = Begin(part, happened, name)
            .Add("message", happened.Log.Line)
            .Add("type", LogLineKinds.Of(happened.Log.Line).ToString())
            .AddIfAny("contact_name", happened.Log.Contact);
        target.Insert(MongoTarget.Logs, document);
    }

    private BsonDocument Begin(int part, Event happened, ItemName? name)
    {
        var document = new BsonDocument()
            .Add("_id", FormattableString.Invariant($"{site}/{part}/{happened.UtcMs}/{happened.Sequence}"))
            .AddTime("at", happened.UtcMs)
            .Add("time", happened.UtcMs / 1000);
        return name is { } known ? document.Add("host_name", known.Host).AddIfAny("service_description", known.Description ?? "") : document;
    }

    private static string StateType(uint type) => StateTypes[type == 0 ? 0 : 1];
}
