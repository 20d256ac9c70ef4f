using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Modules.History;
using Tsuba.Modules.Livestatus.Requests;
using Tsuba.Modules.Livestatus.Server;
using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus;

/// <summary>
/// Answers the queries of a port: waits where it is asked to, and runs so many at a time that queries leave processors to the events.
/// Who waits for an event holds no place.
/// </summary>
internal sealed class QueryDesk : IDisposable
{
    private const int BadRequest = 400;

    private readonly LivestatusQuery _queries;
    private readonly LivestatusWaiting _waiting;
    private readonly TimeProvider _time;
    private readonly Func<IHistoryReader?> _history;
    private readonly SemaphoreSlim _places = new(Math.Max(4, Environment.ProcessorCount));
    private readonly Viewer _caller = Viewer.Everything("livestatus", canSubmitCommands: true);

    public QueryDesk(LiveTables tables, LivestatusSettings settings, TimeProvider time, TrafficCounts traffic, Func<IHistoryReader?> history)
    {
        _history = history;
        var facts = new ServerFacts { Version = settings.Version, LooseGroups = settings.LooseGroups, Counter = traffic.Counter, Rate = traffic.Rate };
        _queries = new LivestatusQuery(tables, settings, time, facts);
        _waiting = new LivestatusWaiting(tables, _queries, time);
        _time = time;
    }

    public async ValueTask<LivestatusAnswer> AnswerAsync(IReadOnlyList<string> lines, CancellationToken stop)
    {
        var reading = RequestParser.Parse(lines, _time.GetUtcNow());
        if (reading.Request is not { } request)
        {
            return LivestatusQuery.Refuse(reading);
        }

        if (request.Wait is { } wait && await _waiting.WaitAsync(request, wait, _caller, _history(), stop) is { Length: > 0 } error)
        {
            return LivestatusQuery.Fail(request, BadRequest, error, reading.KeepsAlive);
        }

        await _places.WaitAsync(stop);
        try
        {
            return await _queries.RunAsync(request, _caller, _history(), reading.KeepsAlive, stop);
        }
        finally
        {
            _places.Release();
        }
    }

    public void Dispose() => _places.Dispose();
}
