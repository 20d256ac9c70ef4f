namespace Tsuba.Hosting.Settings;

/// <summary>Something to say about settings.</summary>
/// <param name="IsError">The daemon does not start.</param>
/// <param name="Text">What and where.</param>
public sealed record SettingFinding(bool IsError, string Text);
