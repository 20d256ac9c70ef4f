namespace Tsuba.Synchronizer.Versions;

/// <summary>How one conflict is decided.</summary>
/// <param name="Path">File of the conflict.</param>
/// <param name="Index">Its index in the file.</param>
/// <param name="Take">Which side.</param>
/// <param name="Text">The lines, where <paramref name="Take"/> is <see cref="MergeSide.Text"/>.</param>
public sealed record MergeDecision(string Path, int Index, MergeSide Take, string Text);
