using Tsuba.Arbiter.Core.Commands;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Simulation.Tests.Nodes;

/// <summary>A node whose commands the arbiter that leads drains.</summary>
internal interface IDrained
{
    /// <summary>Under which name the arbiter knows it.</summary>
    CommandOrigin Origin { get; }

    void Drain(DrainRequest request, Action<DrainReply?> respond);
}
