namespace Tsuba.Modules.Console.Api;

/// <summary>A correction of availability to be made.</summary>
/// <param name="Host">Name of the host.</param>
/// <param name="Service">Description of the service; null or empty: the host itself.</param>
/// <param name="From">Begin, seconds since 1970.</param>
/// <param name="To">End, seconds since 1970.</param>
/// <param name="Kind">downtime, nodowntime, state or exclude.</param>
/// <param name="State">Name of the state, for the kind state.</param>
/// <param name="Reason">Why; needed.</param>
public sealed record ApiNewCorrection(string? Host, string? Service, double From, double To, string? Kind, string? State, string? Reason);
