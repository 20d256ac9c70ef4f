using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Macros;

/// <summary>Options of the main file that macros follow.</summary>
public sealed record MacroSettings
{
    /// <summary>The Nagios sample set: what a shell would act on.</summary>
    public const string SampleIllegalCharacters = "`~$&|'\"<>";

    /// <summary>illegal_macro_output_chars: taken out of outputs, performance data, comments and authors.</summary>
    public string IllegalOutputCharacters { get; init; } = SampleIllegalCharacters;

    /// <summary>date_format.</summary>
    public DateFormat DateFormat { get; init; }

    /// <summary>Zone of dates and times.</summary>
    public TimeZoneInfo Zone { get; init; } = TimeZoneInfo.Utc;

    /// <summary>enable_environment_macros: every command gets every macro as NAGIOS_….</summary>
    public bool EnvironmentMacros { get; init; }

    /// <summary>The options of a configuration.</summary>
    public static MacroSettings Of(MainSettings settings) => new()
    {
        IllegalOutputCharacters = settings.IllegalMacroOutputCharacters,
        DateFormat = settings.DateFormat switch
        {
            "euro" => DateFormat.European,
            "iso8601" => DateFormat.Iso8601,
            "strict-iso8601" => DateFormat.StrictIso8601,
            _ => DateFormat.UnitedStates,
        },
        Zone = settings.Zone,
        EnvironmentMacros = settings.EnableEnvironmentMacros,
    };
}
