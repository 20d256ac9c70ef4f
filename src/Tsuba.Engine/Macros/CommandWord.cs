namespace Tsuba.Engine.Macros;

/// <summary>One word of a command.</summary>
/// <param name="Text">The word; in a shell line without the run-time text.</param>
/// <param name="HoldsData">Whether run-time text is part of it.</param>
internal readonly record struct CommandWord(string Text, bool HoldsData);
