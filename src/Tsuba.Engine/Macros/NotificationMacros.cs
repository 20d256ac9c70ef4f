namespace Tsuba.Engine.Macros;

/// <summary>What macros say of a notification.</summary>
public sealed record NotificationMacros
{
    /// <summary>PROBLEM, RECOVERY, ….</summary>
    public required string Type { get; init; }

    /// <summary>Names of all contacts of this notification, joined by commas.</summary>
    public string Recipients { get; init; } = "";

    /// <summary>Whether an escalation chose the contacts.</summary>
    public bool IsEscalated { get; init; }

    /// <summary>Who acknowledged, set the downtime or sent the custom notification; empty otherwise.</summary>
    public string Author { get; init; } = "";

    /// <summary>What was said with it.</summary>
    public string Comment { get; init; } = "";

    /// <summary>Number of the notification inside its problem.</summary>
    public int Number { get; init; }

    /// <summary>Id of the notification.</summary>
    public ulong Id { get; init; }
}
