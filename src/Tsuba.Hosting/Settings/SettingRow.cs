namespace Tsuba.Hosting.Settings;

/// <summary>One known key of a daemon's settings.</summary>
/// <param name="Key">Key as it stands in the ini file; <c>TSUBA_KEY</c> in the environment.</param>
/// <param name="Default">Value where nothing is set; null: none.</param>
/// <param name="Help">What it does; for a key without effect, what is done instead.</param>
public sealed record SettingRow(string Key, string? Default, string Help)
{
    /// <summary>A key of Shinken's files that is accepted and does nothing.</summary>
    public bool HasNoEffect { get; init; }

    /// <summary>A port whose default moves by <c>port_offset</c>.</summary>
    public bool MovesWithOffset { get; init; }

    /// <summary>Whether the value is masked where settings are printed.</summary>
    public bool IsSecret { get; init; }
}
