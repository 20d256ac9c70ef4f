using Tsuba.Model.Objects;

namespace Tsuba.Engine.Parts;

/// <summary>What commands changed of one item's definition; null: as configured. Few items have any.</summary>
internal sealed class ItemOverrides
{
    /// <summary>check_interval.</summary>
    public TimeSpan? Interval { get; set; }

    /// <summary>retry_interval.</summary>
    public TimeSpan? RetryInterval { get; set; }

    /// <summary>max_check_attempts.</summary>
    public int? MaxAttempts { get; set; }

    /// <summary>Name of the check_period.</summary>
    public string? CheckPeriod { get; set; }

    /// <summary>Name of the notification_period.</summary>
    public string? NotificationPeriod { get; set; }

    /// <summary>check_command as it was written.</summary>
    public string? CheckCommand { get; set; }

    /// <summary>event_handler as it was written; empty: none.</summary>
    public string? EventHandler { get; set; }

    /// <summary>snapshot_command as it was written.</summary>
    public string? SnapshotCommand { get; set; }

    /// <summary>Wait before the first notification of the next problems, set by DELAY_*_NOTIFICATION: UTC milliseconds; 0: none.</summary>
    public long NoNotificationBeforeUtc { get; set; }

    /// <summary><see cref="CheckCommand"/> read against the active configuration; null: its command is gone, so the configured one holds.</summary>
    public CommandCall? CheckCall { get; set; }

    /// <summary><see cref="EventHandler"/> read against the active configuration.</summary>
    public CommandCall? HandlerCall { get; set; }

    /// <summary><see cref="SnapshotCommand"/> read against the active configuration.</summary>
    public CommandCall? SnapshotCall { get; set; }

    /// <summary>Custom variables by name.</summary>
    public SortedDictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    /// <summary>Drops what is no longer marked as changed: CHANGE_*_MODATTR took the mark away, so a new configuration holds.</summary>
    public void Keep(uint modifiedAttributes)
    {
        bool IsMarked(uint bit) => (modifiedAttributes & bit) != 0;
        Interval = IsMarked(ModifiedAttribute.NormalInterval) ? Interval : null;
        RetryInterval = IsMarked(ModifiedAttribute.RetryInterval) ? RetryInterval : null;
        MaxAttempts = IsMarked(ModifiedAttribute.MaxAttempts) ? MaxAttempts : null;
        CheckPeriod = IsMarked(ModifiedAttribute.CheckPeriod) ? CheckPeriod : null;
        NotificationPeriod = IsMarked(ModifiedAttribute.NotificationPeriod) ? NotificationPeriod : null;
        CheckCommand = IsMarked(ModifiedAttribute.CheckCommand) ? CheckCommand : null;
        EventHandler = IsMarked(ModifiedAttribute.EventHandlerCommand) ? EventHandler : null;
        if (!IsMarked(ModifiedAttribute.CustomVariable))
        {
            Variables.Clear();
        }
    }

    /// <summary>The variables as the model writes them.</summary>
    public IEnumerable<CustomVariable> CustomVariables() => Variables.Select(variable => new CustomVariable(variable.Key, variable.Value));
}
