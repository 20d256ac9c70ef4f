namespace Tsuba.Modules.History;

/// <summary>One result of a check.</summary>
/// <param name="UtcMilliseconds">Start of the check.</param>
/// <param name="State">State id.</param>
/// <param name="IsHard">Whether the state was hard.</param>
/// <param name="Attempt">Attempt.</param>
/// <param name="Output">First line of the output.</param>
/// <param name="Perfdata">Performance data as the plugin wrote it.</param>
/// <param name="ExecutionSeconds">How long it ran.</param>
/// <param name="LatencySeconds">How late it started.</param>
public sealed record HistoryResult(
    long UtcMilliseconds,
    int State,
    bool IsHard,
    int Attempt,
    string Output,
    string Perfdata,
    double ExecutionSeconds,
    double LatencySeconds);
