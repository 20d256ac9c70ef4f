using Tsuba.LiveState;
using Tsuba.LiveState.Access;
using Tsuba.Model.Items;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>What columns may look at beside their row: one configuration, one clock and one viewer for the length of a query. One thread.</summary>
internal sealed class QueryContext
{
    private readonly Dictionary<TimePeriod, bool> _periods = new(ReferenceEqualityComparer.Instance);
    private NotesByItem? _notes;

    public QueryContext(LiveTables tables, Viewer viewer, DateTimeOffset now, ServerFacts server)
    {
        Tables = tables;
        Site = tables.Site;
        Index = SiteIndex.Of(Site);
        Viewer = viewer;
        Server = server;
        NowMilliseconds = now.ToUnixTimeMilliseconds();
    }

    public LiveTables Tables { get; }

    /// <summary>The configuration and the items at the start of the query.</summary>
    public LiveSite Site { get; }

    public SiteIndex Index { get; }

    public Viewer Viewer { get; }

    public ServerFacts Server { get; }

    /// <summary>UTC milliseconds of the query.</summary>
    public long NowMilliseconds { get; }

    public long NowSeconds => NowMilliseconds / 1000;

    /// <summary>Comments and downtimes of each item, made where a column asks for the first time.</summary>
    public NotesByItem Notes => _notes ??= NotesByItem.Of(Tables.Comments, Tables.Downtimes);

    /// <summary>Whether the viewer may read the name of an item in a list of another one.</summary>
    public bool Shows(ItemId item) => Viewer.SeesEverything || (Site.Items.GetValueOrDefault(item) is { } named && Viewer.Sees(named));

    /// <summary>Whether a period holds now; none is always. Looked up once for each period and query.</summary>
    public bool IsIn(TimePeriod? period)
    {
        if (period is null)
        {
            return true;
        }

        if (!_periods.TryGetValue(period, out var isIn))
        {
            isIn = period.Contains(NowSeconds, Site.Zone);
            _periods[period] = isIn;
        }

        return isIn;
    }
}
