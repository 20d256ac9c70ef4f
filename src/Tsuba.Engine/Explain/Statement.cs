using System.Collections.Immutable;

namespace Tsuba.Engine.Explain;

/// <summary>One sentence of an explanation, not yet in any language.</summary>
/// <param name="Code">Name of a <see cref="Reason"/> or of a <see cref="Phrase"/>; the key of its row in <see cref="MessageTable"/>.</param>
/// <param name="Arguments">What the sentence speaks of, by name; those that are not known are left out.</param>
/// <param name="Stops">Whether it stands against a notification.</param>
public sealed record Statement(string Code, ImmutableArray<StatementArgument> Arguments, bool Stops = false)
{
    /// <summary>A reason of the engine.</summary>
    public static Statement Of(Reason reason, params StatementArgument?[] arguments) => new(MessageTable.CodeOf(reason), Known(arguments));

    /// <summary>A reason of the engine that stands against a notification.</summary>
    public static Statement Against(Reason reason, params StatementArgument?[] arguments) => new(MessageTable.CodeOf(reason), Known(arguments), Stops: true);

    /// <summary>Anything else that is to be said.</summary>
    public static Statement Of(Phrase phrase, params StatementArgument?[] arguments) => new(MessageTable.CodeOf(phrase), Known(arguments));

    /// <summary>Anything else that stands against a notification.</summary>
    public static Statement Against(Phrase phrase, params StatementArgument?[] arguments) => new(MessageTable.CodeOf(phrase), Known(arguments), Stops: true);

    /// <summary>The argument of a name, or null.</summary>
    public StatementArgument? this[string name]
    {
        get
        {
            foreach (var argument in Arguments)
            {
                if (argument.Name == name)
                {
                    return argument;
                }
            }

            return null;
        }
    }

    private static ImmutableArray<StatementArgument> Known(StatementArgument?[] arguments) =>
        [.. arguments.Where(argument => argument is not null).Select(argument => argument.GetValueOrDefault())];
}
