namespace Tsuba.Modules.History;

/// <summary>Tells the kind of a log line by what stands before its first colon.</summary>
public static class LogLineKinds
{
    /// <summary>The kind of a line without its time stamp.</summary>
    public static LogLineKind Of(ReadOnlySpan<char> line)
    {
        var colon = line.IndexOf(':');
        if (colon < 0)
        {
            return LogLineKind.Other;
        }

        return line[..colon] switch
        {
            "HOST ALERT" or "SERVICE ALERT" => LogLineKind.Alert,
            "HOST NOTIFICATION" or "SERVICE NOTIFICATION" => LogLineKind.Notification,
            "HOST FLAPPING ALERT" or "SERVICE FLAPPING ALERT" => LogLineKind.Flapping,
            "HOST DOWNTIME ALERT" or "SERVICE DOWNTIME ALERT" or "CONTACT DOWNTIME ALERT" => LogLineKind.Downtime,
            "HOST EVENT HANDLER" or "SERVICE EVENT HANDLER" or "GLOBAL HOST EVENT HANDLER" or "GLOBAL SERVICE EVENT HANDLER" => LogLineKind.EventHandler,
            "EXTERNAL COMMAND" => LogLineKind.ExternalCommand,
            "PASSIVE HOST CHECK" or "PASSIVE SERVICE CHECK" => LogLineKind.PassiveCheck,
            "INITIAL HOST STATE" or "INITIAL SERVICE STATE" or "CURRENT HOST STATE" or "CURRENT SERVICE STATE" => LogLineKind.State,
            "TIMEPERIOD TRANSITION" => LogLineKind.TimePeriod,
            _ => LogLineKind.Other,
        };
    }
}
