namespace Tsuba.Configuration.Syntax;

/// <summary>One <c>define … { … }</c> as a range of lines.</summary>
/// <param name="Define">Index of the define line.</param>
/// <param name="End">Index behind the last line: behind the closing brace, or where the next block or the end of the file cut it off.</param>
public readonly record struct SyntaxBlock(int Define, int End);
