using Google.Protobuf;
using Tsuba.Engine.Inputs;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>What a part answers to orders about hosts that move, and what such orders are as inputs of its turns.</summary>
public static class HandOverAnswers
{
    private const int ReplyBytes = 4 * 1024 * 1024;

    /// <summary>State of hosts that left, behind the one that was taken last, as many as fit into a reply.</summary>
    public static TakeDeparturesReply Departures(PartCore core, TakeDeparturesRequest request)
    {
        if (core.Manifest?.Generation != request.Generation)
        {
            return new TakeDeparturesReply { Ack = PartRules.Refuse(RefusalReason.Invalid, $"generation {core.Manifest?.Generation ?? 0} runs") };
        }

        var reply = new TakeDeparturesReply { Ack = PartRules.Accept() };
        var bytes = 0;
        foreach (var (host, state) in core.Departures)
        {
            if (request.After.Length > 0 && string.CompareOrdinal(host, request.After) <= 0)
            {
                continue;
            }

            if (bytes > 0 && bytes + state.Length > ReplyBytes)
            {
                reply.More = true;
                break;
            }

            bytes += state.Length + host.Length;
            reply.Hosts.Add(new HostDeparture { Host = host, State = UnsafeByteOperations.UnsafeWrap(state) });
        }

        return reply;
    }

    /// <summary>Arrivals, in order, and then what is said of their end.</summary>
    public static List<PartInput> Inputs(PutArrivalsRequest request)
    {
        var inputs = request.States.Select(PartInput (state) => new EngineStep(new HostsArrived(request.Generation, state.Memory))).ToList();
        if (request.Ended.Count > 0)
        {
            inputs.Add(new EngineStep(new ArrivalsEnded(request.Generation, [.. request.Ended])));
        }

        return inputs;
    }

    /// <summary>The release.</summary>
    public static List<PartInput> Inputs(ReleaseDeparturesRequest request) => [new EngineStep(new DeparturesReleased(request.Generation))];
}
