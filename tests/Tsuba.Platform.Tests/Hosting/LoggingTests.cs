using Microsoft.Extensions.Logging;
using Tsuba.Hosting.Logging;
using Tsuba.Testing.Time;

namespace Tsuba.Platform.Tests.Hosting;

public sealed class LoggingTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("tsuba-log-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public async Task Log_TextOfAPlugin_StaysOneLine()
    {
        var terminal = new StringWriter();
        await using (var sink = new LogSink(_directory, terminal, isOnTerminal: true))
        {
            var logger = new LineLoggerFactory(sink, "poller-1", LogLevel.Information, new ManualTime()).CreateLogger("Test");
            logger.Log(LogLevel.Warning, new EventId(42), "bad\nline\u001b[31m", null, (state, _) => state);
        }

        var line = "2023-11-14T22:13:20.000Z WRN 0042 poller-1 bad\\nline\\x1b[31m" + Environment.NewLine;
        Assert.Equal(line, terminal.ToString());
        Assert.Equal(line, await File.ReadAllTextAsync(Path.Combine(_directory, "poller-1.log")));
    }

    [Fact]
    public async Task Log_BelowTheLevelOrOfTheFramework_IsLeftOut()
    {
        await using (var sink = new LogSink(_directory, TextWriter.Null, isOnTerminal: false))
        {
            var loggers = new LineLoggerFactory(sink, "x", LogLevel.Information, new ManualTime());
            loggers.CreateLogger("Tsuba.Test").Log(LogLevel.Debug, 1, "debug", null, (state, _) => state);
            loggers.CreateLogger("Microsoft.AspNetCore.Hosting").Log(LogLevel.Information, 1, "request", null, (state, _) => state);
            loggers.CreateLogger("Tsuba.Test").Log(LogLevel.Information, 1, "kept", null, (state, _) => state);
        }

        Assert.EndsWith(" kept", Assert.Single(await File.ReadAllLinesAsync(Path.Combine(_directory, "x.log"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Write_MoreThanAFileMayHold_RotatesAndKeepsFour()
    {
        await using (var sink = new LogSink(_directory, TextWriter.Null, isOnTerminal: false))
        {
            var large = new string('x', 17 * 1024 * 1024);
            for (var file = 0; file < 7; file++)
            {
                sink.Write(new LogLine("x", large));
            }
        }

        Assert.Equal(
            ["x.log.1", "x.log.2", "x.log.3", "x.log.4"],
            Directory.GetFiles(_directory).Select(Path.GetFileName).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Write_FileIsALink_IsNotFollowed()
    {
        var target = Path.Combine(_directory, "target");
        await File.WriteAllTextAsync(target, "");
        File.CreateSymbolicLink(Path.Combine(_directory, "x.log"), target);
        var terminal = new StringWriter();
        await using (var sink = new LogSink(_directory, terminal, isOnTerminal: false))
        {
            sink.Write(new LogLine("x", "line"));
            sink.Write(new LogLine("x", "line"));
        }

        Assert.Equal("", await File.ReadAllTextAsync(target));
        Assert.Single(terminal.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void MayWrite_ManyRefusalsOfOnePeer_OneLineAPeriodWithTheCount()
    {
        var time = new ManualTime();
        var limit = new RateLimitedLog(time, TimeSpan.FromSeconds(10));

        Assert.True(limit.MayWrite("10.0.0.1", out _));
        Assert.False(limit.MayWrite("10.0.0.1", out _));
        Assert.False(limit.MayWrite("10.0.0.1", out _));
        Assert.True(limit.MayWrite("10.0.0.2", out _));
        time.Advance(TimeSpan.FromSeconds(10));
        Assert.True(limit.MayWrite("10.0.0.1", out var suppressed));
        Assert.Equal(2, suppressed);
    }
}
