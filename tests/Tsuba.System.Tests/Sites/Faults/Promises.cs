using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Tsuba.Model.Items;
using Tsuba.System.Tests.Sites.Machines;

namespace Tsuba.System.Tests.Sites.Faults;

/// <summary>
/// What a site owes to who uses it: each service that a test breaks or mends is told once, each comment, downtime, acknowledgement and
/// passive result that was taken in is there once, and states are what the plugins said.
/// </summary>
internal sealed class Promises : IDisposable
{
    private const string Fine = "fine";

    private readonly FaultSite _site;
    private readonly Dictionary<(int Host, int Service), string> _broken = [];
    private readonly ConcurrentQueue<string> _comments = new();
    private readonly List<string> _notifications = [];
    private readonly HashSet<(int Host, int Service)> _acknowledged = [];
    private readonly List<string> _downtimes = [];
    private HttpClient? _api;
    private HttpClient? _passive;
    private int _number;

    public Promises(FaultSite site)
    {
        _site = site;
        foreach (var (host, service) in Items)
        {
            Answer(host, service, 0, Fine);
        }
    }

    private IEnumerable<(int Host, int Service)> Items =>
        from host in Enumerable.Range(0, _site.Plan.Hosts) from service in Enumerable.Range(0, _site.Plan.Active) select (host, service);

    /// <summary>How many notifications must have been sent so far.</summary>
    public int Notifications => _notifications.Count;

    /// <summary>How many were.</summary>
    public int Told => ReadTold().Count;

    /// <summary>Notification commands that have written their line and not come to their end; only of those that take their time.</summary>
    public int TellingNow => Told - (File.Exists(Path.Combine(_site.Scratch, "ended")) ? File.ReadAllLines(Path.Combine(_site.Scratch, "ended")).Length : 0);

    /// <summary>Takes the tokens of the machine with the broker, and of the one with the receiver.</summary>
    public async Task OpenAsync(SiteMachine machine)
    {
        _api = await machine.ApiAsync();
        _passive = await _site.MachineOf(_site.Plan.Daemons.First(daemon => daemon.Role == DaemonRole.Receiver).Name).PassiveAsync();
        await _site.UntilAsync("all services are known", async () => (await GetAsync("api/v1/services")).GetProperty("total").GetInt32() == _site.Plan.Hosts * (_site.Plan.Active + _site.Plan.Passive));
        await _site.UntilAsync("all services were checked", async () => (await _site.QueryAsync(@"GET services\nColumns: description\nFilter: description ~ ^a\nFilter: has_been_checked = 1")).Count == _site.Plan.Hosts * _site.Plan.Active);
    }

    /// <summary>A sender of passive results, slow enough for the history to be read in one page when a long run ends.</summary>
    public PassiveLoad Load() => new([Passive], _site.Plan.Hosts, _site.Plan.Passive, TimeSpan.FromMilliseconds(Figures.Choose(300, 1500)));

