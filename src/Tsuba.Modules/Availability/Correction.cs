namespace Tsuba.Modules.Availability;

/// <summary>What somebody put right afterwards. Nothing of it is ever changed: a correction that was wrong is revoked, and both stay.</summary>
/// <param name="Id">Number; grows.</param>
/// <param name="Item">The item.</param>
/// <param name="Span">Where it holds.</param>
/// <param name="Kind">What it says.</param>
/// <param name="State">The state, for <see cref="CorrectionKind.State"/>.</param>
/// <param name="Author">Who made it.</param>
/// <param name="MadeUtcMilliseconds">When.</param>
/// <param name="Reason">Why.</param>
public sealed record Correction(
    long Id, Model.Items.ItemId Item, TimeSpanUtc Span, CorrectionKind Kind, int State, string Author, long MadeUtcMilliseconds, string Reason)
{
    /// <summary>Who revoked it; empty: it is in force.</summary>
    public string RevokedBy { get; init; } = "";

    /// <summary>When it was revoked, in UTC milliseconds; 0: it is in force.</summary>
    public long RevokedUtcMilliseconds { get; init; }

    /// <summary>Why it was revoked.</summary>
    public string RevokedReason { get; init; } = "";

    /// <summary>Whether it counts.</summary>
    public bool IsInForce => RevokedUtcMilliseconds == 0;
}
