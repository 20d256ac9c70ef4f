using System.Collections.Immutable;
using Tsuba.Engine.Parts;
using Tsuba.Engine.States;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Notifications;

/// <summary>
/// Who is told instead of the item's own contacts. Source: reference/shinken.md 3.6 and 4.6: contacts of all eligible escalations replace
/// the normal ones, the smallest of their intervals counts, a time-based one may pull the next notification earlier.
/// </summary>
internal static class Escalations
{
    /// <summary>Contacts for a notification number.</summary>
    public static ImmutableArray<Contact> Contacts(Part part, int index, int number, out bool escalated)
    {
        var policy = part.Items[index].Notification;
        escalated = false;
        SortedDictionary<string, Contact>? union = null;
        foreach (var escalation in policy.Escalations)
        {
            if (!IsEligible(part, index, escalation, number))
            {
                continue;
            }

            escalated = true;
            union ??= new SortedDictionary<string, Contact>(StringComparer.Ordinal);
            foreach (var contact in escalation.TakesContactsOfItem ? policy.Contacts : escalation.Contacts)
            {
                union[contact.Name] = contact;
            }
        }

        return union is null ? policy.Contacts : [.. union.Values];
    }

    /// <summary>Whether an escalation takes a notification of that number now.</summary>
    public static bool IsEligible(Part part, int index, Escalation escalation, int number)
    {
        ref readonly var row = ref part.Rows[index];
        var letter = row.State == 0 ? StateOptions.Recovery : Names.Option(part.IsHost(index), row.State);
        if ((escalation.Options != 0 && (escalation.Options & letter) == 0)
            || !part.Periods.Contains(escalation.Period, part.Now.UtcSeconds))
        {
            return false;
        }

        if (escalation.ByTime)
        {
            var since = TimeSpan.FromMilliseconds(part.Now.LogicalMilliseconds - HardSince(part, index));
            return since >= escalation.FirstTime && (escalation.LastTime == TimeSpan.Zero || since <= escalation.LastTime);
        }

        return number >= escalation.FirstNotification && (escalation.LastNotification == 0 || number <= escalation.LastNotification);
    }

    /// <summary>Shortens an interval so that no time-based escalation begins unnoticed; 0 stays 0 where none is ahead.</summary>
    public static long PullEarlier(Part part, int index, int number, long interval)
    {
        foreach (var escalation in part.Items[index].Notification.Escalations)
        {
            if (!escalation.ByTime || IsEligible(part, index, escalation, number))
            {
                continue;
            }

            var ahead = HardSince(part, index) + (long)escalation.FirstTime.TotalMilliseconds - part.Now.LogicalMilliseconds;
            if (ahead > 0 && (interval == 0 || ahead < interval))
            {
                interval = ahead;
            }
        }

        return interval;
    }

    // By the logical clock, so that setting the wall clock neither calls people early nor leaves them out.
    private static long HardSince(Part part, int index) =>
        part.Rows[index].HardSinceLogical is var since && since == ItemRow.Never ? part.Now.LogicalMilliseconds : since;
}
