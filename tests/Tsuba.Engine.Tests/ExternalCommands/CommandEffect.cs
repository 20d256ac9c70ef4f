namespace Tsuba.Engine.Tests.ExternalCommands;

/// <summary>What one command does, as a test sees it.</summary>
/// <param name="Line">The command; <c>$DOWNTIME$</c> and <c>$COMMENT$</c> stand for the number of the newest one.</param>
/// <param name="Before">Commands that come before it.</param>
/// <param name="IsDone">Whether what it is for has happened, ten seconds later.</param>
internal sealed record CommandEffect(string Line, string[] Before, Func<EngineRun, bool> IsDone)
{
    /// <summary>Name of the command.</summary>
    public string Name => Line.Split(';')[0];

    /// <summary>For the name of a theory's case.</summary>
    public override string ToString() => Line;
}
