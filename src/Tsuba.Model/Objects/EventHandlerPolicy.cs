namespace Tsuba.Model.Objects;

/// <summary>What is run on state changes.</summary>
/// <param name="Enabled">event_handler_enabled.</param>
/// <param name="Command">event_handler; null: the global one.</param>
/// <param name="ReactionnerTag">reactionner_tag of the item, for event handlers and notifications; null: untagged.</param>
public sealed record EventHandlerPolicy(bool Enabled, CommandCall? Command, string? ReactionnerTag);
