using Tsuba.Modules.Livestatus.Tables;

namespace Tsuba.Modules.Livestatus.Requests;

/// <summary>One key of an order.</summary>
/// <param name="Column">The column.</param>
/// <param name="Name">Of a dict: whose value; else empty.</param>
/// <param name="Descending">Greatest first.</param>
internal sealed record SortKey(Column Column, string Name, bool Descending);
