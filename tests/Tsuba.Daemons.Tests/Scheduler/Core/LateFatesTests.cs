using Tsuba.Engine.Inputs;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Core;

namespace Tsuba.Daemons.Tests.Scheduler.Core;

public sealed class LateFatesTests
{
    [Fact]
    public void Overtaken_RefusedAsDoubleAlthoughItWasNew_IsLookedAtAgain()
    {
        LateFate[] fates = [Fate(isNew: true), Fate(isNew: true), Fate(isNew: false), new(Input: null, CommandState.Duplicate)];
        CommandAnswer[] answers = [Answer(CommandState.Applied), Answer(CommandState.Duplicate), Answer(CommandState.Duplicate), Answer(CommandState.Duplicate)];

        Assert.Equal([1], fates.Overtaken(answers));
    }

    private static LateFate Fate(bool isNew) => new(new CommandReceived("pipe", 5, "ADD_HOST_COMMENT;web;1;bob;text", ""), CommandState.Pending) { IsNew = isNew };

    private static CommandAnswer Answer(CommandState state) => new() { State = state };
}
