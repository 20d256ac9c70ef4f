namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>How one conflict is decided.</summary>
/// <param name="Path">File.</param>
/// <param name="Index">Which conflict of the file.</param>
/// <param name="Take">ours, theirs, both or text.</param>
/// <param name="Text">Lines of one's own.</param>
public sealed record DecisionEntry(string Path, int Index, string Take, string? Text);
