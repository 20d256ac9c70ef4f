using System.Collections.Immutable;
using System.Diagnostics;
using Tsuba.Engine.Comments;
using Tsuba.Engine.Dependencies;
using Tsuba.Engine.Downtimes;
using Tsuba.Engine.ExternalCommands;
using Tsuba.Engine.Explain;
using Tsuba.Engine.Logs;
using Tsuba.Engine.Maintenance;
using Tsuba.Engine.Notifications;
using Tsuba.Engine.Outputs;
using Tsuba.Engine.Outputs.Events;
using Tsuba.Engine.Profiles;
using Tsuba.Engine.Recurrences;
using Tsuba.Engine.Timers;
using Tsuba.Model.ExternalCommands;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;
using Tsuba.Model.Snapshots;
using Tsuba.Model.Time;

namespace Tsuba.Engine.Parts;

/// <summary>
/// The tables of one part: what the configuration says and what is true now. Concerns (planning, states, notifications …) read and
/// write it; it holds no rule of its own but the bookkeeping of timers and owed status events.
/// </summary>
internal sealed class Part
{
    private const int BitsOfPart = 32;

    private readonly List<int> _dirty = [];

    public Part(EngineOptions options)
    {
        Options = options;
        LastCommentId = FirstId;
        LastDowntimeId = FirstId;
    }

    /// <summary>
    /// Where the part's ids of comments and downtimes begin: a command that names only an id goes to all parts, so no two parts may give
    /// out the same one. The first part counts from 1, as a site of one part always did.
    /// </summary>
    public ulong FirstId => (ulong)Math.Max(0, Options.Part - 1) << BitsOfPart;

    public EngineOptions Options { get; }

    /// <summary>The active configuration; null before the first.</summary>
    public ConfigurationSnapshot? Snapshot { get; set; }

    /// <summary>Settings of the active configuration.</summary>
    public MainSettings Settings { get; set; } = new();

    /// <summary>Semantics of the active configuration.</summary>
    public SemanticSwitches Switches { get; set; } = SemanticSwitches.Shinken;

    /// <summary>Definitions: hosts by name, then services by host and description; the order of everything that has no other order.</summary>
    public Item[] Items { get; set; } = [];

    /// <summary>State, parallel to <see cref="Items"/>.</summary>
    public ItemRow[] Rows { get; set; } = [];

    /// <summary>Index of the host of each service, of the host itself for hosts.</summary>
    public int[] HostOf { get; set; } = [];

    /// <summary>Number of hosts; they come first.</summary>
    public int HostCount { get; set; }

    /// <summary>Index by id.</summary>
    public Dictionary<ItemId, int> Index { get; set; } = [];

    /// <summary>Notification and other state of contacts, by name.</summary>
    public SortedDictionary<string, ContactRow> Contacts { get; } = new(StringComparer.Ordinal);

    /// <summary>Program switches.</summary>
    public ProgramState Program { get; } = new();

    /// <summary>Comments by id.</summary>
    public SortedDictionary<ulong, Comment> Comments { get; } = [];

    /// <summary>Downtimes by id.</summary>
    public SortedDictionary<ulong, Downtime> Downtimes { get; } = [];

    /// <summary>Ends of acknowledgements that expire, UTC milliseconds by item.</summary>
    public SortedDictionary<ItemId, long> AcknowledgementEnds { get; } = [];

    /// <summary>Actions without receipt, by id.</summary>
    public SortedDictionary<ulong, PendingAction> Actions { get; } = [];

    /// <summary>Contacts that were told of the current problem, by item.</summary>
    public SortedDictionary<ItemId, SortedSet<string>> Told { get; } = [];

    /// <summary>Root problems that each impact suffers from, by impact; in order of their ids. Looked at with every status, so it is not sorted.</summary>
    public Dictionary<ItemId, ImmutableArray<ItemId>> Roots { get; } = [];

    /// <summary>Impacts of each root problem; derived from <see cref="Roots"/>.</summary>
    public Dictionary<ItemId, SortedSet<ItemId>> Impacts { get; } = [];

    /// <summary>Results that wait for parents, by item.</summary>
    public SortedDictionary<ItemId, Inputs.CheckResult> Held { get; } = [];

    /// <summary>Changes of the configuration made by commands, by item.</summary>
    public SortedDictionary<ItemId, ItemOverrides> Overrides { get; } = [];

    /// <summary>Dependencies that commands added: son, father.</summary>
    public SortedSet<(ItemId Son, ItemId Father)> SimpleDependencies { get; } = [];

    /// <summary>Sums over all parts, and states elsewhere; null: none came yet.</summary>
    public Inputs.SiteTotals? Totals { get; set; }

