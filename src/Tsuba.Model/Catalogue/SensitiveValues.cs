using Tsuba.Model.Definitions;

namespace Tsuba.Model.Catalogue;

/// <summary>Keeps passwords out of what is shown of a configuration to people who may read it and not write it.</summary>
public static class SensitiveValues
{
    /// <summary>Text that stands in place of a value.</summary>
    public const string Mask = "***";

    // Modules have properties of their own beside the rows of the catalogue.
    private static readonly string[] OfModules = ["password", "secret", "headers", "api_key"];

    /// <summary>Whether all of a value is for the eyes of editors.</summary>
    public static bool IsSensitive(ObjectType type, string property) =>
        PropertyCatalogue.Find(type, property)?.IsSensitive == true
        || (type == ObjectType.Module && OfModules.Any(ending => property.EndsWith(ending, StringComparison.Ordinal)));

    /// <summary>A value as everybody may see it; of an address of a module, only the password in it is hidden.</summary>
    public static string Hide(ObjectType type, string property, string value) =>
        IsSensitive(type, property) ? Mask
        : type == ObjectType.Module ? HidePassword(value)
        : value;

    // scheme://user:password@host
    private static string HidePassword(string value)
    {
        var start = value.IndexOf("://", StringComparison.Ordinal);
        if (start < 0)
        {
            return value;
        }

        start += 3;
        var slash = value.IndexOf('/', start);
        var at = value.LastIndexOf('@', (slash < 0 ? value.Length : slash) - 1);
        var colon = value.IndexOf(':', start);
        return colon >= 0 && colon < at ? string.Concat(value.AsSpan(0, colon + 1), Mask, value.AsSpan(at)) : value;
    }
}
