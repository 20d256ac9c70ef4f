namespace Tsuba.Modules;

/// <summary>What became of a command.</summary>
/// <param name="Known">False: still pending.</param>
/// <param name="Applied">Applied by at least one part, refused by none.</param>
/// <param name="Text">The answer in words.</param>
public sealed record CommandFate(bool Known, bool Applied, string Text);
