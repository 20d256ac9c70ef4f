using Tsuba.Engine.Inputs;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Scheduler.Core;

/// <summary>What a part does about a command.</summary>
/// <param name="Input">What its engine is given; null: nothing.</param>
/// <param name="Answer">Without an input, the answer: the part had it before, or does not know it.</param>
public readonly record struct LateFate(CommandReceived? Input, CommandState Answer)
{
    /// <summary>Whether an owner before left the command, and the engine had neither it nor a later one under the name that it gets, when that was looked at.</summary>
    public bool IsNew { get; init; }
}
