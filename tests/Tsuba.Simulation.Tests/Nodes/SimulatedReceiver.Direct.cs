using Google.Protobuf;
using Tsuba.Journal;
using Tsuba.Protocol.Contracts;
using Tsuba.Receiver.Core;
using Tsuba.Receiver.Delivery;

namespace Tsuba.Simulation.Tests.Nodes;

/// <content>What a receiver with <c>direct_routing 1</c> does itself: it calls the owners, and gives the arbiter the rest.</content>
internal partial class SimulatedReceiver
{
    private const string LinkPath = "/r-links/links";
    private const int MostCommandsPerReply = 20_000;

    private CommandOutlet? _outlet;

    /// <summary>Parts whose commands go through the arbiter, as an earlier life wrote them down.</summary>
    protected virtual LaneFile OpenLanes() => new(Disk, "/r-lanes/lanes");

    /// <summary>What an owner answered to a batch, as the receiver takes it.</summary>
    protected virtual ApplyCommandsReply? Heard(ApplyCommandsReply? reply) => reply;

    private void BeginToDeliver()
    {
        _outlet = new CommandOutlet(Name, _log, OpenLanes(), Time.UtcMilliseconds);
        if (DurableFile.Read(Disk, LinkPath).Content is { } kept)
        {
            Use(_outlet, PutLinksRequest.Parser.ParseFrom(kept));
        }

        Deliver(_outlet);
    }

    private void Use(CommandOutlet outlet, PutLinksRequest links)
    {
        Generation = links.Generation;
        outlet.Use(HostMap.From(links), links);
    }

    private void Keep(PutLinksRequest links)
    {
        try
        {
            DurableFile.Write(Disk, LinkPath, links.ToByteArray());
        }
        catch (IOException fault)
        {
            World.Tell($"{Name} cannot keep its links: {fault.Message}");
        }
    }

    private void Deliver(CommandOutlet outlet)
    {
        foreach (var batch in outlet.Step(Time.LogicalMilliseconds))
        {
            Send(outlet, batch);
        }

        After(World.Random.Next(20, 150), () => Deliver(outlet));
    }

    private void Send(CommandOutlet outlet, DirectBatch batch)
    {
        var to = Site.Schedulers.Single(node => node.Name == batch.Owner.Scheduler);
        Site.Network.Call(this, to, batch.Request(), ApplyCommandsReply.Parser, to.Commands, reply =>
        {
            outlet.Take(batch, Heard(reply), Time.LogicalMilliseconds);
            Record.Direct += reply is { Ack.Accepted: true } ? batch.Commands.Count : 0;
        });
    }
}
