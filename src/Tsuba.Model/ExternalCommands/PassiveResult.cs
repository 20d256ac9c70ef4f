using Tsuba.Model.Items;

namespace Tsuba.Model.ExternalCommands;

/// <summary>
/// A passive result as slices of its line, for those who take them in by the hundred thousand. Source: reference/shinken.md 4.9.
/// </summary>
public readonly ref struct PassiveResult
{
    internal PassiveResult(long? timestamp, ItemKind kind, ReadOnlySpan<char> host, ReadOnlySpan<char> description, int code, ReadOnlySpan<char> output)
    {
        Timestamp = timestamp;
        Kind = kind;
        Host = host;
        Description = description;
        Code = code;
        Output = output;
    }

    /// <summary>Seconds since 1970 from the square brackets; null: the line had none.</summary>
    public long? Timestamp { get; }

    /// <summary>Whether it is the result of a host or of a service.</summary>
    public ItemKind Kind { get; }

    /// <summary>Name of the host.</summary>
    public ReadOnlySpan<char> Host { get; }

    /// <summary>Description of the service; empty for a host.</summary>
    public ReadOnlySpan<char> Description { get; }

    /// <summary>Code as sent; what it means is for the profile to say.</summary>
    public int Code { get; }

    /// <summary>Output and performance data as sent.</summary>
    public ReadOnlySpan<char> Output { get; }

    /// <summary>Id of the item.</summary>
    public ItemId Item => Kind == ItemKind.Host ? ItemId.OfHost(Host) : ItemId.OfService(Host, Description);
}
