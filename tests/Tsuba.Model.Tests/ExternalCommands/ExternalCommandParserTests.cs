using FsCheck;
using FsCheck.Fluent;
using Tsuba.Model.ExternalCommands;
using Tsuba.Model.Items;

namespace Tsuba.Model.Tests.ExternalCommands;

public sealed class ExternalCommandParserTests
{
    [Fact]
    public void Parse_FullDowntime_GivesTypedArguments()
    {
        var command = Understood("[1700000000] SCHEDULE_SVC_DOWNTIME;web;http;1700000100;1700003700.7;1;0;3600;bob;disk; then reboot; done");

        Assert.Equal(1_700_000_000, command.Timestamp);
        Assert.Equal("web", command.HostName);
        Assert.Equal("http", command.ServiceDescription);
        Assert.Equal(1_700_003_700, command.Number(3));
        Assert.True(command.Flag(4));
        Assert.Equal("disk; then reboot; done", command.Text(8));
    }

    [Theory]
    [InlineData("ENABLE_NOTIFICATIONS", "ENABLE_NOTIFICATIONS")]
    [InlineData("  [12] enable_notifications", "ENABLE_NOTIFICATIONS")]
    [InlineData("DISABLE_SERVICE_FLAP_DETECTION;web;http", "DISABLE_SVC_FLAP_DETECTION;web;http")]
    [InlineData("DISABLE_HOST_CHECK;web;", "DISABLE_HOST_CHECK;web")]
    [InlineData("PROCESS_HOST_CHECK_RESULT;web;1", "PROCESS_HOST_CHECK_RESULT;web;1")]
    [InlineData("DEL_DOWNTIME_BY_HOST_NAME;web;;;all;of it", "DEL_DOWNTIME_BY_HOST_NAME;web;;;all;of it")]
    [InlineData("ACKNOWLEDGE_HOST_PROBLEM;web;2;1;0;bob;", "ACKNOWLEDGE_HOST_PROBLEM;web;2;1;0;bob;")]
    public void Parse_AcceptedLine_PrintsTheSameCommand(string line, string printed) => Assert.Equal(printed, Understood(line).ToString());

    [Theory]
    [InlineData("", "the line holds no command")]
    [InlineData("[oops] ENABLE_NOTIFICATIONS", "the time stamp before the command is not '[seconds]'")]
    [InlineData("SCHEDULE_SVC_CHEK;web;http;0", "unknown command 'SCHEDULE_SVC_CHEK'; did you mean SCHEDULE_SVC_CHECK?")]
    [InlineData("MAKE_COFFEE", "unknown command 'MAKE_COFFEE'")]
    [InlineData("DISABLE_HOST_CHECK", "DISABLE_HOST_CHECK lacks its host; expected DISABLE_HOST_CHECK;host")]
    [InlineData("DISABLE_HOST_CHECK; ", "DISABLE_HOST_CHECK: host is empty; expected DISABLE_HOST_CHECK;host")]
    [InlineData("DISABLE_HOST_CHECK;web;http", "DISABLE_HOST_CHECK has more arguments than DISABLE_HOST_CHECK;host")]
    [InlineData("SCHEDULE_HOST_CHECK;web;soon", "SCHEDULE_HOST_CHECK: time is 'soon', not a number; expected SCHEDULE_HOST_CHECK;host;time")]
    [InlineData("ADD_HOST_COMMENT;web;1;bob;two\nlines", "the line holds the control character U+000A at column 31")]
    [InlineData("ADD_HOST_COMMENT;web;1;bob;nul\0", "the line holds the control character U+0000 at column 31")]
    [InlineData("ADD_HOST_COMMENT;web;1;bob;\u2028", "the line holds the control character U+2028 at column 28")]
    public void Parse_BadLine_SaysWhatIsWrong(string line, string refusal) =>
        Assert.Equal(refusal, ExternalCommandParser.Parse(line, CommandLineLimits.DefaultMaxLength).Refusal);

