namespace Tsuba.Modules.Console.Api;

/// <summary>One result of a check.</summary>
/// <param name="Time">Start of the check, seconds since 1970.</param>
/// <param name="State">Name of the state.</param>
/// <param name="IsHard">Whether the state was hard.</param>
/// <param name="Attempt">Attempt.</param>
/// <param name="Output">First line of the output.</param>
/// <param name="Perfdata">Performance data as the plugin wrote it.</param>
/// <param name="Execution">How long the check ran, in seconds.</param>
/// <param name="Latency">How late it began, in seconds.</param>
public sealed record ApiResult(double Time, string State, bool IsHard, int Attempt, string Output, string Perfdata, double Execution, double Latency);
