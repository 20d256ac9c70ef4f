namespace Tsuba.Execution.Work;

/// <summary>Settings of a <see cref="WorkLoop"/>.</summary>
public sealed record WorkLoopOptions
{
    /// <summary>Settings of its core.</summary>
    public required WorkCoreOptions Core { get; init; }

    /// <summary>Most jobs asked for at once and waiting for their start, so that several workers share what is due.</summary>
    public int MaxLease { get; init; } = 256;

    /// <summary>Pause after an answer: what falls due meanwhile comes in one answer. It is part of each check's delay.</summary>
    public TimeSpan LeasePause { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>First pause after a source could not be asked; doubles with each further failure.</summary>
    public TimeSpan FirstRetry { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>Longest pause.</summary>
    public TimeSpan LastRetry { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>At the end: how long running jobs may go on, and then how long results may take to be handed over.</summary>
    public TimeSpan StopGrace { get; init; } = TimeSpan.FromSeconds(3);
}
