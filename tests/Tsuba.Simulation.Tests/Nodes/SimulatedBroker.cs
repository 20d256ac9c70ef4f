using System.Globalization;
using Tsuba.Broker.Core;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;
using Tsuba.Simulation.Tests.Worlds;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>A broker that reads the events of every part from its owner; it forgets its links and cursors when it dies.</summary>
internal sealed class SimulatedBroker(SimulatedSite site, string name) : SimulatedNode(site, name), ISatellite
{
    private readonly SortedDictionary<int, PartCursor> _cursors = [];
    private PutLinksRequest? _links;

    public long Generation => _links?.Generation ?? 0;

    public string Run => Deaths.ToString(CultureInfo.InvariantCulture);

    /// <summary>How far each part was read.</summary>
    public IReadOnlyDictionary<int, PartCursor> Cursors => _cursors;

    public void Links(PutLinksRequest request, Action<PutLinksReply?> respond)
    {
        if (_links is null || request.Generation >= _links.Generation)
        {
            _links = request;
            foreach (var owner in request.Parts)
            {
                if (_cursors.TryAdd(owner.Stamp.Part, new PartCursor(owner.Stamp.Part, 0)))
                {
                    Read(owner.Stamp.Part);
                }
            }
        }

        respond(new PutLinksReply { Ack = PartRules.Accept() });
    }

    protected override void OnStart()
    {
    }

    protected override void OnCrash()
    {
        _cursors.Clear();
        _links = null;
    }

    private void Read(int part)
    {
        var owner = _links!.Parts.SingleOrDefault(found => found.Stamp.Part == part);
        var cursor = _cursors[part];
        var to = Site.Schedulers.SingleOrDefault(node => node.Name == owner?.Scheduler);
        if (to is null)
        {
            After(500, () => Read(part));
            return;
        }

        Site.Network.Call(this, to, cursor.NextRequest(Name, 1 << 20, TimeSpan.Zero), ReadEventsReply.Parser, to.ReadEvents, reply =>
        {
            if (reply is { Ack.Accepted: true })
            {
                cursor.Take(reply);
            }
            else
            {
                cursor.Restart();
            }

            After(World.Random.Next(100, 400), () => Read(part));
        });
    }
}
