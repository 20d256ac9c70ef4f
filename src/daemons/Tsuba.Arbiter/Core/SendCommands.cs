using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Arbiter.Core;

/// <summary>Give commands to the owner of a part.</summary>
/// <param name="Part">The part.</param>
/// <param name="Scheduler">Its owner.</param>
/// <param name="Epoch">Epoch of the ownership.</param>
/// <param name="Commands">Commands in order.</param>
public sealed record SendCommands(PartId Part, string Scheduler, Epoch Epoch, IReadOnlyList<Command> Commands)
{
    /// <summary>Which turn of this arbiter at leading it belongs to: an answer that comes in a later one says nothing.</summary>
    public int Turn { get; init; }
}
