using System.Globalization;

namespace Tsuba.Model.Items;

/// <summary>
/// Number of an ownership: the arbiter's term, then a counter inside it. Every receiver keeps the highest epoch that it
/// has seen for a part and refuses lower ones (design 2.4).
/// </summary>
public readonly record struct Epoch(uint Term, uint Number) : IComparable<Epoch>
{
    /// <summary>Lower than every epoch that is ever given out.</summary>
    public static Epoch None => default;

    /// <summary>The epoch as one number that grows with it: term in the upper half.</summary>
    public ulong Packed => ((ulong)Term << 32) | Number;

    /// <summary>The epoch of a packed number.</summary>
    public static Epoch FromPacked(ulong packed) => new((uint)(packed >> 32), (uint)packed);

    /// <inheritdoc />
    public int CompareTo(Epoch other) => Packed.CompareTo(other.Packed);

    /// <summary>Whether the left epoch is older.</summary>
    public static bool operator <(Epoch left, Epoch right) => left.CompareTo(right) < 0;

    /// <summary>Whether the left epoch is newer.</summary>
    public static bool operator >(Epoch left, Epoch right) => left.CompareTo(right) > 0;

    /// <summary>Whether the left epoch is older or the same.</summary>
    public static bool operator <=(Epoch left, Epoch right) => left.CompareTo(right) <= 0;

    /// <summary>Whether the left epoch is newer or the same.</summary>
    public static bool operator >=(Epoch left, Epoch right) => left.CompareTo(right) >= 0;

    /// <summary><c>term.number</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Term}.{Number}");
}
