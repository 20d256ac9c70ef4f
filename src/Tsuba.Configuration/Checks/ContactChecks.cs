using Tsuba.Configuration.Expansion;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Checks;

/// <summary>An item with notifications on and nobody to notify is probably a slip.</summary>
internal static class ContactChecks
{
    private static readonly string[] Recipients = ["contacts", "contact_groups", "escalations"];

    internal static void Check(Resolution resolution, ObjectDraft draft, string what)
    {
        var type = draft.Definition.Type;
        foreach (var recipients in Recipients)
        {
            if (draft.Value(resolution.Name(type, recipients)) is not null)
            {
                return;
            }
        }

        if (draft.Value(resolution.Name(type, "notifications_enabled")) is not { } flag || Words.ReadFlag(flag) != false)
        {
            resolution.Findings.Add(
                ReferenceFindings.ItemWithoutContact, draft.Definition.Location, $"{what} has neither contacts nor contact_groups: nobody is notified");
        }
    }
}
