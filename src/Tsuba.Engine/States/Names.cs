using Tsuba.Engine.Notifications;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.States;

/// <summary>How states are called in logs, macros and options. Source: reference/conventions.md 2.</summary>
public static class Names
{
    /// <summary>UP, DOWN, UNREACHABLE or OK, WARNING, CRITICAL, UNKNOWN.</summary>
    public static string Of(bool isHost, byte state) => isHost
        ? state switch { 0 => "UP", 1 => "DOWN", _ => "UNREACHABLE" }
        : state switch { 0 => "OK", 1 => "WARNING", 2 => "CRITICAL", _ => "UNKNOWN" };

    /// <summary>SOFT or HARD.</summary>
    public static string Of(StateType type) => type == StateType.Soft ? "SOFT" : "HARD";

    /// <summary>PROBLEM, RECOVERY, … as in <c>$NOTIFICATIONTYPE$</c>.</summary>
    public static string Of(NotificationType type) => type switch
    {
        NotificationType.Problem => "PROBLEM",
        NotificationType.Recovery => "RECOVERY",
        NotificationType.Acknowledgement => "ACKNOWLEDGEMENT",
        NotificationType.FlappingStart => "FLAPPINGSTART",
        NotificationType.FlappingStop => "FLAPPINGSTOP",
        NotificationType.FlappingDisabled => "FLAPPINGDISABLED",
        NotificationType.DowntimeStart => "DOWNTIMESTART",
        NotificationType.DowntimeEnd => "DOWNTIMEEND",
        NotificationType.DowntimeCancelled => "DOWNTIMECANCELLED",
        NotificationType.Custom => "CUSTOM",
        _ => "",
    };

    /// <summary>The option letter of a state.</summary>
    public static StateOptions Option(bool isHost, byte state) => isHost
        ? state switch { 0 => StateOptions.Ok, 1 => StateOptions.Down, _ => StateOptions.Unreachable }
        : state switch { 0 => StateOptions.Ok, 1 => StateOptions.Warning, 2 => StateOptions.Critical, _ => StateOptions.Unknown };

    /// <summary>The option letter of a notification; None: no letter is asked for (acknowledgement, custom).</summary>
    public static StateOptions Option(bool isHost, byte state, NotificationType type) => type switch
    {
        NotificationType.Problem => Option(isHost, state),
        NotificationType.Recovery => StateOptions.Recovery,
        NotificationType.FlappingStart or NotificationType.FlappingStop or NotificationType.FlappingDisabled => StateOptions.Flapping,
        NotificationType.DowntimeStart or NotificationType.DowntimeEnd or NotificationType.DowntimeCancelled => StateOptions.Downtime,
        _ => StateOptions.None,
    };
}