    /// <summary>High-water mark of each source of commands: of all before <see cref="SemanticsVersions.MarksByHost"/>, since then of those about no host.</summary>
    public CommandSources Sources { get; } = new();

    /// <summary>Marks of commands about hosts, since <see cref="SemanticsVersions.MarksByHost"/>.</summary>
    public HostCommandMarks HostMarks { get; } = new();

    /// <summary>Last id given to a comment, downtime, event and problem.</summary>
    public ulong LastCommentId { get; set; }

    public ulong LastDowntimeId { get; set; }

    public ulong LastEventId { get; set; }

    public ulong LastProblemId { get; set; }

    /// <summary>Version of the rules; see <see cref="SemanticsVersions"/>.</summary>
    public uint Semantics { get; private set; } = SemanticsVersions.First;

    /// <summary>
    /// At least the highest occurrence of an item that left, or whose maintenance checks ended; 0 under the first version. One number for all, so
    /// that it does not grow with those that come and go. Invariant: no check is handed out again under an occurrence of its item.
    /// </summary>
    public ulong LastGoneOccurrence { get; private set; }

    /// <summary>Results refused because their occurrence was not on its way.</summary>
    public ulong DuplicateResults { get; set; }

    /// <summary>Actions left out because too many wait for their receipts.</summary>
    public ulong LeftOutActions { get; set; }

    /// <summary>Where items with a maintenance period stand.</summary>
    public SortedDictionary<ItemId, MaintenanceMark> Maintenance { get; } = [];

    /// <summary>Where items with a maintenance check stand.</summary>
    public SortedDictionary<ItemId, MaintenanceCheckState> MaintenanceChecks { get; } = [];

    /// <summary>Recurrent downtimes by number.</summary>
    public SortedDictionary<ulong, Recurrence> Recurrences { get; } = [];

    /// <summary>When the last snapshot of an item was taken, logical milliseconds.</summary>
    public SortedDictionary<ItemId, long> LastSnapshots { get; } = [];

    /// <summary>What the log knows of time periods, by name.</summary>
    public SortedDictionary<string, PeriodMark> PeriodMarks { get; } = new(StringComparer.Ordinal);

    /// <summary>Next item whose state is to be logged; −1: none.</summary>
    public int StateLogCursor { get; set; } = -1;

    /// <summary>Whether those are the lines of log_initial_states.</summary>
    public bool StateLogIsInitial { get; set; }

    /// <summary>When the next slice of states is logged, UTC milliseconds.</summary>
    public long StateLogNextUtc { get; set; }

    /// <summary>When all states are logged because the log rotates, UTC milliseconds; 0: never.</summary>
    public long NextRotationUtc { get; set; }

    /// <summary>Wall clock minus logical clock when the wall clock was last found to be set.</summary>
    public long WallOffset { get; set; }

    /// <summary>State of hosts that went to another part and may not have arrived there yet, by host.</summary>
    public SortedDictionary<string, byte[]> Departures { get; } = new(StringComparer.Ordinal);

    /// <summary>Numbers here of downtimes that came from other parts, by part and number there; kept while anything is awaited.</summary>
    public SortedDictionary<(int Part, ulong Id), ulong> ArrivedDowntimes { get; } = [];

    /// <summary>Timers of items, derived from the rows.</summary>
    public ItemTimers Timers { get; set; } = new(0);

    /// <summary>Timers on the wall clock, derived from downtimes and expiries.</summary>
    public SortedSet<CalendarTimer> Calendar { get; } = [];

    /// <summary>Time periods of the active configuration.</summary>
    public PeriodClock Periods { get; set; } = new(TimeZoneInfo.Utc);

    /// <summary>Declared dependencies of the active configuration.</summary>
    public Masters Masters { get; set; } = Masters.Empty;

    /// <summary>Strings that rows share.</summary>
    public TextPool Texts { get; } = new();

    /// <summary>Time of the turn.</summary>
    public EngineTime Now { get; private set; }

    /// <summary>Where the turn's outputs go.</summary>
    public EngineOutputs Out { get; private set; } = new();

    /// <summary>business_impact in force: the item's own, for a root problem at least that of its impacts. Source: reference/shinken.md 4.4.</summary>
    public int BusinessImpact(int index) => BusinessImpact(index, Impacts.Count > 0 ? Impacts.GetValueOrDefault(Items[index].Id) : null);

    /// <summary>The same where the impacts are known; null: there are none.</summary>
    public int BusinessImpact(int index, SortedSet<ItemId>? impacts)
    {
        var highest = OwnBusinessImpact(index);
        if (impacts is not null)
        {
            foreach (var impact in impacts)
            {
                highest = Find(impact) is var at and >= 0 ? Math.Max(highest, OwnBusinessImpact(at)) : highest;
            }
        }

        return highest;
    }

