using Tsuba.Model.Items;

namespace Tsuba.Modules.History;

/// <summary>One line of the Nagios log.</summary>
/// <param name="UtcMilliseconds">When.</param>
/// <param name="Part">Part that it came from.</param>
/// <param name="Sequence">Number of the event in its part.</param>
/// <param name="Item">The item, or none.</param>
/// <param name="Kind">What the line tells.</param>
/// <param name="Contact">The contact, or empty.</param>
/// <param name="Text">The line without its time stamp.</param>
public sealed record HistoryLine(long UtcMilliseconds, int Part, ulong Sequence, ItemId Item, LogLineKind Kind, string Contact, string Text);
