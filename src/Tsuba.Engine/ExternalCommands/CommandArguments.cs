using Tsuba.Model.ExternalCommands;

namespace Tsuba.Engine.ExternalCommands;

/// <summary>The arguments of a command behind those that name its target.</summary>
/// <param name="Command">The command.</param>
/// <param name="Offset">How many arguments name the target.</param>
internal readonly record struct CommandArguments(ExternalCommand Command, int Offset)
{
    /// <summary>An argument as text.</summary>
    public string Text(int position) => Command.Text(Offset + position);

    /// <summary>An argument as a number.</summary>
    public long Number(int position) => Command.Number(Offset + position);

    /// <summary>An argument as a boolean.</summary>
    public bool Flag(int position) => Command.Flag(Offset + position);

    /// <summary>Whether an optional argument is there.</summary>
    public bool Has(int position) => Command.Arguments[Offset + position].IsPresent;
}
