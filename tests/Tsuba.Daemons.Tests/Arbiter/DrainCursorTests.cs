using Tsuba.Arbiter.Core.Commands;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Daemons.Tests.Arbiter;

public sealed class DrainCursorTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(20);

    [Fact]
    public void CallWithAnswers_IsNotHeldBack()
    {
        var cursor = new DrainCursor();
        Assert.Equal(20_000, cursor.Next(Wait, free: null).WaitMs);
        cursor.Add([new CommandAnswer { Sequence = 1 }]);
        Assert.True(cursor.CarriesAnswers);
        Assert.Equal(0, cursor.Next(Wait, free: null).WaitMs);
    }

    [Fact]
    public void Answers_AreSentUntilACallWithThemWasAnswered()
    {
        var cursor = new DrainCursor();
        cursor.Add([new CommandAnswer { Sequence = 1 }]);
        cursor.Next(Wait, free: null);
        cursor.Add([new CommandAnswer { Sequence = 2 }]);
        Assert.Equal([1UL, 2UL], cursor.Next(Wait, free: null).Answers.Select(answer => answer.Sequence));

        cursor.Answered(new DrainReply { NextCursor = 3 });
        var next = cursor.Next(Wait, free: null);
        Assert.Empty(next.Answers);
        Assert.Equal((3UL, 20_000), (next.Cursor, next.WaitMs));
    }
}
