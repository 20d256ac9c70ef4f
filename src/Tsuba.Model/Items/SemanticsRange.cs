using System.Globalization;

namespace Tsuba.Model.Items;

/// <summary>
/// Versions of the rules that a program can run a part under, both ends included. A version names everything that decides which state and
/// which outputs follow from the inputs of a journal. Source: design 2.2, docs/decisions/0098.
/// </summary>
/// <param name="Oldest">The lowest; at least 1.</param>
/// <param name="Newest">The highest; not below <paramref name="Oldest"/>.</param>
public readonly record struct SemanticsRange(uint Oldest, uint Newest)
{
    /// <summary>The version of a part that nothing says otherwise of.</summary>
    public const uint First = 1;

    /// <summary>Of a program that does not say which versions it knows.</summary>
    public static SemanticsRange Unsaid => new(First, First);

    /// <summary>Whether a part of this version can be run.</summary>
    public bool Includes(uint version) => version >= Oldest && version <= Newest;

    /// <summary><c>1</c>, or <c>1 to 2</c>.</summary>
    public override string ToString() =>
        Oldest == Newest ? Oldest.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Oldest} to {Newest}");
}
