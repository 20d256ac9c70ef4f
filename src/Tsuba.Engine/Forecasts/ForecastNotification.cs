using Tsuba.Model.Items;

namespace Tsuba.Engine.Forecasts;

/// <summary>A contact is told.</summary>
/// <param name="UtcMilliseconds">When.</param>
/// <param name="Item">What it is about.</param>
/// <param name="Type">PROBLEM, RECOVERY, ….</param>
/// <param name="State">State of the item.</param>
/// <param name="Contact">Who is told.</param>
/// <param name="Command">By which command.</param>
/// <param name="Number">Number of the notification inside its problem.</param>
/// <param name="Escalated">Whether an escalation chose the contact.</param>
public sealed record ForecastNotification(
    long UtcMilliseconds,
    ItemName Item,
    string Type,
    string State,
    string Contact,
    string Command,
    int Number,
    bool Escalated) : ForecastEntry(UtcMilliseconds);
