using System.Text;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Objects;

/// <summary>
/// The names of the properties of one object type: the catalogue's rows, their old spellings, and what one load adds to them.
/// </summary>
internal sealed class PropertyNames
{
    private readonly Dictionary<string, PropertyName> _byText = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PropertyName> _byOldText = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PropertyName>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    internal PropertyNames(ObjectType type, IEnumerable<Property> rows)
    {
        Type = type;
        var slot = 0;
        foreach (var row in rows.OrderBy(row => row.Name, StringComparer.Ordinal))
        {
            _byText.Add(row.Name, new PropertyName(row.Name, row, slot++));
        }

        SlotCount = slot;
        foreach (var (old, present) in OldNames.Of(type))
        {
            _byOldText.Add(old, _byText[present]);
        }

        _lookup = _byText.GetAlternateLookup<ReadOnlySpan<char>>();
    }

    /// <summary>Whose properties.</summary>
    internal ObjectType Type { get; }

    /// <summary>Number of rows of the catalogue; slots run from 0 to one less.</summary>
    internal int SlotCount { get; }

    /// <summary>The names of the catalogue, for suggestions.</summary>
    internal IEnumerable<string> KnownTexts => _byText.Values.Where(name => name.Row is not null).Select(name => name.Text);

    /// <summary>A name that the catalogue has.</summary>
    internal PropertyName this[string text] => _byText[text];

    /// <summary>The name, or null if the catalogue has none of that text.</summary>
    internal PropertyName? Known(string text) => _byText.TryGetValue(text, out var name) && name.Row is not null ? name : null;

    /// <summary>
    /// The name for the bytes of a key. Custom variables are turned to upper case; an unknown one becomes a name without a row.
    /// </summary>
    /// <param name="key">Key as written.</param>
    /// <param name="isOld">Whether it is an old spelling.</param>
    internal PropertyName Read(ReadOnlySpan<byte> key, out bool isOld)
    {
        isOld = false;
        Span<char> buffer = stackalloc char[64];
        if (key.Length <= buffer.Length && Encoding.UTF8.TryGetChars(key, buffer, out var written)
            && _lookup.TryGetValue(buffer[..written], out var found))
        {
            return found;
        }

        return ReadSlow(Encoding.UTF8.GetString(key), out isOld);
    }

    /// <summary>The name for a text, as <see cref="Read"/>.</summary>
    internal PropertyName ReadSlow(string text, out bool isOld)
    {
        isOld = _byOldText.TryGetValue(text, out var name);
        if (isOld && name is not null)
        {
            return name;
        }

        if (text.StartsWith('_'))
        {
            text = text.ToUpperInvariant();
        }

        return Add(text);
    }

    /// <summary>A name as it stands: a date entry, or a custom variable in upper case.</summary>
    internal PropertyName Add(string text)
    {
        if (!_byText.TryGetValue(text, out var name))
        {
            name = new PropertyName(text, null, -1);
            _byText.Add(text, name);
        }

        return name;
    }
}
