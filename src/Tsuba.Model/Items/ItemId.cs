using System.Globalization;
using System.Text;

namespace Tsuba.Model.Items;

/// <summary>
/// Identity of a host or of a service: a 64-bit hash of its name, so it is the same in every daemon, in every
/// generation of the configuration and after a restart. Two names with one id are refused when a configuration is compiled.
/// </summary>
/// <param name="Value">The hash; zero stands for "no item".</param>
public readonly record struct ItemId(ulong Value) : IComparable<ItemId>
{
    private const ulong OffsetBasis = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The id of no item.</summary>
    public static ItemId None => default;

    /// <summary>The id of a host.</summary>
    public static ItemId OfHost(string hostName) => new(Finish(Mix(OffsetBasis, hostName)));

    /// <summary>The id of a service. The separator between the two names cannot occur in a name.</summary>
    public static ItemId OfService(string hostName, string description) =>
        new(Finish(Mix((Mix(OffsetBasis, hostName) ^ 0x1F) * Prime, description)));

    /// <summary>The id of a host, from a slice of a line.</summary>
    public static ItemId OfHost(ReadOnlySpan<char> hostName) => new(Finish(Mix(OffsetBasis, hostName)));

    /// <summary>The id of a service, from slices of a line.</summary>
    public static ItemId OfService(ReadOnlySpan<char> hostName, ReadOnlySpan<char> description) =>
        new(Finish(Mix((Mix(OffsetBasis, hostName) ^ 0x1F) * Prime, description)));

    /// <summary>The id of a host or, if <paramref name="description"/> is not null, of a service.</summary>
    public static ItemId Of(string hostName, string? description) =>
        description is null ? OfHost(hostName) : OfService(hostName, description);

    /// <inheritdoc />
    public int CompareTo(ItemId other) => Value.CompareTo(other.Value);

    /// <summary>Sixteen lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x16", CultureInfo.InvariantCulture);

    private static ulong Mix(ulong hash, ReadOnlySpan<char> text)
    {
        Span<byte> buffer = stackalloc byte[256];
        var remaining = text;
        while (!remaining.IsEmpty)
        {
            var take = Math.Min(remaining.Length, 64);
            if (take < remaining.Length && char.IsHighSurrogate(remaining[take - 1]))
            {
                take--;
            }

            var count = Encoding.UTF8.GetBytes(remaining[..take], buffer);
            foreach (var value in buffer[..count])
            {
                hash = (hash ^ value) * Prime;
            }

            remaining = remaining[take..];
        }

        return hash;
    }

    // FNV-1a alone leaves the high bits weak for short names; one round of a 64-bit finaliser spreads them.
    private static ulong Finish(ulong hash)
    {
        hash ^= hash >> 33;
        hash *= 0xff51afd7ed558ccd;
        hash ^= hash >> 33;
        return hash == 0 ? 1 : hash;
    }
}
