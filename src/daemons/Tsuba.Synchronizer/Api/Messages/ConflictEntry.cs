namespace Tsuba.Synchronizer.Api.Messages;

/// <summary>A place that two authors changed.</summary>
/// <param name="Path">File.</param>
/// <param name="Index">Which conflict of the file.</param>
/// <param name="Line">Line in staging.</param>
/// <param name="Objects">Definitions that the lines belong to.</param>
/// <param name="Base">What both came from.</param>
/// <param name="Ours">What staging has.</param>
/// <param name="Theirs">What the draft has.</param>
public sealed record ConflictEntry(string Path, int Index, int Line, IReadOnlyList<string> Objects, string Base, string Ours, string Theirs);
