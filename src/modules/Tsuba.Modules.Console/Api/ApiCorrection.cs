using Tsuba.LiveState;
using Tsuba.Model.Items;
using Tsuba.Modules.Availability;
using Tsuba.Modules.Console.Pages;

namespace Tsuba.Modules.Console.Api;

/// <summary>What somebody put right in reports of availability. Times are seconds since 1970.</summary>
/// <param name="Id">Number.</param>
/// <param name="Host">Name of the host, if the configuration has it.</param>
/// <param name="Service">Description of the service; null: the host itself.</param>
/// <param name="From">Begin of the span that it is about.</param>
/// <param name="To">End of that span.</param>
/// <param name="Kind">downtime, nodowntime, state or exclude.</param>
/// <param name="State">Name of the state, for the kind state.</param>
/// <param name="Author">Who made it.</param>
/// <param name="Made">When.</param>
/// <param name="Reason">Why.</param>
/// <param name="RevokedBy">Who revoked it, or null.</param>
/// <param name="Revoked">When it was revoked, or null.</param>
/// <param name="RevokedReason">Why it was revoked, or null.</param>
public sealed record ApiCorrection(
    long Id,
    string? Host,
    string? Service,
    double From,
    double To,
    string Kind,
    string? State,
    string Author,
    double Made,
    string Reason,
    string? RevokedBy,
    double? Revoked,
    string? RevokedReason)
{
    internal static ApiCorrection Of(LiveSite site, Correction correction)
    {
        var definition = site.Items.GetValueOrDefault(correction.Item)?.Definition;
        return new ApiCorrection(
            correction.Id,
            definition?.Name.Host,
            definition?.Name.Description,
            correction.Span.Begin / 1000.0,
            correction.Span.End / 1000.0,
            HistoryKindNames.Of(correction.Kind),
            correction.Kind == CorrectionKind.State ? StateText.Of(definition?.Kind ?? ItemKind.Service, correction.State) : null,
            correction.Author,
            correction.MadeUtcMilliseconds / 1000.0,
            correction.Reason,
            correction.IsInForce ? null : correction.RevokedBy,
            correction.IsInForce ? null : correction.RevokedUtcMilliseconds / 1000.0,
            correction.IsInForce ? null : correction.RevokedReason);
    }
}
