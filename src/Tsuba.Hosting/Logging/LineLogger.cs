using System.Globalization;
using System.Text;
using Microsoft.Extensions.Logging;

namespace Tsuba.Hosting.Logging;

/// <summary>
/// <c>2026-01-31T12:00:00.000Z WRN 8001 scheduler-1 text</c>. Control characters are written as <c>\n</c>, <c>\xNN</c>, so that an
/// entry is a line whatever a plugin or peer put into it.
/// </summary>
internal sealed class LineLogger : ILogger
{
    private readonly LogSink _sink;
    private readonly string _source;
    private readonly LogLevel _minimum;
    private readonly TimeProvider _time;

    public LineLogger(LogSink sink, string source, LogLevel minimum, TimeProvider time)
    {
        _sink = sink;
        _source = source;
        _minimum = minimum;
        _time = time;
    }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= _minimum && logLevel != LogLevel.None;

    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter)
    {
        if (!IsEnabled(logLevel))
        {
            return;
        }

        var line = new StringBuilder(160);
        line.Append(CultureInfo.InvariantCulture, $"{_time.GetUtcNow():yyyy-MM-ddTHH:mm:ss.fffZ} {Short(logLevel)} {eventId.Id:0000} {_source} ");
        AppendEscaped(line, formatter(state, exception));
        if (exception is not null)
        {
            line.Append(": ");
            AppendEscaped(line, logLevel >= LogLevel.Error ? exception.ToString() : Messages(exception));
        }

        _sink.Write(new LogLine(_source, line.ToString()));
    }

    private static string Messages(Exception exception) => exception.InnerException is null
        ? exception.Message
        : $"{exception.Message} ({Messages(exception.InnerException)})";

    private static string Short(LogLevel level) => level switch
    {
        LogLevel.Trace => "TRC",
        LogLevel.Debug => "DBG",
        LogLevel.Information => "INF",
        LogLevel.Warning => "WRN",
        LogLevel.Error => "ERR",
        _ => "CRT",
    };

    private static void AppendEscaped(StringBuilder line, string text)
    {
        foreach (var c in text)
        {
            if (c == '\n')
            {
                line.Append("\\n");
            }
            else if (char.IsControl(c))
            {
                line.Append(CultureInfo.InvariantCulture, $"\\x{(int)c:x2}");
            }
            else
            {
                line.Append(c);
            }
        }
    }
}
