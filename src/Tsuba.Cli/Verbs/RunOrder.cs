namespace Tsuba.Cli.Verbs;

/// <summary>What <c>tsuba run</c> is asked to run.</summary>
/// <param name="Files">Main configuration files.</param>
/// <param name="Settings">Settings from the command line.</param>
/// <param name="PrintSettings">Print the settings and end.</param>
internal sealed record RunOrder(IReadOnlyList<string> Files, IReadOnlyDictionary<string, string> Settings, bool PrintSettings)
{
    /// <summary>Addresses of daemon objects that belong here; empty: all that mean this machine.</summary>
    public IReadOnlyList<string> Machines { get; init; } = [];
}
