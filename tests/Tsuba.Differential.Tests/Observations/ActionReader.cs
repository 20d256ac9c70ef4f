namespace Tsuba.Differential.Tests.Observations;

/// <summary>Reads the words that notifications, event handlers and obsess commands record.</summary>
internal static class ActionReader
{
    /// <summary>From kind, host, service (empty for a host) and further words.</summary>
    public static Observation Read(long at, IReadOnlyList<string> words) => new(
        at,
        words[2].Length > 0 ? $"{words[1]};{words[2]}" : words[1],
        ObservationStream.Action,
        $"{words[0]} {string.Join(';', words.Skip(3).Select(word => Sorted(word.Trim())))}");

    // Recipients come in the order of the configuration in one program, of their names in the other.
    private static string Sorted(string word) =>
        word.Contains(',', StringComparison.Ordinal) ? string.Join(',', word.Split(',').Order(StringComparer.Ordinal)) : word;
}
