using System.Globalization;

namespace Tsuba.Modules.Console.Events;

/// <summary>Bounds of event streams, as the properties of the <c>define module</c> say.</summary>
/// <param name="Streams"><c>event_streams</c>: most streams at a time, 200 by default.</param>
/// <param name="StreamsPerUser"><c>event_streams_per_user</c>: most of one user or token, 20 by default.</param>
/// <param name="Heartbeat"><c>event_heartbeat_seconds</c>: longest silence, 15 s by default.</param>
/// <param name="Patience"><c>event_write_seconds</c>: how long a reader may take nothing before its stream is cut, 10 s by default.</param>
public sealed record EventStreamLimits(int Streams, int StreamsPerUser, TimeSpan Heartbeat, TimeSpan Patience)
{
    /// <summary>Reads properties.</summary>
    /// <exception cref="InvalidDataException">One is no number in its range.</exception>
    public static EventStreamLimits From(IReadOnlyDictionary<string, string> properties) => new(
        (int)Number(properties, "event_streams", 200, 1, 10_000),
        (int)Number(properties, "event_streams_per_user", 20, 1, 10_000),
        TimeSpan.FromSeconds(Number(properties, "event_heartbeat_seconds", 15, 0.1, 300)),
        TimeSpan.FromSeconds(Number(properties, "event_write_seconds", 10, 0.1, 300)));

    private static double Number(IReadOnlyDictionary<string, string> properties, string name, double otherwise, double least, double most)
    {
        if (!properties.TryGetValue(name, out var text))
        {
            return otherwise;
        }

        return double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most
            ? value
            : throw new InvalidDataException(string.Create(CultureInfo.InvariantCulture, $"{name} is '{text}', not a number from {least} to {most}"));
    }
}
