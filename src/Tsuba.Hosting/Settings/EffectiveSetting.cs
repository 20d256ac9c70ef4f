namespace Tsuba.Hosting.Settings;

/// <summary>A value and where it came from.</summary>
/// <param name="Row">Its row.</param>
/// <param name="Value">Value.</param>
/// <param name="Origin"><c>default</c>, <c>file:line</c>, <c>environment TSUBA_KEY</c> or <c>command line</c>.</param>
public sealed record EffectiveSetting(SettingRow Row, string Value, string Origin);
