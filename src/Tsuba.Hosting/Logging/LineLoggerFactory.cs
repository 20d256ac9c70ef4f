using Microsoft.Extensions.Logging;

namespace Tsuba.Hosting.Logging;

/// <summary>Loggers of one source: one line for each entry.</summary>
public sealed class LineLoggerFactory : ILoggerFactory
{
    private readonly LogSink _sink;
    private readonly string _source;
    private readonly LogLevel _minimum;
    private readonly TimeProvider _time;

    /// <summary>Loggers that write to a sink, which they do not own.</summary>
    /// <param name="sink">Where lines go.</param>
    /// <param name="source">Whose lines they are; names the file.</param>
    /// <param name="minimum">Entries below this level are left out.</param>
    /// <param name="time">Clock of the time stamps.</param>
    public LineLoggerFactory(LogSink sink, string source, LogLevel minimum, TimeProvider time)
    {
        _sink = sink;
        _source = source;
        _minimum = minimum;
        _time = time;
    }

    /// <inheritdoc/>
    public ILogger CreateLogger(string categoryName) => new LineLogger(_sink, _source, LevelOf(categoryName), _time);

    // The frameworks below tell at Information what each request did; that is Debug by our measure.
    private LogLevel LevelOf(string category)
    {
        // A web host that cannot start throws to us what it would also log, stack and all.
        if (category == "Microsoft.Extensions.Hosting.Internal.Host")
        {
            return LogLevel.None;
        }

        var isFramework = category.StartsWith("Microsoft.", StringComparison.Ordinal) || category.StartsWith("System.", StringComparison.Ordinal);
        return isFramework && _minimum == LogLevel.Information ? LogLevel.Warning : _minimum;
    }

    /// <inheritdoc/>
    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException("Lines go to the sink and nowhere else.");

    /// <inheritdoc/>
    public void Dispose()
    {
        // The sink belongs to the site.
    }
}
