namespace Tsuba.Differential.Tests.Observations;

/// <summary>The first point in which the two part on an item.</summary>
/// <param name="Item">Host, or host and service.</param>
/// <param name="Theirs">What nagios4 did there; null: nothing more.</param>
/// <param name="Ours">What Tsuba did there; null: nothing more.</param>
internal sealed record Difference(string Item, Observation? Theirs, Observation? Ours)
{
    /// <summary>When.</summary>
    public long At => Math.Min(Theirs?.At ?? long.MaxValue, Ours?.At ?? long.MaxValue);

    /// <inheritdoc />
    public override string ToString() => $"{Item}: nagios4 {Show(Theirs)}, Tsuba {Show(Ours)}";

    private static string Show(Observation? seen) => seen is null ? "nothing more" : $"at {seen.At} s: {seen.Text}";
}
