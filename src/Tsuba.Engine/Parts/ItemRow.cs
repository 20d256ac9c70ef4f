using Tsuba.Engine.Contexts;
using Tsuba.Model.Items;

namespace Tsuba.Engine.Parts;

/// <summary>
/// Everything of one item that changes at run time. Times named Utc are milliseconds since 1970, times named Logical are milliseconds
/// of the part's logical clock; <see cref="Never"/> stands for "not planned".
/// </summary>
internal struct ItemRow
{
    /// <summary>A time that does not come.</summary>
    public const long Never = long.MaxValue;

    /// <summary>Time of the next planned check.</summary>
    public long NextCheckLogical;

    /// <summary>Time for which the last check was planned; the phase of the item.</summary>
    public long PlannedLogical;

    /// <summary>When the check on its way was handed out, or since when the result is held.</summary>
    public long InFlightSinceLogical;

    /// <summary>Wall clock time for which the check on its way was planned.</summary>
    public long DueUtc;

    /// <summary>Number of the last check that was handed out.</summary>
    public ulong Occurrence;

    /// <summary>Time of the next notification of the problem.</summary>
    public long NextNotificationLogical;

    /// <summary>Moment of which the last result speaks: when its check was handed out, or when a passive one came.</summary>
    public long SpeaksOfLogical;

    /// <summary>Last time the item was UP or OK, or <see cref="Never"/>.</summary>
    public long LastOkLogical;

    /// <summary>When the last result becomes stale, or <see cref="Never"/>.</summary>
    public long StaleLogical;

    /// <summary>When the hard state changed last, or <see cref="Never"/>; escalations by time count from it.</summary>
    public long HardSinceLogical;

    public long LastNotificationUtc;
    public long LastCheckUtc;
    public long LastStateChangeUtc;
    public long LastHardStateChangeUtc;
    public long LastTimeOkUtc;
    public long LastTimeWarningUtc;
    public long LastTimeCriticalUtc;
    public long LastTimeUnknownUtc;

    public string Output;
    public string LongOutput;
    public string Perfdata;
    public string LastPerfdata;
    public string Poller;

    public ulong EventId;
    public ulong LastEventId;
    public ulong ProblemId;
    public ulong LastProblemId;

    /// <summary>Bit 0 is the newest result: whether the state changed with it.</summary>
    public ulong FlapBits;

    public float LatencySeconds;
    public float ExecutionSeconds;
    public float PercentStateChange;
    public ItemFlags Flags;
    public uint ModifiedAttributes;

    /// <summary>Number of the last PROBLEM notification of this problem.</summary>
    public int NotificationNumber;

    /// <summary>Notifications raised so far; makes their ids differ.</summary>
    public uint NotificationSequence;

    public ushort Attempt;
    public ushort DowntimeDepth;

    /// <summary>The last reason told for not notifying, so that it is told once and not with every result.</summary>
    public ushort LastSilence;

    public byte State;
    public byte LastState;
    public byte LastHardState;
    public StateType StateType;

    /// <summary>0 none, 1 normal, 2 sticky.</summary>
    public byte Acknowledgement;

    /// <summary>State before the UNKNOWN or UNREACHABLE phase.</summary>
    public byte StateBeforePhase;

    /// <summary>What surrounds the state.</summary>
    public ItemContext Context;

    /// <summary>States in which the problem was told, bit n for state n.</summary>
    public byte ToldStates;

    /// <summary>State of the last result that was counted in <see cref="FlapBits"/>.</summary>
    public byte FlapState;

    /// <summary>Valid bits in <see cref="FlapBits"/>.</summary>
    public byte FlapCount;

    /// <summary>Whether all of the flags are set.</summary>
    public readonly bool Has(ItemFlags flags) => (Flags & flags) == flags;

    /// <summary>Sets or clears flags.</summary>
    public void Set(ItemFlags flags, bool value) => Flags = value ? Flags | flags : Flags & ~flags;

    /// <summary>A row of an item that has never been seen.</summary>
    public static ItemRow Fresh(ItemFlags configured) => new()
    {
        NextCheckLogical = Never,
        PlannedLogical = Never,
        NextNotificationLogical = Never,
        LastOkLogical = Never,
        SpeaksOfLogical = Never,
        StaleLogical = Never,
        HardSinceLogical = Never,
        Output = "",
        LongOutput = "",
        Perfdata = "",
        LastPerfdata = "",
        Poller = "",
        Attempt = 1,
        StateType = StateType.Hard,
        Flags = configured,
    };
}
