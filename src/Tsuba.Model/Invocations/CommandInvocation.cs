using System.Collections.Immutable;

namespace Tsuba.Model.Invocations;

/// <summary>
/// A command ready to run: either an argument vector, or (only if the configured line needs one) a shell line whose run-time
/// texts stand in environment variables. Source: design 3, "macros in command lines".
/// </summary>
public sealed record CommandInvocation
{
    /// <summary>Program and arguments; empty if <see cref="ShellLine"/> is set.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Line for <c>/bin/sh -c</c>, or null.</summary>
    public string? ShellLine { get; init; }

    /// <summary>Variables added to the environment of the process.</summary>
    public ImmutableArray<KeyValuePair<string, string>> Environment { get; init; } = [];

    /// <summary>Time limit; after it the process group is killed.</summary>
    public required TimeSpan Timeout { get; init; }

    /// <summary>The line as a person would read it, for logs and pages. Secret macros are masked.</summary>
    public string Display { get; init; } = "";
}
