using Tsuba.Protocol.Contracts;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>A node that the arbiter tells with whom it works.</summary>
internal interface ISatellite
{
    /// <summary>Generation of the links that it works with; 0: none.</summary>
    long Generation { get; }

    /// <summary>Changes with each start.</summary>
    string Run { get; }

    void Links(PutLinksRequest request, Action<PutLinksReply?> respond);
}
