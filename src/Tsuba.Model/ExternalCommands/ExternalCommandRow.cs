using System.Collections.Immutable;

namespace Tsuba.Model.ExternalCommands;

/// <summary>One external command: its name, its arguments, who gets it, and whether it is carried out.</summary>
/// <param name="Name">Name in capital letters.</param>
/// <param name="Routing">Who gets it.</param>
/// <param name="Arguments">Arguments in order. Text, if any, comes last; optional ones follow the required ones.</param>
public sealed record ExternalCommandRow(string Name, CommandRouting Routing, ImmutableArray<CommandArgument> Arguments)
{
    /// <summary>Why the command is answered with a refusal by everyone; null: it is carried out. Source: design 3, "no-op external commands".</summary>
    public string? Refusal { get; init; }

    /// <summary>Name of the row that this one is another spelling of; null: its own. The parser hands out that row.</summary>
    public string? SameAs { get; init; }

    /// <summary>Number of arguments that must be present.</summary>
    public int RequiredArguments { get; } = Arguments.Count(argument => !argument.IsOptional);

    /// <summary>
    /// Whether it goes to every part and names something that a part need not have, as an id, a contact or a group: it is carried out
    /// where one part does it.
    /// </summary>
    public bool IsDoneByAnyPart => Routing == CommandRouting.Global && RequiredArguments > 0;

    /// <summary><c>NAME;argument;…</c>, optional arguments in square brackets.</summary>
    public override string ToString() =>
        string.Concat(Arguments.Select(argument => argument.IsOptional ? $";[{argument.Name}]" : $";{argument.Name}").Prepend(Name));
}
