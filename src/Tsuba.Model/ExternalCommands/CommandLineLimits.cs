namespace Tsuba.Model.ExternalCommands;

/// <summary>Bounds of a command line.</summary>
public static class CommandLineLimits
{
    /// <summary>
    /// Characters of a line where nothing else is configured: the shipped max_plugins_output_length (65,536) twice, so that names,
    /// time stamp and an output of the full length always fit.
    /// </summary>
    public const int DefaultMaxLength = 131_072;
}
