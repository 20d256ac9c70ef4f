namespace Tsuba.Modules.Console.Api;

/// <summary>What became of a command.</summary>
/// <param name="Id">Its id.</param>
/// <param name="State">received, routed, applied, refused, expired; unknown: no such command was taken in here.</param>
/// <param name="Text">The answer in words.</param>
/// <param name="Answers">What each owner said, when it is final.</param>
public sealed record ApiCommandFate(string Id, string State, string Text, IReadOnlyList<ApiCommandAnswer> Answers)
{
    /// <summary>The fate as JSON has it.</summary>
    public static ApiCommandFate From(string id, CommandFate fate) => new(
        id,
        fate.Phase.ToString().ToLowerInvariant(),
        fate.Text,
        [.. fate.Parts.Select(part => new ApiCommandAnswer(part.Part, part.Scheduler, part.Phase.ToString().ToLowerInvariant(), part.Text))]);
}
