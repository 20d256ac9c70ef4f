using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Broker.Core;
using Tsuba.Broker.Reading;
using Tsuba.Journal;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>
/// A broker that reads the events of every part from its owner and gives them to a module, which keeps them a little later. Links and cursors
/// are on its disk.
/// </summary>
internal class SimulatedBroker(SimulatedSite site, string name) : SimulatedNode(site, name), ISatellite
{
    private const string LinkPath = "/b/links";
    private const string CursorPath = "/b/cursors";
    private const string Module = "module";
    private const int SaveEvery = 2_000;

    private readonly SortedDictionary<int, (PartOwner Owner, PartCursor Cursor)> _readers = [];
    private readonly SortedDictionary<int, EventPosition> _offered = [];
    private readonly Queue<(int Part, Event Event)> _queue = new();
    private PutLinksRequest? _links;
    private CursorKeeper _keeper = null!;
    private long _received;
    private long _delivered;
    private bool _isKeeping;

    public long Generation => _links?.Generation ?? 0;

    public string Run => Deaths.ToString(CultureInfo.InvariantCulture);

    /// <summary>How far each part was read.</summary>
    public IReadOnlyDictionary<int, ulong> Cursors => _readers.ToDictionary(reader => reader.Key, reader => reader.Value.Cursor.Cursor);

    public void Links(PutLinksRequest request, Action<PutLinksReply?> respond)
    {
        if (request.Generation >= Generation)
        {
            TryWrite(LinkPath, Google.Protobuf.MessageExtensions.ToByteArray(request));
            Use(request);
        }

        respond(new PutLinksReply { Ack = PartRules.Accept() });
    }

    /// <summary>Its disk is replaced by an empty one while it is down.</summary>
    public void LoseDisk()
    {
        World.Tell($"{Name} has lost its disk");
        ReplaceDisk();
        Record.Forget(Name);
    }

    protected override void OnStart()
    {
        foreach (var (part, position) in CursorFile.Decode(DurableFile.Read(Disk, CursorPath).Content is { } kept ? System.Text.Encoding.ASCII.GetString(kept).Split('\n') : []))
        {
            _offered[part] = position;
        }

        _keeper = new CursorKeeper(_offered.ToImmutableSortedDictionary(), Count(_received));
        if (DurableFile.Read(Disk, LinkPath).Content is { } links)
        {
            Use(PutLinksRequest.Parser.ParseFrom(links));
        }

        After(SaveEvery, Save);
    }

    protected override void OnCrash()
    {
        _readers.Clear();
        _offered.Clear();
        _queue.Clear();
        _links = null;
        _isKeeping = false;
        (_received, _delivered) = (0, 0);
    }

    /// <summary>Which cursors may be written down now.</summary>
    protected virtual ImmutableSortedDictionary<int, EventPosition>? Keepable(CursorKeeper keeper, ImmutableSortedDictionary<int, EventPosition> offered) => keeper.Ready(Count(_delivered));

    private static Dictionary<string, long> Count(long events) => new(StringComparer.Ordinal) { [Module] = events };

    private void Save()
    {
        if (Keepable(_keeper, _offered.ToImmutableSortedDictionary()) is { } cursors)
        {
            TryWrite(CursorPath, System.Text.Encoding.ASCII.GetBytes(string.Join('\n', CursorFile.Encode(cursors))));
            _keeper.Begin(_offered.ToImmutableSortedDictionary(), Count(_received));
        }

        After(SaveEvery, Save);
    }

    // What the disk does not take, the product does without as well.
    private void TryWrite(string path, byte[] content)
    {
        try
        {
            DurableFile.Write(Disk, path, content);
        }
        catch (IOException fault)
        {
            World.Tell($"{Name} cannot write {path}: {fault.Message}");
        }
    }

    private void Use(PutLinksRequest links)
    {
        _links = links;
        foreach (var part in _readers.Keys.Where(part => links.Parts.All(owner => owner.Stamp.Part != part)).ToList())
        {
            // Another broker reads it.
            _readers.Remove(part);
            _offered.Remove(part);
        }

        foreach (var owner in links.Parts)
        {
            var part = owner.Stamp.Part;
            if (_readers.TryGetValue(part, out var reader) && !reader.Owner.Equals(owner))
            {
                _offered[part] = reader.Cursor.Position;
                _readers.Remove(part);
            }

            if (_readers.TryAdd(part, (owner, new PartCursor(part, _offered.GetValueOrDefault(part)))))
            {
                Read(owner, _readers[part].Cursor);
            }
        }
    }

    private void Read(PartOwner owner, PartCursor cursor)
    {
        if (_readers.GetValueOrDefault(cursor.Part).Cursor != cursor || Site.Schedulers.SingleOrDefault(node => node.Name == owner.Scheduler) is not { } to)
        {
            return;
        }

        Site.Network.Call(this, to, cursor.NextRequest(Name, 1 << 20, TimeSpan.Zero), ReadEventsReply.Parser, to.ReadEvents, reply =>
        {
            if (_readers.GetValueOrDefault(cursor.Part).Cursor != cursor)
            {
                return;
            }

            if (reply is { Ack.Accepted: true })
            {
                Take(cursor, reply);
            }
            else if (reply is not null)
            {
                cursor.Restart();
            }

            After(World.Random.Next(100, 400), () => Read(owner, cursor));
        });
    }

    private void Take(PartCursor cursor, ReadEventsReply reply)
    {
        var (before, missed) = (cursor.Cursor, cursor.Missed);
        var reading = cursor.Take(reply);
        if (cursor.Missed > missed)
        {
            World.Tell($"{Name} has missed {cursor.Missed - missed} events of part {cursor.Part}");
            Record.SinkOf(Name).Skip(cursor.Part, before, cursor.Cursor);
        }

        foreach (var told in reading.Frames.SelectMany(frame => frame.Events))
        {
            _queue.Enqueue((cursor.Part, told));
            _received++;
        }

        if (!reading.Frames.IsEmpty)
        {
            _offered[cursor.Part] = cursor.Position;
            PlanKeeping();
        }
    }

    private void PlanKeeping()
    {
        if (!_isKeeping)
        {
            _isKeeping = true;
            After(World.Random.Next(5, 3_000), () =>
            {
                _isKeeping = false;
                while (_queue.TryDequeue(out var kept))
                {
                    Record.SinkOf(Name).Keep(kept.Part, kept.Event);
                    _delivered++;
                }
            });
        }
    }
}
