using System.Collections.Immutable;
using Tsuba.Configuration.Edits;

namespace Tsuba.Synchronizer.Versions;

/// <summary>One place that two authors changed differently.</summary>
/// <param name="Path">File.</param>
/// <param name="Index">Which conflict of the file, from 0.</param>
/// <param name="Line">Line in the file as staging has it, from 1.</param>
/// <param name="Objects">The definitions that the lines belong to on either side.</param>
/// <param name="Base">The lines that both started from.</param>
/// <param name="Ours">The lines that staging has.</param>
/// <param name="Theirs">The lines that the draft has.</param>
public sealed record MergeConflict(string Path, int Index, int Line, ImmutableArray<DefinitionId> Objects, string Base, string Ours, string Theirs);
