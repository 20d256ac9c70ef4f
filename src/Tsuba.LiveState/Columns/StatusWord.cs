using Tsuba.Protocol.Contracts;

namespace Tsuba.LiveState.Columns;

/// <summary>
/// What counts and filters ask of a status most, in one word: a table of a million words is eight megabytes, which a query reads from end to end
/// without touching a status.
/// </summary>
internal static class StatusWord
{
    /// <summary>The word of a status.</summary>
    public static long Of(StatusEvent status) =>
        Number(status.State, StatusBits.State, StatusBits.StateBits)
        | Number(status.LastState, StatusBits.LastState, StatusBits.StateBits)
        | Number(status.LastHardState, StatusBits.LastHardState, StatusBits.StateBits)
        | Number(status.StateType, StatusBits.StateType, StatusBits.KindBits)
        | Number(status.CheckType, StatusBits.CheckType, StatusBits.KindBits)
        | Number(status.Acknowledgement, StatusBits.Acknowledgement, StatusBits.KindBits)
        | Number(status.DowntimeDepth, StatusBits.DowntimeDepth, StatusBits.CountBits)
        | Number(status.Attempt, StatusBits.Attempt, StatusBits.CountBits)
        | Number(status.NotificationNumber, StatusBits.NotificationNumber, StatusBits.CountBits)
        | Flag(status.HasBeenChecked, StatusBits.HasBeenChecked)
        | Flag(status.Acknowledgement != 0, StatusBits.IsAcknowledged)
        | Flag(status.IsFlapping, StatusBits.IsFlapping)
        | Flag(status.ChecksEnabled, StatusBits.ChecksEnabled)
        | Flag(status.PassiveEnabled, StatusBits.PassiveEnabled)
        | Flag(status.NotificationsEnabled, StatusBits.NotificationsEnabled)
        | Flag(status.EventHandlerEnabled, StatusBits.EventHandlerEnabled)
        | Flag(status.FlapDetectionEnabled, StatusBits.FlapDetectionEnabled)
        | Flag(status.Obsess, StatusBits.Obsess)
        | Flag(status.IsExecuting, StatusBits.IsExecuting)
        | Flag(status.IsProblem, StatusBits.IsProblem)
        | Flag(status.IsImpact, StatusBits.IsImpact)
        | Flag(status.NoMoreNotifications, StatusBits.NoMoreNotifications);

    private static long Number(uint value, int shift, int bits) => (long)Math.Min(value, (1U << bits) - 1) << shift;

    private static long Flag(bool value, int shift) => (value ? 1L : 0) << shift;
}
