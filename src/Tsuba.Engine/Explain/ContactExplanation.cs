using System.Collections.Immutable;

namespace Tsuba.Engine.Explain;

/// <summary>What a notification would mean for one contact.</summary>
/// <param name="Contact">contact_name.</param>
/// <param name="Statements">What stands against it and what else there is to say.</param>
public sealed record ContactExplanation(string Contact, ImmutableArray<Statement> Statements)
{
    /// <summary>Whether nothing of the contact stands against it.</summary>
    public bool IsTold => Statements.All(statement => !statement.Stops);
}
