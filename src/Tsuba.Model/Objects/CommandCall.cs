using System.Collections.Immutable;

namespace Tsuba.Model.Objects;

/// <summary>A command with its arguments: <c>check_ping!100,20%!500,60%</c>. Ghost commands have a kind of their own.</summary>
/// <param name="Text">The call as written, for macros and Livestatus.</param>
/// <param name="Kind">Who runs it.</param>
/// <param name="Command">The command, null for ghost commands.</param>
/// <param name="Arguments">Values of <c>$ARG1$</c>…, unexpanded, with <c>\!</c> already undone. For a business rule: the expression.</param>
public sealed record CommandCall(
    string Text,
    CommandCallKind Kind,
    CommandDefinition? Command,
    ImmutableArray<string> Arguments);
