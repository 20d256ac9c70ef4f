namespace Tsuba.Engine.Downtimes;

/// <summary>A downtime as a command asks for it.</summary>
/// <param name="StartUtc">UTC milliseconds.</param>
/// <param name="EndUtc">UTC milliseconds.</param>
/// <param name="IsFixed">Fixed, or flexible.</param>
/// <param name="TriggeredBy">Id of the downtime that it follows; 0: none.</param>
/// <param name="Duration">Of a flexible one.</param>
/// <param name="Author">Who.</param>
/// <param name="Text">Why.</param>
internal sealed record DowntimeRequest(long StartUtc, long EndUtc, bool IsFixed, ulong TriggeredBy, TimeSpan Duration, string Author, string Text);
