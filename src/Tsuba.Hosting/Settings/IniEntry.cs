namespace Tsuba.Hosting.Settings;

/// <summary>One line of an ini file.</summary>
/// <param name="Key">Key, lower case.</param>
/// <param name="Value">Value.</param>
/// <param name="Place"><c>file:line</c>.</param>
public sealed record IniEntry(string Key, string Value, string Place);
