namespace Tsuba.Engine.Backtests;

/// <summary>On which side something is so.</summary>
public enum BacktestSide : byte
{
    /// <summary>On both: the sides agree again.</summary>
    Both = 0,

    /// <summary>As the recorded configuration has it.</summary>
    Recorded = 1,

    /// <summary>As the candidate has it.</summary>
    Candidate = 2,
}
