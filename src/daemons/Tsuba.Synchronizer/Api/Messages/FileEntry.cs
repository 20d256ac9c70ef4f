namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>One file.</summary>
/// <param name="Path">Path.</param>
/// <param name="Bytes">Length.</param>
/// <param name="Read">Whether a main file leads to it.</param>
public sealed record FileEntry(string Path, int Bytes, bool Read);
