using System.Globalization;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;

namespace Tsuba.Dispatch.Daemons;

/// <summary>Reads values of one object with the catalogue's defaults; a value that does not parse counts as its default.</summary>
internal readonly struct PropertyReader(ResolvedObject item)
{
    internal string? Text(string name) =>
        item.Find(name) is { Length: > 0 } value ? value : PropertyCatalogue.Find(item.Type, name)?.Default;

    internal bool Flag(string name) => Text(name) is "1" or "true" or "yes" or "on";

    internal int Integer(string name, int fallback) =>
        int.TryParse(Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : fallback;
}
