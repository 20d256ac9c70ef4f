namespace Tsuba.Execution.Work;

/// <summary>How long to wait after the n-th failure in a row: first × 2^(n − 1), at most last, of which a half to the whole by seed.</summary>
public static class RetryPause
{
    /// <summary>The pause.</summary>
    /// <param name="first">Pause after the first failure.</param>
    /// <param name="last">Longest pause.</param>
    /// <param name="failures">Failures in a row, from 1.</param>
    /// <param name="seed">Makes the pauses of many workers differ.</param>
    public static TimeSpan After(TimeSpan first, TimeSpan last, int failures, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(failures, 1);
        var whole = Math.Min(first.TotalMilliseconds * Math.Pow(2, Math.Min(failures - 1, 40)), last.TotalMilliseconds);
        return TimeSpan.FromMilliseconds(whole * (0.5 + (0.5 * Fraction(seed + (ulong)failures))));
    }

    /// <summary>SplitMix64, as a number from 0 up to 1.</summary>
    private static double Fraction(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            value ^= value >> 31;
        }

        return (value >> 11) / (double)(1UL << 53);
    }
}