    [Fact]
    public void Parse_LineAboveTheLimit_IsRefused() =>
        Assert.Equal("the line has 20 characters; 19 are allowed", ExternalCommandParser.Parse("ENABLE_NOTIFICATIONS", 19).Refusal);

    [Fact]
    public void TryParsePassiveResult_ServiceResult_GivesSlicesAndTheId()
    {
        Assert.True(ExternalCommandParser.TryParsePassiveResult(
            "[1700000000] PROCESS_SERVICE_CHECK_RESULT;web;http;2;CRITICAL - a; b|t=1;2;3", 200, out var result));

        Assert.Equal(1_700_000_000, result.Timestamp);
        Assert.Equal(ItemId.OfService("web", "http"), result.Item);
        Assert.Equal(2, result.Code);
        Assert.Equal("CRITICAL - a; b|t=1;2;3", result.Output.ToString());
    }

    [Theory]
    [InlineData("PROCESS_SERVICE_CHECK_RESULT;web;http;x;text")]
    [InlineData("PROCESS_SERVICE_CHECK_RESULT;web;;0;text")]
    [InlineData("PROCESS_HOST_CHECK_RESULT;web;0;two\rlines")]
    [InlineData("[\u20281700000000] PROCESS_HOST_CHECK_RESULT;web;0;text")]
    [InlineData("ENABLE_NOTIFICATIONS")]
    public void TryParsePassiveResult_AnythingElse_IsLeftToParse(string line) =>
        Assert.False(ExternalCommandParser.TryParsePassiveResult(line, 200, out _));

    [Fact]
    public void TryParsePassiveResult_ManyLines_AllocatesNothing()
    {
        const string Line = "[1700000000] PROCESS_SERVICE_CHECK_RESULT;web;http;2;CRITICAL - refused|time=1s";
        ExternalCommandParser.TryParsePassiveResult(Line, 200, out _);
        var before = GC.GetAllocatedBytesForCurrentThread();

        var understood = 0;
        for (var index = 0; index < 1_000; index++)
        {
            understood += ExternalCommandParser.TryParsePassiveResult(Line, 200, out var result) && result.Item != ItemId.None ? 1 : 0;
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(1_000, understood);
    }

    [Fact]
    public void Parse_AnyText_NeverThrowsAndPrintsStably() => Prop.ForAll(
        Lines(),
        line =>
        {
            var first = ExternalCommandParser.Parse(line, 200);
            if (first.Command is null)
            {
                return !string.IsNullOrEmpty(first.Refusal);
            }

            var second = ExternalCommandParser.Parse(first.Command.ToString(), 200);
            return second.Command?.ToString() == first.Command.ToString();
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void TryParsePassiveResult_AnyText_AgreesWithParse() => Prop.ForAll(
        Lines(),
        line =>
        {
            if (!ExternalCommandParser.TryParsePassiveResult(line, 200, out var fast))
            {
                return true;
            }

            var slow = ExternalCommandParser.Parse(line, 200).Command;
            return slow is not null
                && fast.Host.SequenceEqual(slow.HostName)
                && fast.Description.SequenceEqual(slow.ServiceDescription)
                && fast.Code == slow.Arguments[^2].Number
                && fast.Output.SequenceEqual(slow.Arguments[^1].Text);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    // Lines made of the pieces that matter, so that many are understood.
    private static Arbitrary<string> Lines()
    {
        var piece = Gen.Elements(
            "PROCESS_SERVICE_CHECK_RESULT", "PROCESS_HOST_CHECK_RESULT", "DEL_DOWNTIME_BY_HOST_NAME", "ADD_HOST_COMMENT", "[12] ", "[", "]", ";", ";",
            ";", ";", "web", "http", " ", "0", "-1", "2.5", "\n", "é", "9999999999", "\\n");
        return piece.ListOf().Select(string.Concat).ToArbitrary();
    }

    private static ExternalCommand Understood(string line)
    {
        var result = ExternalCommandParser.Parse(line, CommandLineLimits.DefaultMaxLength);
        Assert.True(result.IsUnderstood, result.Refusal);
        return result.Command;
    }
}
