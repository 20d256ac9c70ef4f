namespace Tsuba.Modules.Livestatus.Execution;

/// <summary>Functions of Stats. Source: reference/livestatus.md 4.</summary>
internal enum StatsFunction : byte
{
    /// <summary>sum.</summary>
    Sum,

    /// <summary>min.</summary>
    Minimum,

    /// <summary>max.</summary>
    Maximum,

    /// <summary>avg.</summary>
    Average,

    /// <summary>std: of a sample, so over n - 1.</summary>
    Deviation,

    /// <summary>suminv: of 1/x.</summary>
    InverseSum,

    /// <summary>avginv: of 1/x.</summary>
    InverseAverage,
}
