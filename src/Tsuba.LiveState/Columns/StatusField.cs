namespace Tsuba.LiveState.Columns;

/// <summary>
/// A property of a status as bits of a word, see <see cref="StatusWord"/>. A value above <see cref="Most"/> is kept as <see cref="Most"/>, so a
/// comparison with a value below it is exact.
/// </summary>
public sealed class StatusField
{
    // Invariant: Shift + Bits ≤ 63, so a word is never negative and words compare as numbers.
    private StatusField(int shift, int bits, bool isFlag)
    {
        Shift = shift;
        Most = (1L << bits) - 1;
        Mask = Most << shift;
        IsFlag = isFlag;
    }

    /// <summary>State.</summary>
    public static StatusField State { get; } = new(StatusBits.State, StatusBits.StateBits, isFlag: false);

    /// <summary>State before the last change.</summary>
    public static StatusField LastState { get; } = new(StatusBits.LastState, StatusBits.StateBits, isFlag: false);

    /// <summary>Last hard state.</summary>
    public static StatusField LastHardState { get; } = new(StatusBits.LastHardState, StatusBits.StateBits, isFlag: false);

    /// <summary>0 soft, 1 hard.</summary>
    public static StatusField StateType { get; } = new(StatusBits.StateType, StatusBits.KindBits, isFlag: false);

    /// <summary>0 active, 1 passive.</summary>
    public static StatusField CheckType { get; } = new(StatusBits.CheckType, StatusBits.KindBits, isFlag: false);

    /// <summary>0 none, 1 normal, 2 sticky.</summary>
    public static StatusField Acknowledgement { get; } = new(StatusBits.Acknowledgement, StatusBits.KindBits, isFlag: false);

    /// <summary>Downtimes in effect.</summary>
    public static StatusField DowntimeDepth { get; } = new(StatusBits.DowntimeDepth, StatusBits.CountBits, isFlag: false);

    /// <summary>Number of the current attempt.</summary>
    public static StatusField Attempt { get; } = new(StatusBits.Attempt, StatusBits.CountBits, isFlag: false);

    /// <summary>Notifications for the present problem.</summary>
    public static StatusField NotificationNumber { get; } = new(StatusBits.NotificationNumber, StatusBits.CountBits, isFlag: false);

    /// <summary>Whether it was ever checked.</summary>
    public static StatusField HasBeenChecked { get; } = new(StatusBits.HasBeenChecked, 1, isFlag: true);

    /// <summary>Whether it is acknowledged in either way.</summary>
    public static StatusField IsAcknowledged { get; } = new(StatusBits.IsAcknowledged, 1, isFlag: true);

    /// <summary>Whether it flaps.</summary>
    public static StatusField IsFlapping { get; } = new(StatusBits.IsFlapping, 1, isFlag: true);

    /// <summary>Whether active checks are on.</summary>
    public static StatusField ChecksEnabled { get; } = new(StatusBits.ChecksEnabled, 1, isFlag: true);

    /// <summary>Whether passive results are taken.</summary>
    public static StatusField PassiveEnabled { get; } = new(StatusBits.PassiveEnabled, 1, isFlag: true);

    /// <summary>Whether it is notified.</summary>
    public static StatusField NotificationsEnabled { get; } = new(StatusBits.NotificationsEnabled, 1, isFlag: true);

    /// <summary>Whether its event handler is on.</summary>
    public static StatusField EventHandlerEnabled { get; } = new(StatusBits.EventHandlerEnabled, 1, isFlag: true);

    /// <summary>Whether flapping is looked for.</summary>
    public static StatusField FlapDetectionEnabled { get; } = new(StatusBits.FlapDetectionEnabled, 1, isFlag: true);

    /// <summary>Whether the obsessive command is run.</summary>
    public static StatusField Obsess { get; } = new(StatusBits.Obsess, 1, isFlag: true);

    /// <summary>Whether a check runs now.</summary>
    public static StatusField IsExecuting { get; } = new(StatusBits.IsExecuting, 1, isFlag: true);

    /// <summary>Whether it is a root problem.</summary>
    public static StatusField IsProblem { get; } = new(StatusBits.IsProblem, 1, isFlag: true);

    /// <summary>Whether its state comes from another problem.</summary>
    public static StatusField IsImpact { get; } = new(StatusBits.IsImpact, 1, isFlag: true);

    /// <summary>Whether the problem is not notified any more.</summary>
    public static StatusField NoMoreNotifications { get; } = new(StatusBits.NoMoreNotifications, 1, isFlag: true);

    /// <summary>Bits by which the value stands above the lowest one.</summary>
    public int Shift { get; }

    /// <summary>Largest value that is kept.</summary>
    public long Most { get; }

    /// <summary>The bits of the value in a word.</summary>
    public long Mask { get; }

    /// <summary>Whether it is 0 or 1 and nothing else.</summary>
    public bool IsFlag { get; }

    /// <summary>Whether comparing kept values with a value gives what comparing the true ones would.</summary>
    public bool Compares(long value) => value >= 0 && (value < Most || (IsFlag && value == 1));

    /// <summary>The value in a word.</summary>
    public long Read(long word) => (word & Mask) >> Shift;
}
