namespace Tsuba.Model.Items;

/// <summary>The name of a host (<c>web</c>) or of a service (<c>web;http</c>).</summary>
/// <param name="Host">Name of the host.</param>
/// <param name="Description">Description of the service, or null for the host itself.</param>
public readonly record struct ItemName(string Host, string? Description) : ISpanFormattable
{
    /// <summary>Whether this names a host or a service.</summary>
    public ItemKind Kind => Description is null ? ItemKind.Host : ItemKind.Service;

    /// <summary>The stable id of the item.</summary>
    public ItemId Id => ItemId.Of(Host, Description);

    /// <summary>Reads <c>host</c> or <c>host;service</c>; only the first semicolon separates.</summary>
    public static ItemName Parse(string text)
    {
        var separator = text.IndexOf(';', StringComparison.Ordinal);
        return separator < 0 ? new ItemName(text, null) : new ItemName(text[..separator], text[(separator + 1)..]);
    }

    /// <summary><c>host</c> or <c>host;service</c>.</summary>
    public override string ToString() => Description is null ? Host : $"{Host};{Description}";

    /// <inheritdoc/>
    public string ToString(string? format, IFormatProvider? formatProvider) => ToString();

    /// <summary>The same in place, for the lines of logs.</summary>
    public bool TryFormat(Span<char> destination, out int charsWritten, ReadOnlySpan<char> format, IFormatProvider? provider)
    {
        var length = Host.Length + (Description is null ? 0 : Description.Length + 1);
        charsWritten = 0;
        if (length > destination.Length)
        {
            return false;
        }

        Host.CopyTo(destination);
        if (Description is not null)
        {
            destination[Host.Length] = ';';
            Description.CopyTo(destination[(Host.Length + 1)..]);
        }

        charsWritten = length;
        return true;
    }
}
