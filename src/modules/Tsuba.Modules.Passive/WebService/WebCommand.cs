namespace Tsuba.Modules.Passive.WebService;

/// <summary>One command of a call.</summary>
/// <param name="Id">Its id; null: it was not taken in.</param>
/// <param name="State">received, routed, applied, refused, expired, or unknown_host.</param>
/// <param name="Line">The command as it was taken in.</param>
/// <param name="Text">The answer in words.</param>
/// <param name="Answers">What each owner said, when it is final.</param>
internal sealed record WebCommand(string? Id, string State, string Line, string Text, IReadOnlyList<WebCommandAnswer> Answers)
{
    /// <summary>The state of a command about a host that the site does not have.</summary>
    public const string UnknownHost = "unknown_host";

    /// <summary>A command as its fate is.</summary>
    public static WebCommand From(string id, string line, CommandFate fate) => new(
        id,
        fate.Phase.ToString().ToLowerInvariant(),
        line,
        fate.Text,
        [.. fate.Parts.Select(part => new WebCommandAnswer(part.Part, part.Scheduler, part.Phase.ToString().ToLowerInvariant(), part.Text))]);
}
