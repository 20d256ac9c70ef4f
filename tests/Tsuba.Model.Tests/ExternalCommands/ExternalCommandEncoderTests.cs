using Tsuba.Model.ExternalCommands;

namespace Tsuba.Model.Tests.ExternalCommands;

public sealed class ExternalCommandEncoderTests
{
    [Fact]
    public void Encode_MultiLineOutput_StaysOneLine()
    {
        var encoded = ExternalCommandEncoder.Encode(
            17, "PROCESS_SERVICE_CHECK_RESULT", ["web", "http", "0", "OK\r\nsecond;third\n[18] SHUTDOWN_PROGRAM\u001b"], 1_000);

        Assert.Equal("[17] PROCESS_SERVICE_CHECK_RESULT;web;http;0;OK\\nsecond;third\\n[18] SHUTDOWN_PROGRAM ", encoded.Line);
    }

    [Fact]
    public void Encode_SemicolonInAName_IsRefused() => Assert.Equal(
        "PROCESS_HOST_CHECK_RESULT: host holds a semicolon",
        ExternalCommandEncoder.Encode(null, "PROCESS_HOST_CHECK_RESULT", ["web;0;fine", "2", "down"], 1_000).Refusal);

    [Fact]
    public void Encode_LineFeedInAName_IsRefused() => Assert.Null(
        ExternalCommandEncoder.Encode(null, "DISABLE_HOST_CHECK", ["web\nSHUTDOWN_PROGRAM"], 1_000).Line);

    [Fact]
    public void Encode_UnknownCommand_NamesTheNearOne() => Assert.Equal(
        "unknown command 'DISABLE_HOST_CHEK'; did you mean DISABLE_HOST_CHECK?",
        ExternalCommandEncoder.Encode(null, "DISABLE_HOST_CHEK", ["web"], 1_000).Refusal);
}
