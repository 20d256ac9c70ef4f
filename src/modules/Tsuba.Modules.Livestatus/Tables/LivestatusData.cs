using Tsuba.LiveState;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>One consistent view for the length of a query.</summary>
/// <param name="Tables">The live tables.</param>
/// <param name="Site">The configuration and the items at the start of the query.</param>
/// <param name="Now">Time of the query.</param>
public sealed record LivestatusData(LiveTables Tables, LiveSite Site, DateTimeOffset Now);
