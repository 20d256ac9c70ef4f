using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Tsuba.Modules.History;

namespace Tsuba.Modules.Graphite.Rendering;

/// <summary>
/// Asks graphite-web for series (<c>/render</c> as JSON). It is asked at the address of the configuration and nowhere else: no redirect is followed and no
/// proxy used; an answer that is late, long or not what it should be is no answer. Source: graphite.readthedocs.io, "The Render URL API".
/// </summary>
internal sealed partial class GraphiteWeb : IDisposable
{
    private const int MostBytes = 16 * 1024 * 1024;
    private const int MostDepth = 8;
    private const int MostSeries = 200;
    private const int PointsWanted = 1000;
    private const int MostPoints = 10_000;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SaidAgain = TimeSpan.FromMinutes(10);
    private static readonly string[] LimitSuffixes = ["_warn", "_crit", "_min", "_max"];

    private readonly Uri _address;
    private readonly TimeProvider _time;
    private readonly HttpClient _client;
    private readonly ILogger _log;
    private readonly Counter<long> _questions;
    private readonly KeyValuePair<string, object?> _module;
    private readonly Lock _lock = new();
    private long? _saidAt;

    /// <summary>A client.</summary>
    /// <param name="address">Address of graphite-web.</param>
    /// <param name="context">What the module was given.</param>
    /// <param name="meter">The module's meter.</param>
    public GraphiteWeb(Uri address, ModuleContext context, Meter meter)
    {
        (_address, _time) = (address, context.Time);
        _module = new("module", context.Name);
        _log = context.Loggers.CreateLogger<GraphiteWeb>();
        _questions = meter.CreateCounter<long>("tsuba_graphite_renders_total", description: "Questions to graphite-web for graphs, by outcome: answered, failed.");
        _client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = Timeout.InfiniteTimeSpan,
            MaxResponseContentBufferSize = MostBytes,
        };
    }

    /// <summary>The series whose names begin with a path; null: there is no answer.</summary>
    /// <param name="path">Path of the item: elements with dots, none of which is a pattern.</param>
    /// <param name="fromSeconds">Begin, seconds since 1970.</param>
    /// <param name="untilSeconds">End.</param>
    /// <param name="stop">Stop.</param>
    public async Task<IReadOnlyList<HistorySeries>?> AskAsync(string path, long fromSeconds, long untilSeconds, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            // A metric has one element, or two where its label ends with a number.
            var query = string.Create(
                CultureInfo.InvariantCulture, $"render?format=json&target={path}.*&target={path}.*.*&from={fromSeconds}&until={untilSeconds}&maxDataPoints={PointsWanted}");
            using var answer = await _client.GetAsync(new Uri(_address, query), either.Token);
            if (!answer.IsSuccessStatusCode)
            {
                return Fail($"HTTP {(int)answer.StatusCode}");
            }

            await using var body = await answer.Content.ReadAsStreamAsync(either.Token);
            using var document = await JsonDocument.ParseAsync(body, new JsonDocumentOptions { MaxDepth = MostDepth }, either.Token);
            var series = Read(document.RootElement, path + ".");
            _questions.Add(1, _module, new("outcome", "answered"));
            return series;
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or JsonException or InvalidDataException or ObjectDisposedException)
        {
            return Fail(failure.Message);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return Fail($"no answer within {Patience.TotalSeconds} s");
        }
    }

    /// <inheritdoc />
    public void Dispose() => _client.Dispose();

    private static List<HistorySeries> Read(JsonElement answer, string lead)
    {
        if (answer.ValueKind != JsonValueKind.Array)
        {
            throw new InvalidDataException("the answer is no list of series");
        }

        var found = new Dictionary<string, HistorySeries>(StringComparer.Ordinal);
        foreach (var one in answer.EnumerateArray())
        {
            if (one.ValueKind == JsonValueKind.Object
                && one.TryGetProperty("target", out var target) && target.ValueKind == JsonValueKind.String && target.GetString() is { } name
                && name.StartsWith(lead, StringComparison.Ordinal)
                && one.TryGetProperty("datapoints", out var points) && points.ValueKind == JsonValueKind.Array
                && found.Count < MostSeries)
            {
                var label = name[lead.Length..];
                found[label] = new HistorySeries(label, "", IsOfCheck: false, [.. points.EnumerateArray().Take(MostPoints).Select(Sample).OfType<HistorySample>()]);
            }
        }

        return [.. found.Values.Where(series => series.Samples.Count > 0 && !IsLimit(series.Label, found)).OrderBy(series => series.Label, StringComparer.Ordinal)];
    }

    // [value, seconds]; a value that is not there is null.
    private static HistorySample? Sample(JsonElement point) =>
        point.ValueKind == JsonValueKind.Array && point.GetArrayLength() == 2
        && point[0].ValueKind == JsonValueKind.Number && point[0].TryGetDouble(out var value) && double.IsFinite(value)
        && point[1].ValueKind == JsonValueKind.Number && point[1].TryGetInt64(out var seconds)
            ? new HistorySample(seconds, 0, 1, value, value, value)
            : null;

    private static bool IsLimit(string label, Dictionary<string, HistorySeries> all) =>
        LimitSuffixes.Any(suffix => label.EndsWith(suffix, StringComparison.Ordinal) && all.ContainsKey(label[..^suffix.Length]));

    // Every page asks, so one line in ten minutes; the counter has every question.
    private IReadOnlyList<HistorySeries>? Fail(string reason)
    {
        _questions.Add(1, _module, new("outcome", "failed"));
        lock (_lock)
        {
            if (_saidAt is { } said && _time.GetElapsedTime(said) < SaidAgain)
            {
                return null;
            }

            _saidAt = _time.GetTimestamp();
        }

        LogFailed(_address.Authority, reason.ReplaceLineEndings(" "));
        return null;
    }

    [LoggerMessage(9441, LogLevel.Warning, "graphite-web at {Address} gives no graphs, so they are those of the history: {Reason}")]
    private partial void LogFailed(string address, string reason);
}
