using System.CommandLine;

namespace Tsuba.Cli.Sites;

/// <summary>The options that say which site is meant.</summary>
internal sealed class SiteOptions
{
    /// <summary><c>--state</c>.</summary>
    public Option<string?> State { get; } = new("--state")
    {
        Description = "State directory of the site.",
        HelpName = "DIR",
    };

    /// <summary><c>--site</c>.</summary>
    public Option<string?> Site { get; } = new("--site")
    {
        Description = "Name of the site.",
        HelpName = "NAME",
    };

    /// <summary>Adds both to a verb.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(State);
        command.Options.Add(Site);
    }
}
