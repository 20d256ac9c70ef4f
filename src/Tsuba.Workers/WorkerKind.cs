namespace Tsuba.Workers;

/// <summary>The words of a role that leases jobs.</summary>
/// <param name="Word">The role in lower case, as in the names of its metrics.</param>
/// <param name="MeterName">Name of its meter.</param>
/// <param name="Jobs">What it runs, in the plural, as at the beginning of a sentence.</param>
/// <param name="Results">What it sends back, in the same form.</param>
public sealed record WorkerKind(string Word, string MeterName, string Jobs, string Results);
