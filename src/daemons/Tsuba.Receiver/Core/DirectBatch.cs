using Tsuba.Protocol.Contracts;

namespace Tsuba.Receiver.Core;

/// <summary>Commands for the owner of one part.</summary>
/// <param name="Part">The part.</param>
/// <param name="Owner">Who owns it.</param>
/// <param name="Commands">Commands in order.</param>
internal sealed record DirectBatch(int Part, PartOwnership Owner, IReadOnlyList<Command> Commands)
{
    /// <summary>The call to the owner.</summary>
    public ApplyCommandsRequest Request() =>
        new() { Stamp = new PartStamp { Part = Part, Epoch = Owner.Epoch }, Commands = { Commands } };
}
