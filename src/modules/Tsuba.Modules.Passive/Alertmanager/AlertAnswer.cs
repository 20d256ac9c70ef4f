using System.Text.Json.Serialization;

namespace Tsuba.Modules.Passive.Alertmanager;

/// <summary>What became of the alerts of one call.</summary>
/// <param name="Alerts">How many there were.</param>
/// <param name="Taken">How many of them are in a result that was taken in.</param>
/// <param name="Results">Results that they became: alerts about one item make one.</param>
/// <param name="UnknownHosts">Hosts that the site does not have, the first of them.</param>
/// <param name="Unknown">Alerts about hosts that the site does not have.</param>
/// <param name="Refused">Alerts that name no host or service, or are neither firing nor resolved.</param>
/// <param name="Reasons">Why, each reason once, the first of them.</param>
/// <param name="Repeated">The same call was answered a moment ago, and was not taken a second time.</param>
internal sealed record AlertAnswer(
    int Alerts,
    int Taken,
    int Results,
    [property: JsonPropertyName("unknown_hosts")] IReadOnlyList<string> UnknownHosts,
    int Unknown,
    int Refused,
    IReadOnlyList<string> Reasons,
    bool Repeated);
