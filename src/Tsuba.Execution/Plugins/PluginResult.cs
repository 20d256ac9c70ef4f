using System.Text;

namespace Tsuba.Execution.Plugins;

/// <summary>What became of one process.</summary>
public sealed record PluginResult
{
    /// <summary>What was asked for.</summary>
    public required PluginRequest Request { get; init; }

    /// <summary>Exit status; 2 where there is none: not started, killed by a signal, timed out.</summary>
    public required int ExitCode { get; init; }

    /// <summary>Signal that ended it; 0: it left by itself.</summary>
    public int Signal { get; init; }

    /// <summary>Whether the time limit ended it.</summary>
    public bool TimedOut { get; init; }

    /// <summary>Standard output, or standard error where that is empty; cut between two characters at the limit. May hold bytes that are no UTF-8.</summary>
    public byte[] Output { get; init; } = [];

    /// <summary>Whether there was more than <see cref="Output"/>.</summary>
    public bool Truncated { get; init; }

    /// <summary>Start by the wall clock, milliseconds since 1970.</summary>
    public required long StartUtcMilliseconds { get; init; }

    /// <summary>From start to end by a clock that is never set.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>Processor time of the process and of those children that it waited for.</summary>
    public TimeSpan Cpu { get; init; }

    /// <summary>Why it could not be started; null: it was.</summary>
    public string? Failure { get; init; }

    /// <summary>The output as text; bytes that are no UTF-8 become U+FFFD.</summary>
    public string Text => Encoding.UTF8.GetString(Output);
}
