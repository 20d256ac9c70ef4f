using System.Collections.Immutable;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Protocol.Contracts;

namespace Tsuba.LiveState;

/// <summary>
/// The live tables of a broker. One writer applies events, any number of readers look at what is published; there is no lock.
/// Events that are older than what a part's image already holds are passed over, so replayed frames do no harm.
/// </summary>
public sealed class LiveTables
{
    private static readonly long UnixEpochMicroseconds = DateTimeOffset.UnixEpoch.UtcTicks / TimeSpan.TicksPerMicrosecond;

    private readonly Dictionary<int, LivePart> _definitions = [];
    private ImmutableSortedDictionary<int, PartState> _parts = ImmutableSortedDictionary<int, PartState>.Empty;
    private ImmutableSortedDictionary<(int Part, ulong Id), CommentEvent> _comments = ImmutableSortedDictionary<(int, ulong), CommentEvent>.Empty;
    private ImmutableSortedDictionary<(int Part, ulong Id), DowntimeEvent> _downtimes = ImmutableSortedDictionary<(int, ulong), DowntimeEvent>.Empty;
    private ImmutableDictionary<string, ContactStatusEvent> _contacts = ImmutableDictionary<string, ContactStatusEvent>.Empty;
    private LiveSite _site = LiveSite.Empty;
    private SiteReport _report = SiteReport.None;
    private long _version;
    private long _generation;
    private long _configurationChanged;

    /// <summary>All items.</summary>
    public LiveSite Site => Volatile.Read(ref _site);

    /// <summary>Comments by part and id.</summary>
    public ImmutableSortedDictionary<(int Part, ulong Id), CommentEvent> Comments => Volatile.Read(ref _comments);

    /// <summary>Downtimes by part and id.</summary>
    public ImmutableSortedDictionary<(int Part, ulong Id), DowntimeEvent> Downtimes => Volatile.Read(ref _downtimes);

    /// <summary>Owner, progress and program switches of each part.</summary>
    public ImmutableSortedDictionary<int, PartState> Parts => Volatile.Read(ref _parts);

    /// <summary>What changed at run time of contacts, by name; each part tells the same.</summary>
    public ImmutableDictionary<string, ContactStatusEvent> Contacts => Volatile.Read(ref _contacts);

    /// <summary>The daemons and parts as the arbiter that leads told them last.</summary>
    public SiteReport Report => Volatile.Read(ref _report);

    /// <summary>Tells readers of changes.</summary>
    public LiveChanges Changes { get; } = new();

    /// <summary>Clock for the time at which a change arrived here.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;

    /// <summary>When the newest configuration came, in UTC milliseconds; 0: none has come. A site may have been stopped and changed meanwhile, so the first counts too.</summary>
    public long ConfigurationChangedUtcMilliseconds => Volatile.Read(ref _configurationChanged);

    /// <summary>Grows with every applied frame; pages and waits compare it.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>The definitions that following events of the part speak of.</summary>
    public void SetDefinitions(int part, ConfigurationSnapshot snapshot)
    {
        if (snapshot.Generation > _generation)
        {
            Volatile.Write(ref _configurationChanged, NowMicroseconds() / 1000);
            _generation = snapshot.Generation;
        }

        _definitions[part] = LivePart.Of(part, snapshot, Site);
        Volatile.Write(ref _site, LiveSiteBuilder.Build(_definitions.Values, Site));
        Interlocked.Increment(ref _version);
        Changes.Tell(LiveChange.Program);
    }

    /// <summary>
    /// Replaces everything known of a part by an image: the whole state as events, true as of <paramref name="nextSequence"/>.
    /// </summary>
    public void ApplyImage(PartStamp stamp, IEnumerable<EventFrame> frames, ulong nextSequence)
    {
        ForgetNotes(stamp.Part);
        SetPart(stamp.Part, Part(stamp.Part) with { Epoch = Epoch.FromPacked(stamp.Epoch), NextSequence = 0 });
        var now = NowMicroseconds();
        foreach (var frame in frames)
        {
            foreach (var happened in frame.Events)
            {
                ApplyEvent(stamp.Part, happened, now);
            }
        }

        SetPart(stamp.Part, Part(stamp.Part) with { NextSequence = nextSequence });
        Interlocked.Increment(ref _version);
        Changes.Tell(LiveChange.All);
    }

