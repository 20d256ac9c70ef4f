namespace Tsuba.Journal.Spooling;

/// <summary>A record of a spool.</summary>
/// <param name="Sequence">Grows with each record; numbers may be left out after damage, never repeated.</param>
/// <param name="Content">The bytes as they were appended.</param>
public readonly record struct SpoolRecord(ulong Sequence, ReadOnlyMemory<byte> Content);
