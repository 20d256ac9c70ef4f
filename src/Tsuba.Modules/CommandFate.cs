using System.Collections.Immutable;

namespace Tsuba.Modules;

/// <summary>What became of a command.</summary>
/// <param name="Phase">How far it has come.</param>
/// <param name="Text">The answer in words; empty where there is none yet, or nothing to say.</param>
/// <param name="Parts">What each owner said; empty while it is not final.</param>
public sealed record CommandFate(CommandPhase Phase, string Text, ImmutableArray<CommandPartAnswer> Parts)
{
    /// <summary>Whether it does not change any more.</summary>
    public bool IsFinal => Phase >= CommandPhase.Applied;

    /// <summary>Whether everyone it was for applied it.</summary>
    public bool IsApplied => Phase == CommandPhase.Applied;

    /// <summary>A command that is not answered.</summary>
    public static CommandFate Pending(CommandPhase phase) => new(phase, "", []);
}
