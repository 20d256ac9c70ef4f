using Tsuba.LiveState;
using Tsuba.Modules.Livestatus.Execution;

namespace Tsuba.Modules.Livestatus.Requests;

/// <summary>What a query waits for. Source: reference/livestatus.md 9.</summary>
/// <param name="Object">Name of the row that the condition is asked of; empty: some row.</param>
/// <param name="Condition">The condition; null: the next event of the trigger is enough.</param>
/// <param name="Trigger">The trigger; null: every event.</param>
/// <param name="Timeout">Longest wait; null: as long as the server allows.</param>
internal sealed record WaitRequest(string Object, RowFilter? Condition, LiveChange Trigger, TimeSpan? Timeout);
