using Tsuba.Protocol.Contracts;

namespace Tsuba.Receiver.Core;

/// <summary>A command that is on disk and not delivered.</summary>
internal sealed class KeptCommand(ulong sequence, Command command, int bytes)
{
    /// <summary>Its number in the spool.</summary>
    public ulong Sequence { get; } = sequence;

    /// <summary>The command, with the source that its owner will know it by.</summary>
    public Command Command { get; } = command;

    /// <summary>Its size.</summary>
    public int Bytes { get; } = bytes;

    /// <summary>The part of its host when its source was given; −1: none.</summary>
    public int Part { get; set; } = -1;
}
