using System.Collections.Immutable;
using Tsuba.Engine.Forecasts;
using Tsuba.Engine.Scenarios;
using Tsuba.Protocol.Contracts;
using ItemName = Tsuba.Model.Items.ItemName;
using StateType = Tsuba.Model.Items.StateType;

namespace Tsuba.Cli.Verbs;

/// <summary>Reads a forecast from the wire.</summary>
internal static class ForecastReading
{
    /// <summary>All parts of an answer in one.</summary>
    public static ForecastReport Read(ForecastReply reply) => ForecastReport.Merge([.. reply.Parts.Select(Read)]);

    private static ForecastReport Read(ForecastPart part) => new()
    {
        Entries = [.. part.Entries.Select(Read).OfType<Engine.Forecasts.ForecastEntry>()],
        LeftOut = part.LeftOut,
        Refused = [.. part.Refused.Select(refusal => new ScenarioFinding(refusal.Line, refusal.Text))],
        TakenLines = [.. part.TakenLines],
        Problems = [.. part.Problems.Select(problem => (Read(problem.Item), problem.State))],
        IsComplete = part.Complete,
    };

    // What a newer scheduler tells of other kinds is passed over.
    private static Engine.Forecasts.ForecastEntry? Read(Protocol.Contracts.ForecastEntry entry) => entry.WhatCase switch
    {
        Protocol.Contracts.ForecastEntry.WhatOneofCase.Change => new ForecastState(
            entry.UtcMs,
            Read(entry.Item),
            entry.State,
            entry.Change.Hard ? StateType.Hard : StateType.Soft,
            entry.Change.Attempt,
            entry.Change.MaxAttempts,
            entry.Change.Output,
            entry.Change.RootProblem,
            entry.Change.RootCauses.Select(Read).ToImmutableArray()),
        Protocol.Contracts.ForecastEntry.WhatOneofCase.Told => new ForecastNotification(
            entry.UtcMs, Read(entry.Item), entry.Told.Type, entry.State, entry.Told.Contact, entry.Told.Command, entry.Told.Number, entry.Told.Escalated),
        Protocol.Contracts.ForecastEntry.WhatOneofCase.Line => new ForecastLine(entry.UtcMs, entry.Line),
        _ => null,
    };

    private static ItemName Read(Protocol.Contracts.ItemName? name) => new(name?.Host ?? "", name?.HasService == true ? name.Service : null);
}
