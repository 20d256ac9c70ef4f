using System.Collections.Immutable;

namespace Tsuba.Model.ExternalCommands;

/// <summary>A command line that was understood. Names in it are not looked up yet: that is for whoever owns the objects.</summary>
public sealed class ExternalCommand
{
    internal ExternalCommand(ExternalCommandRow row, long? timestamp, ImmutableArray<CommandValue> arguments)
    {
        Row = row;
        Timestamp = timestamp;
        Arguments = arguments;
    }

    /// <summary>Which command it is; never a row that is another spelling.</summary>
    public ExternalCommandRow Row { get; }

    /// <summary>Name of the command.</summary>
    public string Name => Row.Name;

    /// <summary>Seconds since 1970 from the square brackets; null: the line had none.</summary>
    public long? Timestamp { get; }

    /// <summary>Values, one for each argument of the row.</summary>
    public ImmutableArray<CommandValue> Arguments { get; }

    /// <summary>The host that decides the route; null if the routing is not by host or service.</summary>
    public string? HostName => Row.Routing is CommandRouting.Host or CommandRouting.Service ? Arguments[0].Text : null;

    /// <summary>The service that the command is about; null if the routing is not by service.</summary>
    public string? ServiceDescription => Row.Routing == CommandRouting.Service ? Arguments[1].Text : null;

    /// <summary>The argument as text.</summary>
    public string Text(int index) => Arguments[index].Text;

    /// <summary>The argument as a number.</summary>
    public long Number(int index) => Arguments[index].Number;

    /// <summary>The argument as a boolean.</summary>
    public bool Flag(int index) => Arguments[index].Number != 0;

    /// <summary>The line, without time stamp, that parses to an equal command.</summary>
    public override string ToString()
    {
        var count = Arguments.Length;
        while (count > 0 && !Arguments[count - 1].IsPresent)
        {
            count--;
        }

        return string.Join(';', Arguments.Take(count).Select(argument => argument.Text).Prepend(Name));
    }
}
