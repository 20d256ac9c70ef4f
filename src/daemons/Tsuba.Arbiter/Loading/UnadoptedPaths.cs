using Tsuba.Model.Definitions;

namespace Tsuba.Arbiter.Loading;

/// <summary>
/// Takes from a configuration what would work on files that a live Nagios may own. While the paths of the configuration are not adopted,
/// performance data go to twins under the state directory, and the commands that process the files of Nagios must not run.
/// </summary>
public static class UnadoptedPaths
{
    private static readonly string[] Commands = ["host_perfdata_file_processing_command", "service_perfdata_file_processing_command"];

    /// <summary>The reading without these commands; the same if it has none.</summary>
    public static SourceReading Spare(SourceReading reading) =>
        reading.Configuration is { } configuration && configuration.Objects.Any(HasCommand)
            ? reading with { Configuration = configuration with { Objects = [.. configuration.Objects.Select(item => HasCommand(item) ? Without(item) : item)] } }
            : reading;

    private static bool HasCommand(ResolvedObject item) => item.Type == ObjectType.Main && Commands.Any(name => item.Find(name) is not null);

    private static ResolvedObject Without(ResolvedObject main) => main with
    {
        Own = [.. main.Own.Where(property => !Commands.Contains(property.Name, StringComparer.Ordinal))],
        Shared = [.. main.Shared.Where(property => !Commands.Contains(property.Name, StringComparer.Ordinal))],
    };
}
