namespace Tsuba.Journal.Reading;

/// <summary>A file of a journal.</summary>
/// <param name="Path">Where it was when it was listed.</param>
/// <param name="First">Sequence of its first frame.</param>
public sealed record StoredSegment(string Path, ulong First);
