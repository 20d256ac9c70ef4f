using System.CommandLine;

namespace Tsuba.Cli.Verbs;

/// <summary>The option <c>-c FILE</c>, which may be given several times.</summary>
internal static class ConfigurationOption
{
    public static Option<string[]> Create() => new("--config", "-c")
    {
        Description = "Main configuration file (shinken.cfg, nagios.cfg, …); repeat it for more.",
        HelpName = "FILE",
        Required = true,
    };
}
