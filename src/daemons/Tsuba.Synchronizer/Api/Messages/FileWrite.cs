namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>A new text of a file.</summary>
/// <param name="Path">Path.</param>
/// <param name="Revision">What the draft is expected to hold; absent: whatever it holds.</param>
/// <param name="Text">The text; null: the file goes.</param>
public sealed record FileWrite(string Path, string? Revision, string? Text);
