namespace Tsuba.Model.Objects;

/// <summary>A <c>define command</c>.</summary>
/// <param name="Name">command_name.</param>
/// <param name="Line">command_line, unexpanded.</param>
/// <param name="Timeout">Own time limit, or null for the limit of its use.</param>
/// <param name="PollerTag">Which pollers may run it; null for untagged.</param>
/// <param name="ReactionnerTag">Which reactionners may run it; null for untagged.</param>
/// <param name="ModuleType">Which kind of worker runs it; <c>fork</c> by default.</param>
/// <param name="EnvironmentMacros">Whether every macro is also given as <c>NAGIOS_…</c>.</param>
/// <param name="Priority">Lower is handed out first.</param>
public sealed record CommandDefinition(
    string Name,
    string Line,
    TimeSpan? Timeout,
    string? PollerTag,
    string? ReactionnerTag,
    string ModuleType,
    bool EnvironmentMacros,
    int Priority);
