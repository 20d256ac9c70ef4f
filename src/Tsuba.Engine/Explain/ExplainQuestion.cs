using Tsuba.Engine.Notifications;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Explain;

/// <summary>What is to be explained.</summary>
/// <param name="Item">Which item.</param>
public sealed record ExplainQuestion(ItemName Item)
{
    /// <summary>Kind of notification.</summary>
    public NotificationType Type { get; init; } = NotificationType.Problem;

    /// <summary>Only this contact; empty: all.</summary>
    public string Contact { get; init; } = "";

    /// <summary>
    /// Contact in whose name is asked: items that it is no contact of are not named, nor explained. Empty: everything is shown. A contact sees the
    /// items that it is a contact of, and every service of a host that it is a contact of.
    /// </summary>
    public string Viewer { get; init; } = "";

    /// <summary>Whether an item may be named.</summary>
    public bool Sees(Item item) =>
        Viewer.Length == 0 || IsContactOf(item) || (item is Service service && IsContactOf(service.Host));

    private bool IsContactOf(Item item)
    {
        foreach (var contact in item.Notification.Contacts)
        {
            if (string.Equals(contact.Name, Viewer, StringComparison.Ordinal))
            {
                return true;
            }
        }

        return false;
    }
}
