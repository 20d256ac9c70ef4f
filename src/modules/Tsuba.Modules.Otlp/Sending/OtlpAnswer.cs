namespace Tsuba.Modules.Otlp.Sending;

/// <summary>What a receiver said to a request that is not to be sent again.</summary>
/// <param name="IsTaken">Whether it took the request; else it never will.</param>
/// <param name="Rejected">Points that it left out of a request that it took.</param>
/// <param name="Reason">Why; empty where it took everything.</param>
internal readonly record struct OtlpAnswer(bool IsTaken, long Rejected, string Reason);
