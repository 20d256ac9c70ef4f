using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;

namespace Tsuba.LiveState;

/// <summary>What a broker knows of a part beside its items.</summary>
/// <param name="Epoch">Ownership under which the newest events were made.</param>
/// <param name="NextSequence">Sequence of the first event that is not applied yet.</param>
/// <param name="LastEventUtcMilliseconds">Time of the newest frame; 0: none.</param>
/// <param name="Program">Program switches, or null before the first event of that kind.</param>
public sealed record PartState(Epoch Epoch, ulong NextSequence, long LastEventUtcMilliseconds, ProgramEvent? Program)
{
    internal static PartState Unknown { get; } = new(Epoch.None, 0, 0, null);
}
