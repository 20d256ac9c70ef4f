using Tsuba.LiveState;
using Tsuba.Model.TimePeriods;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Time periods of items and contacts as they are now: those that a command named, else the configured ones.</summary>
internal static class PresentPeriods
{
    /// <summary>When it is checked; null: always.</summary>
    public static TimePeriod? CheckPeriod(LiveItem item, QueryContext context) => Find(item.Status.CheckPeriod, context) ?? item.Definition.Check.Period;

    /// <summary>When it is notified; null: always.</summary>
    public static TimePeriod? NotificationPeriod(LiveItem item, QueryContext context) => Find(item.Status.NotificationPeriod, context) ?? item.Definition.Notification.Period;

    /// <summary>The period that a command named; null: none did, or a newer configuration does not have it any more.</summary>
    public static TimePeriod? Find(string changed, QueryContext context) => changed.Length == 0 ? null : context.Site.TimePeriods.GetValueOrDefault(changed);
}
