namespace Tsuba.Scheduler.Parts;

/// <summary>Why a part is not open.</summary>
/// <param name="Text">For people.</param>
/// <param name="CanPass">Whether the disk refused: it is tried again, and nothing is set aside.</param>
internal sealed record PartFault(string Text, bool CanPass);
