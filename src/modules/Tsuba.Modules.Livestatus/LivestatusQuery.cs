using System.Collections.Concurrent;
using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Modules.History;
using Tsuba.Modules.Livestatus.Execution;
using Tsuba.Modules.Livestatus.Output;
using Tsuba.Modules.Livestatus.Requests;
using Tsuba.Modules.Livestatus.Tables;
using Tsuba.Modules.Livestatus.Tables.Log;

namespace Tsuba.Modules.Livestatus;

/// <summary>Answers Livestatus queries over the live tables; reads only what is published and changes nothing. Thread-safe.</summary>
public sealed class LivestatusQuery
{
    private const int MostBatches = 64;
    private const int Understood = 200;
    private const int NoHistory = 500;
    private static readonly ConcurrentBag<RowBatch> _batches = [];

    private readonly LiveTables _tables;
    private readonly LivestatusSettings _settings;
    private readonly TimeProvider _time;
    private readonly ServerFacts _server;

    /// <summary>Queries of the terminal: nothing is waited for.</summary>
    public LivestatusQuery(LiveTables tables, TimeProvider time)
        : this(tables, new LivestatusSettings(), time, ServerFacts.None)
    {
    }

    internal LivestatusQuery(LiveTables tables, LivestatusSettings settings, TimeProvider time, ServerFacts server)
    {
        _tables = tables;
        _settings = settings;
        _time = time;
        _server = server;
    }

    /// <summary>The answer, an error line where the request is not understood. An AuthUser narrows what the caller sees.</summary>
    /// <param name="text">The request: <c>GET table</c>, headers, an empty line or the end.</param>
    /// <param name="caller">Who asks.</param>
    public LivestatusAnswer Answer(string text, Viewer caller) => Answer(LinesOf(text), caller);

    /// <summary>The same for a request whose lines are known.</summary>
    /// <param name="lines">Lines without their ends.</param>
    /// <param name="caller">Who asks.</param>
    public LivestatusAnswer Answer(IReadOnlyList<string> lines, Viewer caller)
    {
        var reading = RequestParser.Parse(lines, _time.GetUtcNow());
        return reading.Request switch
        {
            null => Refuse(reading),
            { Table.IsHistory: true } request => Fail(request, NoHistory, "the past is not at hand here", reading.KeepsAlive),
            var request => Run(request, ContextOf(request, caller), null, reading.KeepsAlive),
        };
    }

    /// <summary>The same with tables of the past, which the history is asked for.</summary>
    /// <param name="text">The request: <c>GET table</c>, headers, an empty line or the end.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="history">The history that runs at the moment; null: none.</param>
    /// <param name="stop">Stop.</param>
    public async ValueTask<LivestatusAnswer> AnswerAsync(string text, Viewer caller, IHistoryReader? history, CancellationToken stop)
    {
        var reading = RequestParser.Parse(LinesOf(text), _time.GetUtcNow());
        return reading.Request is { } request ? await RunAsync(request, caller, history, reading.KeepsAlive, stop) : Refuse(reading);
    }

    /// <summary>Runs a request of any table.</summary>
    /// <param name="request">The request.</param>
    /// <param name="caller">Who asks.</param>
    /// <param name="history">The history that runs at the moment; null: none.</param>
    /// <param name="keepsAlive">For the answer.</param>
    /// <param name="stop">Stop.</param>
    internal async ValueTask<LivestatusAnswer> RunAsync(LivestatusRequest request, Viewer caller, IHistoryReader? history, bool keepsAlive, CancellationToken stop)
    {
        var context = ContextOf(request, caller);
        if (!request.Table.IsHistory)
        {
            return Run(request, context, null, keepsAlive);
        }

        if (history is null)
        {
            return Fail(request, NoHistory, "the history is not running", keepsAlive);
        }

        var (rows, status, failure) = await HistoryRows.LoadAsync(history, request, context, _settings.MaxLogLines, stop);
        return status == Understood ? Run(request, context, rows, keepsAlive) : Fail(request, status, failure, keepsAlive);
    }

    /// <summary>The error of a request that was not understood.</summary>
    internal static LivestatusAnswer Refuse(RequestReading reading) =>
        new(reading.Status, AnswerWriter.WriteError(reading.Status, reading.Error, reading.HasFixedHeader), reading.KeepsAlive);

    /// <summary>The error of a request that was understood.</summary>
    internal static LivestatusAnswer Fail(LivestatusRequest request, int status, string error, bool keepsAlive) =>
        new(status, AnswerWriter.WriteError(status, error, request.HasFixedHeader), keepsAlive);

    /// <summary>One view of the tables, as of now, for whom the request is made.</summary>
    internal QueryContext ContextOf(LivestatusRequest request, Viewer caller) =>
        new(_tables, ViewerOf(request, caller), _time.GetUtcNow(), _server);

    /// <summary>Runs a request.</summary>
    /// <param name="request">The request.</param>
    /// <param name="context">The view.</param>
    /// <param name="rows">Rows; null: those of the table.</param>
    /// <param name="keepsAlive">For the answer.</param>
    internal LivestatusAnswer Run(LivestatusRequest request, QueryContext context, object[]? rows, bool keepsAlive)
    {
        rows ??= request.Table.Narrow?.Invoke(request.Filter.Necessary, context) ?? request.Table.Rows(context);
        var longest = request.TimeLimit is { } wanted && wanted < _settings.QueryTime ? wanted : _settings.QueryTime;
        var batch = _batches.TryTake(out var used) ? used : new RowBatch();
        try
        {
            var answer = new QueryRun(request, context, new QueryLimits(_time, longest, _settings.MaxResponseBytes), batch).Run(rows, keepsAlive, out var failure);
            return failure is { } wrong
                ? Fail(request, wrong.Status, wrong.Text, keepsAlive)
                : answer;
        }
        finally
        {
            batch.Release();
            if (_batches.Count < MostBatches)
            {
                _batches.Add(batch);
            }
        }
    }

    /// <summary>Whether some row of the table meets a condition, for who waits for it.</summary>
    internal static bool IsMet(RowFilter condition, object[] rows, QueryContext context)
    {
        var batch = _batches.TryTake(out var used) ? used : new RowBatch();
        Span<ulong> among = stackalloc ulong[RowBatch.MostWords];
        Span<ulong> passed = stackalloc ulong[RowBatch.MostWords];
        var isMet = false;
        for (var from = 0; from < rows.Length && !isMet; from += RowBatch.MostRows)
        {
            batch.Take(context, rows, from, Math.Min(RowBatch.MostRows, rows.Length - from));
            batch.FillAll(among[..batch.Words]);
            condition.Select(batch, among[..batch.Words], passed[..batch.Words]);
            isMet = passed[..batch.Words].ContainsAnyExcept(0UL);
        }

        batch.Release();
        _batches.Add(batch);
        return isMet;
    }

    private static string[] LinesOf(string text) =>
        [.. text.Split('\n').Select(line => line.TrimEnd('\r', ' ')).SkipWhile(line => line.Length == 0).TakeWhile(line => line.Length > 0)];

    private Viewer ViewerOf(LivestatusRequest request, Viewer caller)
    {
        if (request.AuthUser is not { } contact || !caller.SeesEverything)
        {
            return caller;
        }

        return _settings.StrictServices
            ? Viewer.OfContactStrictly(contact, canSubmitCommands: false)
            : Viewer.OfContact(contact, canSubmitCommands: false);
    }
}
