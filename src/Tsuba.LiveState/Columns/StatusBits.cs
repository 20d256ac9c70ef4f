namespace Tsuba.LiveState.Columns;

/// <summary>Lowest bits of the properties in a word, and how many bits they have. Constants, since a word is made for each status that comes.</summary>
internal static class StatusBits
{
    public const int StateBits = 3;
    public const int KindBits = 2;
    public const int CountBits = 7;

    public const int State = 0;
    public const int LastState = 3;
    public const int LastHardState = 6;
    public const int StateType = 9;
    public const int CheckType = 11;
    public const int Acknowledgement = 13;
    public const int DowntimeDepth = 15;
    public const int Attempt = 22;
    public const int NotificationNumber = 29;
    public const int HasBeenChecked = 36;
    public const int IsAcknowledged = 37;
    public const int IsFlapping = 38;
    public const int ChecksEnabled = 39;
    public const int PassiveEnabled = 40;
    public const int NotificationsEnabled = 41;
    public const int EventHandlerEnabled = 42;
    public const int FlapDetectionEnabled = 43;
    public const int Obsess = 44;
    public const int IsExecuting = 45;
    public const int IsProblem = 46;
    public const int IsImpact = 47;
    public const int NoMoreNotifications = 48;
}
