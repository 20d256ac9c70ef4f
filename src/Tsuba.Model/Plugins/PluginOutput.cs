namespace Tsuba.Model.Plugins;

/// <summary>The text of a plugin, split by the grammar of reference/conventions.md 1.</summary>
/// <param name="Short">First line up to the bar.</param>
/// <param name="Long">Further lines, joined by line feeds; empty if none.</param>
/// <param name="Perfdata">All performance data, joined by blanks; empty if none.</param>
public readonly partial record struct PluginOutput(string Short, string Long, string Perfdata)
{
    /// <summary>Whether the text was longer than allowed; what is kept of it then ends with an ellipsis.</summary>
    public bool IsCut { get; init; }
}
