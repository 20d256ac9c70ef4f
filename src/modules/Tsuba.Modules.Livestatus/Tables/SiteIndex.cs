using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Tsuba.LiveState;
using Tsuba.Model.Objects;
using Tsuba.Model.TimePeriods;
using Tsuba.Modules.Livestatus.Execution;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>
/// What queries need of one configuration beside its items: rows of the tables in their order, groups with pairs, dependencies. Each
/// part is made when it is asked for the first time, and goes with the configuration.
/// </summary>
internal sealed class SiteIndex
{
    private static readonly ConditionalWeakTable<LiveSite, SiteIndex> _known = [];

    private readonly ConcurrentDictionary<NotificationPolicy, string[]> _contactGroups = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<TextColumn, AskedColumn> _hostCodes = new(ReferenceEqualityComparer.Instance);
    private readonly ConcurrentDictionary<TextColumn, AskedColumn> _serviceCodes = new(ReferenceEqualityComparer.Instance);
    private readonly Lazy<object[]> _hostGroups;
    private readonly Lazy<object[]> _serviceGroups;
    private readonly Lazy<object[]> _contacts;
    private readonly Lazy<object[]> _contactGroupRows;
    private readonly Lazy<object[]> _commands;
    private readonly Lazy<object[]> _timePeriods;
    private readonly Lazy<object[]> _hostsByGroup;
    private readonly Lazy<object[]> _servicesByGroup;
    private readonly Lazy<object[]> _servicesByHostGroup;
    private readonly Lazy<ItemNeighbours> _neighbours;

    private SiteIndex(LiveSite site)
    {
        Hosts = ImmutableCollectionsMarshal.AsArray(site.Hosts) ?? [];
        Services = ImmutableCollectionsMarshal.AsArray(site.Services) ?? [];
        _hostGroups = new(() => Sorted(site.HostGroups));
        _serviceGroups = new(() => Sorted(site.ServiceGroups));
        _contacts = new(() => Sorted(site.Contacts));
        _contactGroupRows = new(() => Sorted(site.ContactGroups));
        _commands = new(() => Sorted(site.Commands));
        _timePeriods = new(() => Sorted(site.TimePeriods));
        _hostsByGroup = new(() => [.. site.Hosts.SelectMany(host => host.Host.Groups.Select(group => new GroupRow(host, site.HostGroups[group.Name])))]);
        _servicesByGroup = new(() => [.. site.Services.SelectMany(service => service.Service.Groups.Select(group => new GroupRow(service, site.ServiceGroups[group.Name])))]);
        _servicesByHostGroup = new(() => [.. site.Services.SelectMany(service => service.Host.Host.Groups.Select(group => new GroupRow(service, site.HostGroups[group.Name])))]);
        _neighbours = new(() => new ItemNeighbours(site));
    }

    public object[] Hosts { get; }

    public object[] Services { get; }

    public object[] HostGroups => _hostGroups.Value;

    public object[] ServiceGroups => _serviceGroups.Value;

    public object[] Contacts => _contacts.Value;

    public object[] ContactGroups => _contactGroupRows.Value;

    public object[] Commands => _commands.Value;

    public object[] TimePeriods => _timePeriods.Value;

    public object[] HostsByGroup => _hostsByGroup.Value;

    public object[] ServicesByGroup => _servicesByGroup.Value;

    public object[] ServicesByHostGroup => _servicesByHostGroup.Value;

    /// <summary>Dependencies by item.</summary>
    public ItemNeighbours Neighbours => _neighbours.Value;

    public static SiteIndex Of(LiveSite site) => _known.GetValue(site, static site => new SiteIndex(site));

    /// <summary>Place of an object in its table, from 1; 0: it is not there.</summary>
    public int IdOf(object row) => row switch
    {
        LiveHost host => PlaceOf(Hosts, row, (left, _) => string.CompareOrdinal(((LiveHost)left).Host.HostName, host.Host.HostName)),
        LiveService service => PlaceOf(Services, row, (left, _) => Compare((LiveService)left, service)),
        LiveHostGroup => PlaceOf(HostGroups, row),
        LiveServiceGroup => PlaceOf(ServiceGroups, row),
        Contact => PlaceOf(Contacts, row),
        ContactGroup => PlaceOf(ContactGroups, row),
        CommandDefinition => PlaceOf(Commands, row),
        TimePeriod => PlaceOf(TimePeriods, row),
        _ => 0,
    };

    /// <summary>Names of the groups of a policy's contacts. Equal policies are one object, so few sets are made.</summary>
    public string[] ContactGroupsOf(NotificationPolicy policy) => _contactGroups.GetOrAdd(
        policy,
        static policy => [.. policy.Contacts.SelectMany(contact => contact.GroupNames).Distinct().Order(StringComparer.Ordinal)]);

    /// <summary>The texts of a configured column of all hosts by number; null: it is not worth it, or not yet.</summary>
    public TextCodes? HostCodes(TextColumn column, QueryContext context) => Codes(_hostCodes, column, Hosts, context);

    /// <summary>The texts of a configured column of all services by number; null: it is not worth it, or not yet.</summary>
    public TextCodes? ServiceCodes(TextColumn column, QueryContext context) => Codes(_serviceCodes, column, Services, context);

    // The keys are columns of the tables, so there are no more of them than columns.
    private static TextCodes? Codes(ConcurrentDictionary<TextColumn, AskedColumn> asked, TextColumn column, object[] rows, QueryContext context) =>
        column.IsConfigured ? asked.GetOrAdd(column, static _ => new AskedColumn()).Codes(column, rows, context) : null;

    private static int PlaceOf(object[] rows, object row, Comparison<object> compare) =>
        Math.Max(0, Array.BinarySearch(rows, row, Comparer<object>.Create(compare)) + 1);

    private static int Compare(LiveService left, LiveService right)
    {
        var byHost = string.CompareOrdinal(left.Host.Host.HostName, right.Host.Host.HostName);
        return byHost != 0 ? byHost : string.CompareOrdinal(left.Service.Description, right.Service.Description);
    }

    private static int PlaceOf(object[] rows, object row) => Array.IndexOf(rows, row) + 1;

    private static object[] Sorted<TRow>(FrozenDictionary<string, TRow> rows)
        where TRow : class =>
        [.. rows.OrderBy(row => row.Key, StringComparer.Ordinal).Select(row => (object)row.Value)];

    /// <summary>A column whose texts are numbered when it is asked for the second time: one question costs less.</summary>
    private sealed class AskedColumn
    {
        private int _times;
        private Lazy<TextCodes?>? _codes;

        public TextCodes? Codes(TextColumn column, object[] rows, QueryContext context)
        {
            if (Volatile.Read(ref _codes) is { } known)
            {
                return known.Value;
            }

            if (Interlocked.Increment(ref _times) == 1)
            {
                return null;
            }

            Interlocked.CompareExchange(ref _codes, new Lazy<TextCodes?>(() => TextCodes.Of(column, rows, context)), null);
            return _codes.Value;
        }
    }
}
