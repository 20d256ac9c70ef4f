namespace Tsuba.Configuration.Reloads;

/// <summary>A service definition that is not what it was.</summary>
/// <param name="Index">Its index among the <see cref="ServiceBlocks"/> of its file.</param>
/// <param name="Start">Offset of its first line in the new text.</param>
/// <param name="End">Offset behind its last line there.</param>
/// <param name="FirstLine">Number of its first line there, from 1.</param>
/// <param name="Lines">Number of its lines there.</param>
internal readonly record struct ChangedBlock(int Index, int Start, int End, int FirstLine, int Lines);
