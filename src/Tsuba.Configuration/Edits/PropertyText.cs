using System.Text;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits;

/// <summary>
/// The one writer of property names and values into configuration files. What it writes, the parser reads back as exactly this name and
/// value; what cannot be written so is refused. Source: reference/security.md "Config injection through the API"; reference/shinken.md 3.1 "Lines".
/// </summary>
public static class PropertyText
{
    /// <summary>Longest value, in bytes: a quarter of the longest line that is read.</summary>
    public const int LongestValueBytes = SyntaxTree.LongestLineBytes / 4;

    private const int LongestName = 200;
    private const string NameSigns = "_-+.:/@$|!{}[]()*";
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Why a property name cannot be written, or null.</summary>
    public static string? NameFault(ObjectType type, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length is 0 or > LongestName)
        {
            return "a property name has 1 to 200 characters";
        }

        if (type == ObjectType.TimePeriod && name.Contains(' ', StringComparison.Ordinal))
        {
            return DateEntryFault(name);
        }

        var isFirstFine = char.IsAsciiLetterOrDigit(name[0]) || name[0] is '_' or '+' or '-' or '!';
        if (!isFirstFine || name.Any(letter => !char.IsAsciiLetterOrDigit(letter) && !NameSigns.Contains(letter, StringComparison.Ordinal)))
        {
            return $"\"{Excerpt.Of(name)}\" is no property name: use letters, digits and underscores";
        }

        return name == "define" ? "\"define\" begins an object, so it is no property name" : null;
    }

    /// <summary>Why a value cannot be written, or null.</summary>
    public static string? ValueFault(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        var trimmed = Trim(value);
        if (trimmed.Length == 0)
        {
            return "the value is empty: remove the property, or write null to cancel what a template gives";
        }

        if (trimmed.Any(letter => char.IsControl(letter) && letter != '\t'))
        {
            return "the value holds a line end or another control character, which a configuration file cannot hold";
        }

        if (trimmed.EndsWith('\\'))
        {
            return "the value ends in a backslash, which would join it with the next line";
        }

        return ByteCount(trimmed) is { } bytes
            ? bytes > LongestValueBytes ? "the value is longer than 256 KiB" : null
            : "the value holds half of a surrogate pair, so it is no text";
    }

    /// <summary>The bytes of a value that has no fault: blanks around it taken off, semicolons behind a backslash.</summary>
    public static byte[] Encode(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Strict.GetBytes(Trim(value).Replace(";", "\\;", StringComparison.Ordinal));
    }

    /// <summary>Whether several lines of a property count together, so that changing one must keep the others.</summary>
    public static bool AddsUp(ObjectType type, string name) =>
        PropertyCatalogue.Find(type, name) is { } row && (row.IsRepeatable || row.Kind is PropertyKind.List or PropertyKind.IntegerList or PropertyKind.Map);

    /// <summary>What the parser will read for a value that has no fault.</summary>
    internal static string Trim(string value) => value.Trim(' ', '\t', '\r', '\v', '\f');

    /// <summary>The value of a property that is set to several values, as the language joins them.</summary>
    internal static bool MayRepeat(ObjectType type, string name) => PropertyCatalogue.Find(type, name)?.IsRepeatable == true;

    // "monday", "day 1 - 15 / 5", "2026-12-25": words of letters, digits, minus and slash, none of which could be a time of day.
    private static string? DateEntryFault(string name)
    {
        var words = name.Split(' ');
        return words.All(word => word.Length > 0 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '/'))
            && words[0] != "define" && char.IsAsciiLetterOrDigit(words[0][0])
            ? null
            : $"\"{Excerpt.Of(name)}\" is no date of a time period";
    }

    private static int? ByteCount(string text)
    {
        try
        {
            return Strict.GetByteCount(text);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }
}
