using Tsuba.Model.ExternalCommands;

namespace Tsuba.Engine.ExternalCommands;

/// <summary>Under which names it is remembered which commands a host had. Source: decisions 0038 and 0100.</summary>
public static class CommandMarks
{
    /// <summary>The name under which the mark of a source about a host is kept, where marks are kept by host (<see cref="SemanticsVersions.MarksByHost"/>).</summary>
    /// <param name="semantics">Version of the rules of the part.</param>
    /// <param name="source">The name that a command came under.</param>
    public static string NameOf(uint semantics, string source) => SourceWays.WithoutMoves(source, alsoHeld: semantics >= SemanticsVersions.DeparturesReturn);
}