    /// <summary>A service fails from now on: one PROBLEM is due.</summary>
    public void Break(int host, int service)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"broken {++_number}");
        Answer(host, service, 2, text);
        _broken.Add((host, service), text);
        _notifications.Add(string.Create(CultureInfo.InvariantCulture, $"PROBLEM h{host};a{service} {text}"));
    }

    /// <summary>It is well again: one RECOVERY is due. Its problem must have been told.</summary>
    public void Mend(int host, int service)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"well {++_number}");
        Answer(host, service, 0, text);
        _broken.Remove((host, service));
        _acknowledged.Remove((host, service));
        _notifications.Add(string.Create(CultureInfo.InvariantCulture, $"RECOVERY h{host};a{service} {text}"));
    }

    /// <summary>Mends all that is broken and nobody knows of; where nothing is, breaks one service of each host.</summary>
    public void Turn(int service)
    {
        var unknown = _broken.Keys.Where(item => !_acknowledged.Contains(item)).ToList();
        if (unknown.Count > 0)
        {
            unknown.ForEach(item => Mend(item.Host, item.Service));
        }
        else
        {
            for (var host = 0; host < _site.Plan.Hosts; host++)
            {
                Break(host, service);
            }
        }
    }

    /// <summary>A comment on a host; true where it was taken in, and so must be there.</summary>
    public async Task<bool> CommentAsync(int host) => await CommentAsync(host, wait: 0) is not null;

    /// <summary>The same; what became of it in so many seconds.</summary>
    public async Task<string?> CommentAsync(int host, double wait)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"comment {Interlocked.Increment(ref _number)}");
        var state = await SubmitAsync($"ADD_HOST_COMMENT;h{host};1;me;{text}", wait);
        if (state is not null)
        {
            _comments.Enqueue(text);
        }

        return state;
    }

    /// <summary>An acknowledgement of a problem that is hard, applied on return.</summary>
    public async Task AcknowledgeAsync(int host, int service)
    {
        Assert.Equal("applied", await SubmitAsync($"ACKNOWLEDGE_SVC_PROBLEM;h{host};a{service};2;0;1;me;known", wait: 20));
        _acknowledged.Add((host, service));
    }

    /// <summary>A downtime of two hours on a service that is fed, applied on return.</summary>
    public async Task DowntimeAsync(int host)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"downtime {++_number}");
        var now = DateTimeOffset.UtcNow.ToUnixTimeSeconds();
        Assert.Equal("applied", await SubmitAsync(string.Create(CultureInfo.InvariantCulture, $"SCHEDULE_SVC_DOWNTIME;h{host};s0;{now - 10};{now + 7200};1;0;7200;me;{text}"), wait: 20));
        _downtimes.Add(text);
    }

    /// <summary>Waits until everything that is due was told.</summary>
    public Task UntilToldAsync() => _site.UntilAsync(
        "everything is told",
        () => Task.FromResult(Lost(ReadTold()).Count == 0),
        () => $"missing: {string.Join("; ", Lost(ReadTold()))}");

    /// <summary>Waits until nothing is missing, and fails where something is there twice. Returns copies of notifications with the same id.</summary>
    /// <param name="copies">How many copies with the same id a fault of the reactionner or between reactionners allows.</param>
    public async Task<int> JudgeAsync(int copies = 0)
    {
        await UntilToldAsync();
        IReadOnlyList<string> comments = [];
        await _site.UntilAsync(
            "every comment that was taken in is there",
            async () => !_comments.Except(comments = await ColumnAsync(@"GET comments\nColumns: comment\nFilter: comment ~ ^comment")).Any(),
            () => $"missing: {string.Join("; ", _comments.Except(comments))}");
        Assert.Equal(comments.Distinct(), comments);
        await _site.UntilAsync("every downtime is there once", async () => (await ColumnAsync(@"GET downtimes\nColumns: comment")).Order(StringComparer.Ordinal).SequenceEqual(_downtimes.Order(StringComparer.Ordinal)));
        await _site.UntilAsync("every acknowledgement stands", async () => (await RowsAsync(@"GET services\nColumns: host_name description\nFilter: acknowledged = 1")).Order(StringComparer.Ordinal)
            .SequenceEqual(_acknowledged.Select(Name).Order(StringComparer.Ordinal)));
        await _site.UntilAsync("states are what the plugins say", async () => (await RowsAsync(@"GET services\nColumns: host_name description plugin_output\nFilter: state = 2\nFilter: state_type = 1")).Order(StringComparer.Ordinal)
            .SequenceEqual(_broken.Select(entry => $"{Name(entry.Key)};{entry.Value}").Order(StringComparer.Ordinal)));

        var told = ReadTold();
        Assert.Empty(told.Select(line => line.Text).Except(_notifications));
        var twice = told.GroupBy(line => line.Text).Where(group => group.Count() > 1).ToList();
        Assert.DoesNotContain(twice, group => group.Select(line => line.Id).Distinct().Count() > 1);
        var extra = twice.Sum(group => group.Count() - 1);
        Assert.True(extra <= copies, string.Join("; ", twice.Select(group => $"{group.Count()} times {group.Key}")));
        return extra;
    }

    /// <summary>Acknowledged passive results that are missing or there twice, when nothing is under way any more.</summary>
    public async Task UntilAllThereAsync(PassiveLoad load)
    {
        IReadOnlyList<string> wrong = [];
        await _site.UntilAsync(
            "every acknowledged result is in the history once",
            async () => (wrong = await load.WrongAsync(Api)).Count == 0,
            () => $"{load.Acknowledged.Count} acknowledged; {string.Join("; ", wrong.Take(10))}");
        var receiver = _site.Plan.Daemons.Single(daemon => daemon.Role == DaemonRole.Receiver).Name;
        await _site.UntilAsync("the receiver keeps nothing any more", async () =>
            await _site.HeartbeatAsync(receiver) is { } says && says.Gauges.Single(gauge => gauge.Name == "commands_pending").Value == 0);
    }

    public void Dispose()
    {
        _api?.Dispose();
        _passive?.Dispose();
    }

    private HttpClient Api => _api ?? throw new InvalidOperationException("the site was not started");

    private HttpClient Passive => _passive ?? throw new InvalidOperationException("the site was not started");

    private static string Name((int Host, int Service) item) => string.Create(CultureInfo.InvariantCulture, $"h{item.Host};a{item.Service}");

    private void Answer(int host, int service, int code, string text)
    {
        var path = Path.Combine(_site.Scratch, "items", string.Create(CultureInfo.InvariantCulture, $"h{host}.a{service}"));
        File.WriteAllText(path + ".new", string.Create(CultureInfo.InvariantCulture, $"{code} {text}\n"));
        File.Move(path + ".new", path, overwrite: true);
    }

    private List<(string Text, string Id)> ReadTold()
    {
        var path = Path.Combine(_site.Scratch, "told");
        return File.Exists(path)
            ? [.. File.ReadAllLines(path).Select(line => line.Split('|')).Select(cells => (cells[0], cells.ElementAtOrDefault(1) ?? ""))]
            : [];
    }

    private List<string> Lost(List<(string Text, string Id)> told) => [.. _notifications.Except(told.Select(line => line.Text))];

    private async Task<string?> SubmitAsync(string line, double wait)
    {
        try
        {
            var reply = await Api.PostAsJsonAsync("api/v1/commands", new { lines = new[] { line }, wait_seconds = wait });
            if (!reply.IsSuccessStatusCode)
            {
                return null;
            }

            using var document = JsonDocument.Parse(await reply.Content.ReadAsStringAsync());
            return document.RootElement[0].GetProperty("state").GetString();
        }
        catch (HttpRequestException)
        {
            // Not taken in: nothing is owed.
            return null;
        }
    }

    private async Task<JsonElement> GetAsync(string path)
    {
        using var document = JsonDocument.Parse(await Api.GetStringAsync(path));
        return document.RootElement.Clone();
    }

    private async Task<IReadOnlyList<string>> ColumnAsync(string query) => [.. (await _site.QueryAsync(query)).Select(row => row[0])];

    private async Task<IReadOnlyList<string>> RowsAsync(string query) => [.. (await _site.QueryAsync(query)).Select(row => string.Join(';', row))];
}
