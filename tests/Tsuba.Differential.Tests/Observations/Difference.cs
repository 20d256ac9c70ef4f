namespace Tsuba.Differential.Tests.Observations;

/// <summary>The first point in which the two part on an item.</summary>
/// <param name="Item">Host, or host and service.</param>
/// <param name="Theirs">What nagios4 did there; null: nothing more.</param>
/// <param name="Ours">What Tsuba did there; null: nothing more.</param>
internal sealed record Difference(string Item, Observation? Theirs, Observation? Ours)
{
    /// <summary>When.</summary>
    public long At => Math.Min(Theirs?.At ?? long.MaxValue, Ours?.At ?? long.MaxValue);

    /// <summary>Item, without the number of its case, and what kinds of things part there: a smaller case that differs in another way shows something else.</summary>
    public string Kind => $"{Item[(Item.IndexOf('-', StringComparison.Ordinal) + 1)..]} {KindOf(Theirs)} {KindOf(Ours)}";

    /// <inheritdoc />
    public override string ToString() => $"{Item}: nagios4 {Show(Theirs)}, Tsuba {Show(Ours)}";

    private static string KindOf(Observation? seen) => seen is null ? "-" : $"{seen.Stream} {seen.Text.Split(' ')[0]}";

    private static string Show(Observation? seen) => seen is null ? "nothing more" : $"at {seen.At} s: {seen.Text}";
}
