using Tsuba.Engine;
using Tsuba.Engine.Forecasts;
using Tsuba.Engine.Scenarios;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using ItemName = Tsuba.Model.Items.ItemName;

namespace Tsuba.Scheduler.Recordings;

/// <summary>Answers what would happen to a part if, and translates the answer for the wire.</summary>
public static class ForecastAnswers
{
    /// <summary>Most bytes of entries in one answer about all parts, well below what a message may hold.</summary>
    public const int MostBytes = 10 * 1024 * 1024;

    private const long LongestSeconds = 31L * 86_400;

    // Without a span: long enough for notifications that are repeated, and for what follows the end of an outage.
    private static readonly TimeSpan _least = TimeSpan.FromHours(4);
    private static readonly TimeSpan _afterwards = TimeSpan.FromHours(1);

    /// <summary>Nothing can be foretold.</summary>
    public static ForecastReply Fault(params IEnumerable<string> faults) => new() { Faults = { faults } };

    /// <summary>Looks ahead in one part. The engine is used up.</summary>
    /// <param name="part">Number of the part.</param>
    /// <param name="engine">The part as it is; it has a configuration, and only this call may use it.</param>
    /// <param name="request">The question.</param>
    /// <param name="cancellationToken">Stop.</param>
    public static ForecastReply Answer(PartId part, SchedulerEngine engine, ForecastRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(engine);
        ArgumentNullException.ThrowIfNull(request);
        var zone = engine.Snapshot!.Settings.Zone;

        // The clock of who asks may be behind that of the scheduler.
        var now = Math.Max(request.NowUtcMs, engine.LastTurn.UtcMilliseconds);
        if (TimeWord.TryParse(request.From, request.NowUtcMs, zone, isPast: false) is not { } typed || typed < request.NowUtcMs)
        {
            return Fault($"'{request.From}' is no time from now on; expected 14:30, 2026-11-29T14:30, +2h or epoch seconds.");
        }

        var from = Math.Max(typed, now);
        var read = WhatIfParser.Parse(request.Lines, from, zone);
        if (!read.Errors.IsEmpty)
        {
            return Fault(read.Errors.Select(error => error.ToString()));
        }

        if (End(request.Span, from, read) is not { } until)
        {
            return Fault($"'{request.Span}' is no span of up to 31d; expected 30m, 2h, 1d.");
        }

        var plan = new ForecastPlan
        {
            NowUtcMilliseconds = now,
            FromUtcMilliseconds = from,
            UntilUtcMilliseconds = until,
            Events = read.Events,
            OnlyNamed = request.OnlyNamed,
        };
        var reply = new ForecastReply { FromUtcMs = from, UntilUtcMs = until, Zone = zone.Id };
        reply.Parts.Add(ToWire(part, Forecast.Run(engine, plan, cancellationToken), request.MaxBytes > 0 ? request.MaxBytes : MostBytes));
        return reply;
    }

    private static long? End(string span, long from, WhatIfScript script)
    {
        if (span.Length > 0)
        {
            return ScenarioTime.TryParse(span, LongestSeconds) is { } length ? from + (long)length.TotalMilliseconds : null;
        }

        var least = from + (long)_least.TotalMilliseconds;
        var end = script.LastUtcMilliseconds is { } last ? Math.Max(least, last + (long)_afterwards.TotalMilliseconds) : least;
        return Math.Min(end, from + (LongestSeconds * 1000));
    }

    private static ForecastPart ToWire(PartId part, ForecastReport report, int mostBytes)
    {
        var answer = new ForecastPart { Part = part.Value, LeftOut = report.LeftOut, Complete = report.IsComplete };
        answer.Refused.AddRange(report.Refused.Select(finding => new ForecastRefusal { Line = finding.Line, Text = finding.Message }));
        answer.TakenLines.AddRange(report.TakenLines.Order());
        var left = (long)mostBytes;
        foreach (var (item, state) in report.Problems)
        {
            answer.Problems.Add(new ForecastProblem { Item = Name(item), State = state });
        }

        foreach (var entry in report.Entries)
        {
            var encoded = ToWire(entry);
            left -= encoded.CalculateSize();
            if (left < 0)
            {
                answer.LeftOut++;
            }
            else
            {
                answer.Entries.Add(encoded);
            }
        }

        return answer;
    }

    private static Protocol.Contracts.ForecastEntry ToWire(Engine.Forecasts.ForecastEntry entry)
    {
        var encoded = new Protocol.Contracts.ForecastEntry { UtcMs = entry.UtcMilliseconds };
        switch (entry)
        {
            case ForecastState state:
                encoded.Item = Name(state.Item);
                encoded.State = state.State;
                encoded.Change = new ForecastChange
                {
                    Hard = state.StateType == StateType.Hard,
                    Attempt = state.Attempt,
                    MaxAttempts = state.MaxAttempts,
                    Output = state.Output,
                    RootProblem = state.IsRootProblem,
                };
                encoded.Change.RootCauses.AddRange(state.RootCauses.Select(Name));
                break;
            case ForecastNotification told:
                encoded.Item = Name(told.Item);
                encoded.State = told.State;
                encoded.Told = new ForecastTold { Type = told.Type, Contact = told.Contact, Command = told.Command, Number = told.Number, Escalated = told.Escalated };
                break;
            case ForecastLine line:
                encoded.Line = line.Text;
                break;
        }

        return encoded;
    }

    private static Protocol.Contracts.ItemName Name(ItemName item) =>
        new() { Host = item.Host, Service = item.Description ?? "", HasService = item.Description is not null };
}
