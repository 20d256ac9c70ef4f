using Tsuba.Arbiter.Core.Commands;
using Tsuba.Arbiter.Draining;
using Tsuba.Journal.Spooling;
using Tsuba.Model.Items;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Disks;

namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>Commands on an arbiter's disk, between the buffer they came from and their owners.</summary>
public sealed class CommandSpoolTests
{
    private static readonly CommandOrigin Origin = new(DaemonRole.Receiver, "räuber");

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decode_WhatWasAppended_IsTheSame(bool isKeptThere)
    {
        var log = SpoolLog.Open(new FakeDisk(), "/routing", new SpoolOptions());
        var spool = new CommandSpool(log);
        spool.Append(Origin, Reply(), isKeptThere);
        Assert.True(log.Commit());

        var record = CommandSpool.Decode(Assert.Single(spool.ReadAll()).Content.Span);

        Assert.Equal((Origin, Reply(), isKeptThere), record);
    }

    [Fact]
    public void Decode_EveryTruncationAndKind_NeverThrows()
    {
        var record = CommandSpool.Encode(Origin, Reply(), isKeptThere: true);
        for (var kind = 0; kind < 4; kind++)
        {
            record[0] = (byte)kind;
            Assert.Equal(kind is 1 or 2, CommandSpool.Decode(record) is not null);
            for (var length = 0; length < record.Length; length++)
            {
                CommandSpool.Decode(record.AsSpan(0, length));
            }
        }
    }

    [Theory]
    [InlineData(true, true, true)]
    [InlineData(false, true, true)]
    [InlineData(false, false, true)]
    [InlineData(true, false, false)]
    public void IsTakenUp_OfSeveralArbiters_OnlyWhatIsKeptNowhereElse(bool isKeptThere, bool isAlone, bool expected) =>
        Assert.Equal(expected, CommandSpool.IsTakenUp(isKeptThere, isAlone));

    private static DrainReply Reply() => new() { NextCursor = 8, Commands = { new Command { Source = "r", Sequence = 7, Line = "DISABLE_NOTIFICATIONS" } } };
}
