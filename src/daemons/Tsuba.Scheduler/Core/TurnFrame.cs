namespace Tsuba.Scheduler.Core;

/// <summary>What a turn appends to the journal.</summary>
/// <param name="Sequence">The number that the journal must give it.</param>
/// <param name="Type">See <see cref="FrameCodec"/>.</param>
/// <param name="Payload">A <c>JournalTurn</c>.</param>
public readonly record struct TurnFrame(ulong Sequence, byte Type, ReadOnlyMemory<byte> Payload);
