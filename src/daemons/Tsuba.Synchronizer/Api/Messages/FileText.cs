namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>A file as text.</summary>
/// <param name="Path">Path.</param>
/// <param name="Commit">The commit that was read.</param>
/// <param name="Text">Its text; bytes that are no UTF-8 are replaced.</param>
/// <param name="Exact">Whether the text is the bytes; if not, writing it back would change more than was edited.</param>
public sealed record FileText(string Path, string Commit, string Text, bool Exact);
