using Microsoft.Extensions.Logging;

namespace Tsuba.Hosting.Logging;

/// <summary>The web server's own loggers: warnings and worse only, and nothing about clients that fail a handshake (the port says that).</summary>
internal sealed class QuietLoggers : ILoggerFactory
{
    private readonly ILoggerFactory _inner;

    public QuietLoggers(ILoggerFactory inner) => _inner = inner;

    public ILoggerFactory Factory => this;

    public ILogger CreateLogger(string categoryName) => new Filter(_inner.CreateLogger(categoryName));

    public void AddProvider(ILoggerProvider provider) =>
        throw new NotSupportedException("The providers belong to the site's loggers.");

    public void Dispose()
    {
        // The inner factory belongs to the site.
    }

    private sealed class Filter(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Warning && inner.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
