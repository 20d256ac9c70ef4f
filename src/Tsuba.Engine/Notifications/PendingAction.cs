using Tsuba.Engine.Outputs;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Notifications;

/// <summary>An action that was handed out and has no receipt yet.</summary>
/// <param name="Due">What was handed out.</param>
/// <param name="Command">Command call, for events.</param>
/// <param name="Type">Kind of notification; None for other actions.</param>
/// <param name="State">State id of the item then.</param>
/// <param name="Number">Number inside the problem.</param>
internal sealed record PendingAction(ActionDue Due, string Command, NotificationType Type, byte State, int Number)
{
    /// <summary>What it is about.</summary>
    public ItemId Item => Due.Item;
}
