namespace Tsuba.Modules.Console.Commands;

/// <summary>What a person asks of an item, as the form says it; nothing of it is checked yet.</summary>
/// <param name="Action">acknowledge, unacknowledge, downtime, cancel, comment, uncomment, check.</param>
/// <param name="Comment">Comment of the person; needed where something begins.</param>
/// <param name="Minutes">Length of a downtime.</param>
/// <param name="Note">Number of the downtime or comment that is to end.</param>
public sealed record ActionOrder(string Action, string Comment, string Minutes, string Note);
