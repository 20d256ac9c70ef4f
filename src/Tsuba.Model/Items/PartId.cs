using System.Globalization;

namespace Tsuba.Model.Items;

/// <summary>Number of a part: the unit of ownership, journal, cursor and follower (design 2.4). Unique in a site, starts at 1.</summary>
public readonly record struct PartId(int Value) : IComparable<PartId>
{
    /// <inheritdoc />
    public int CompareTo(PartId other) => Value.CompareTo(other.Value);

    /// <summary>The number in decimal.</summary>
    public override string ToString() => Value.ToString(CultureInfo.InvariantCulture);
}