    // The first active modulation's, else the configured one.
    private int OwnBusinessImpact(int index)
    {
        var item = Items[index];
        foreach (var modulation in item.BusinessImpactModulations)
        {
            if (Periods.Contains(modulation.Period, Now.UtcSeconds))
            {
                return modulation.BusinessImpact;
            }
        }

        return item.BusinessImpact;
    }

    /// <summary>Begins a turn.</summary>
    public void Begin(EngineTime now, EngineOutputs outputs)
    {
        Debug.Assert(now.LogicalMilliseconds >= Now.LogicalMilliseconds, "The logical clock never goes back.");
        Now = now;
        Out = outputs;
    }

    /// <summary>
    /// Runs under a version from here on. Nobody has kept what items that left before had: less than one for each millisecond of the
    /// part's logical clock.
    /// </summary>
    public void Raise(uint version)
    {
        if (Semantics < SemanticsVersions.NumbersGoOn && version >= SemanticsVersions.NumbersGoOn)
        {
            LastGoneOccurrence = (ulong)Math.Max(0, Now.LogicalMilliseconds);
        }

        if (Semantics < SemanticsVersions.MarksByHost && version >= SemanticsVersions.MarksByHost)
        {
            // What the part had counts for the hosts that were here; those that come from another part bring their own.
            (string Source, ulong Number)[] marks = [.. Sources.ByUse];
            for (var host = 0; host < HostCount; host++)
            {
                foreach (var (source, number) in Rows[host].Has(ItemFlags.Awaited) ? [] : marks.TakeLast(HostCommandMarks.Limit))
                {
                    HostMarks.IsNew(Items[host].Name.Host, source, number);
                }
            }
        }

        if (Semantics < SemanticsVersions.DeparturesReturn && version >= SemanticsVersions.DeparturesReturn)
        {
            HostMarks.Join(SourceWays.HeldBack);
        }

        Semantics = Math.Max(Semantics, version);
    }

    /// <summary>Puts back what <see cref="Semantics"/> and <see cref="LastGoneOccurrence"/> were.</summary>
    public void RestoreSemantics(uint version, ulong lastGoneOccurrence) => (Semantics, LastGoneOccurrence) = (version, lastGoneOccurrence);

    /// <summary>Nothing is counted on from this occurrence of an item.</summary>
    public void NoteGone(ulong occurrence)
    {
        if (Semantics >= SemanticsVersions.NumbersGoOn)
        {
            LastGoneOccurrence = Math.Max(LastGoneOccurrence, occurrence);
        }
    }

    /// <summary>Puts the time of the last turn back.</summary>
    public void RestoreTime(EngineTime now) => Now = now;

    /// <summary>Whether an item is a host.</summary>
    public bool IsHost(int index) => index < HostCount;

    /// <summary>The wall clock time that a logical time has, judged now.</summary>
    public long ToUtc(long logical) => logical == ItemRow.Never ? 0 : logical - Now.LogicalMilliseconds + Now.UtcMilliseconds;

    /// <summary>The logical time that a wall clock time has, judged now.</summary>
    public long ToLogical(long utc) => utc - Now.UtcMilliseconds + Now.LogicalMilliseconds;

    /// <summary>Marks an item as changed; its status goes out at the end of the turn.</summary>
    public void Touch(int index)
    {
        ref var row = ref Rows[index];
        if ((row.Flags & ItemFlags.Dirty) == 0)
        {
            row.Flags |= ItemFlags.Dirty;
            _dirty.Add(index);
        }
    }

    /// <summary>Ends a turn: every changed item's status goes out once, in order of the first change.</summary>
    public void Flush(StatusDescriber describer)
    {
        foreach (var index in _dirty)
        {
            Rows[index].Flags &= ~ItemFlags.Dirty;
            Out.Events.Add(describer.Describe(index));
        }

        _dirty.Clear();
    }

    /// <summary>Says why something was or was not done.</summary>
    public void Decide(int index, Reason reason, string contact = "", string detail = "", NotificationType type = NotificationType.None) =>
        Out.Events.Add(new DecisionMade
        {
            Item = index < 0 ? ItemId.None : Items[index].Id,
            Reason = reason,
            Contact = contact,
            Detail = detail,
            NotificationType = type,
        });

    /// <summary>Writes a line to the Nagios log.</summary>
    public void Log(int index, string line, string contact = "") =>
        Out.Events.Add(new LogLine { Line = line, Item = index < 0 ? ItemId.None : Items[index].Id, Contact = contact });

    /// <summary>The index of an item, or −1.</summary>
    public int Find(ItemId id) => Index.TryGetValue(id, out var index) ? index : -1;
}
