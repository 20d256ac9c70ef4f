namespace Tsuba.Modules.Console.Pages;

/// <summary>What became of an action, for the page that follows it.</summary>
/// <param name="Good">Whether it was applied.</param>
/// <param name="Text">In words.</param>
public sealed record ActionMessage(bool Good, string Text);
