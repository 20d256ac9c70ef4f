namespace Tsuba.Arbiter.Core.Commands;

/// <summary>Commands that were made durable together, as one record of the spool.</summary>
/// <param name="sequence">Sequence of the record.</param>
/// <param name="origin">Whose buffer they came from.</param>
/// <param name="takenAtMs">When this arbiter took them, in logical time.</param>
internal sealed class CommandRecord(ulong sequence, CommandOrigin origin, long takenAtMs)
{
    internal ulong Sequence { get; } = sequence;

    internal CommandOrigin Origin { get; } = origin;

    internal long TakenAtMs { get; } = takenAtMs;

    internal int Unresolved { get; set; }
}
