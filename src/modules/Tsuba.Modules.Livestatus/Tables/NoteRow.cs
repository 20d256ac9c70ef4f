using Tsuba.LiveState;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>A comment or downtime with the item that it belongs to.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Note">The comment or downtime event.</param>
/// <param name="Item">The item.</param>
internal sealed record NoteRow<TNote>(ulong Id, TNote Note, LiveItem Item);
