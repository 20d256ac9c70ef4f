using Tsuba.Configuration.Expansion;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Checks;

/// <summary>An item with notifications on and nobody to notify is probably a slip.</summary>
internal sealed class ContactChecks(Resolution resolution, ObjectType type)
{
    private readonly PropertyName _contacts = resolution.Name(type, "contacts");
    private readonly PropertyName _contactGroups = resolution.Name(type, "contact_groups");
    private readonly PropertyName _escalations = resolution.Name(type, "escalations");
    private readonly PropertyName _enabled = resolution.Name(type, "notifications_enabled");

    internal void Check(ObjectDraft draft)
    {
        if (draft.Value(_contactGroups) is not null || draft.Value(_contacts) is not null || draft.Value(_escalations) is not null)
        {
            return;
        }

        if (draft.Value(_enabled) is not { } flag || Words.ReadFlag(flag) != false)
        {
            resolution.Findings.Add(
                ReferenceFindings.ItemWithoutContact,
                draft.Definition.Location,
                $"{ObjectTypes.Text(type)} has neither contacts nor contact_groups: nobody is notified");
        }
    }
}
