namespace Tsuba.Testing.Fuzzing;

/// <summary>What one input may cost a parser: bytes allocated ≤ <see cref="FixedBytes"/> + <see cref="BytesPerByte"/> × bytes of the input.</summary>
public sealed record FuzzLimits
{
    /// <summary>Longest input that is made.</summary>
    public int MostInputBytes { get; init; } = 64 * 1024;

    /// <summary>Bytes that any input may cost.</summary>
    public long FixedBytes { get; init; } = 1024 * 1024;

    /// <summary>Bytes for each byte of the input.</summary>
    public long BytesPerByte { get; init; } = 200;

    /// <summary>Longest time of one input, judged in the long form only: processor time of the thread, the shorter of two runs.</summary>
    public TimeSpan LongestRun { get; init; } = TimeSpan.FromSeconds(1);
}
