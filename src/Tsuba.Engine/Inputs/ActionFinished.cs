namespace Tsuba.Engine.Inputs;

/// <summary>A reactionner's receipt for a notification, event handler or the like.</summary>
/// <param name="Id">The id from <c>ActionDue</c>.</param>
/// <param name="Succeeded">Whether the command ended with 0 within its time limit.</param>
/// <param name="Text">What to say of it in the log; output of the command or the reason of the failure.</param>
/// <param name="Reactionner">Who ran it.</param>
public sealed record ActionFinished(ulong Id, bool Succeeded, string Text, string Reactionner) : EngineInput;
