using System.Diagnostics.CodeAnalysis;

namespace Tsuba.Model.ExternalCommands;

/// <summary>Outcome of reading a command line: exactly one of the two is there.</summary>
/// <param name="Command">The command, or null.</param>
/// <param name="Refusal">One sentence that says what is wrong and what was expected, or null. Safe to log and to show.</param>
public readonly record struct ExternalCommandResult(ExternalCommand? Command, string? Refusal)
{
    /// <summary>Whether the line was understood.</summary>
    [MemberNotNullWhen(true, nameof(Command))]
    [MemberNotNullWhen(false, nameof(Refusal))]
    public bool IsUnderstood => Command is not null;
}
