namespace Tsuba.Scheduler.Parts;

/// <summary>Why a part is not open.</summary>
/// <param name="Text">For people.</param>
/// <param name="CanPass">Whether the disk refused: it is tried again, and nothing is set aside.</param>
internal sealed record PartFault(string Text, bool CanPass)
{
    /// <summary>Version of the rules of its files, where this scheduler does not know it: they are left as they are; 0: that is not why.</summary>
    public uint Semantics { get; init; }

    /// <summary>Version of the rules of a part that is to go, and whose commands could not be handed over yet; 0: that is not why.</summary>
    public uint Leaving { get; init; }
}