    /// <summary>Applies the events of a frame that are new.</summary>
    public void Apply(PartStamp stamp, EventFrame frame)
    {
        var next = Part(stamp.Part).NextSequence;
        var now = NowMicroseconds();
        var changes = LiveChange.None;
        foreach (var happened in frame.Events)
        {
            if (happened.Sequence < next)
            {
                continue;
            }

            changes |= ApplyEvent(stamp.Part, happened, now);
            next = happened.Sequence + 1;
        }

        SetPart(stamp.Part, Part(stamp.Part) with { Epoch = Epoch.FromPacked(stamp.Epoch), NextSequence = next, LastEventUtcMilliseconds = frame.UtcMs });
        Interlocked.Increment(ref _version);
        Changes.Tell(changes);
    }

    /// <summary>Takes what the arbiter tells of the daemons and parts.</summary>
    public void Take(StatusReply site)
    {
        Volatile.Write(ref _report, new SiteReport(site, NowMicroseconds() / 1000));
        Interlocked.Increment(ref _version);
        Changes.Tell(LiveChange.Program);
    }

    /// <summary>Forgets a part that no scheduler owns any more.</summary>
    public void Forget(int part)
    {
        _definitions.Remove(part);
        ForgetNotes(part);
        Volatile.Write(ref _parts, Parts.Remove(part));
        Volatile.Write(ref _site, LiveSiteBuilder.Build(_definitions.Values, Site));
        Interlocked.Increment(ref _version);
        Changes.Tell(LiveChange.Program);
    }

    private long NowMicroseconds() => (Time.GetUtcNow().UtcTicks / TimeSpan.TicksPerMicrosecond) - UnixEpochMicroseconds;

    private LiveChange ApplyEvent(int part, Event happened, long nowMicroseconds)
    {
        switch (happened.KindCase)
        {
            case Event.KindOneofCase.Status:
                if (Site.Items.TryGetValue(new ItemId(happened.Status.Item), out var item))
                {
                    item.Take(happened.Status, nowMicroseconds);
                    Site.Words.Take(item);
                }

                return LiveChange.State | LiveChange.Check;
            case Event.KindOneofCase.Comment:
                Volatile.Write(ref _comments, happened.Comment.Removed
                    ? Comments.Remove((part, happened.Comment.Id))
                    : Comments.SetItem((part, happened.Comment.Id), happened.Comment));
                return LiveChange.Comment;
            case Event.KindOneofCase.Downtime:
                Volatile.Write(ref _downtimes, happened.Downtime.Removed
                    ? Downtimes.Remove((part, happened.Downtime.Id))
                    : Downtimes.SetItem((part, happened.Downtime.Id), happened.Downtime));
                return LiveChange.Downtime;
            case Event.KindOneofCase.Program:
                SetPart(part, Part(part) with { Program = happened.Program });
                return LiveChange.Program;
            case Event.KindOneofCase.ContactStatus:
                Volatile.Write(ref _contacts, Contacts.SetItem(happened.ContactStatus.Contact, happened.ContactStatus));
                return LiveChange.State;
            case Event.KindOneofCase.Log:
                return LiveChange.Log;
            case Event.KindOneofCase.CommandAnswer:
                return LiveChange.Command;
            default:
                // Results, notifications and decisions are for modules; the tables hold present state only.
                return LiveChange.None;
        }
    }

    private PartState Part(int part) => Parts.GetValueOrDefault(part) ?? PartState.Unknown;

    private void SetPart(int part, PartState state) => Volatile.Write(ref _parts, Parts.SetItem(part, state));

    private void ForgetNotes(int part)
    {
        Volatile.Write(ref _comments, Comments.RemoveRange(Comments.Keys.Where(key => key.Part == part)));
        Volatile.Write(ref _downtimes, Downtimes.RemoveRange(Downtimes.Keys.Where(key => key.Part == part)));
    }
}
