namespace Tsuba.Journal;

/// <summary>Something that is not as it should be in the files of a journal: one log line for whoever opens it.</summary>
/// <param name="Kind">What.</param>
/// <param name="File">Name of the file, without its directory.</param>
/// <param name="Offset">First byte that is not good.</param>
/// <param name="Text">The finding in words, with what was done about it.</param>
public sealed record JournalFinding(JournalFindingKind Kind, string File, long Offset, string Text);
