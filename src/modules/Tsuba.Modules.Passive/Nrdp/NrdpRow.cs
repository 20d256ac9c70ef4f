namespace Tsuba.Modules.Passive.Nrdp;

/// <summary>One check result of a request, as text.</summary>
/// <param name="Host"><c>hostname</c>.</param>
/// <param name="Service"><c>servicename</c>; empty: the result of the host.</param>
/// <param name="State"><c>state</c>.</param>
/// <param name="Output"><c>output</c>.</param>
/// <param name="Time"><c>time</c> or <c>checktime</c>, seconds since 1970; empty: now.</param>
internal readonly record struct NrdpRow(string Host, string Service, string State, string Output, string Time);
