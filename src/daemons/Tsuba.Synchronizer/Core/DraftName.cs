using System.Globalization;

namespace Tsuba.Synchronizer.Core;

/// <summary>Names one draft: who opened it, and which of that author's it is. Written <c>alice/3</c>.</summary>
/// <param name="Author">Who.</param>
/// <param name="Number">From 1.</param>
internal readonly record struct DraftName(string Author, int Number)
{
    /// <summary>The branch.</summary>
    internal string Branch => RefNames.Drafts + Path;

    /// <summary>Where edits stand that are not committed.</summary>
    internal string Edits => RefNames.Edits + Path;

    /// <summary>Where it is kept when it is closed.</summary>
    internal string Closed => RefNames.Closed + Path;

    private string Path => string.Create(CultureInfo.InvariantCulture, $"{RefNames.Encode(Author)}/{Number}");

    /// <summary>Reads <c>alice/3</c>; false if it is no such name.</summary>
    internal static bool TryParse(string text, out DraftName name)
    {
        var slash = text.LastIndexOf('/');
        var isName = slash > 0
            && RefNames.IsAuthor(text[..slash])
            && int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0;
        name = isName ? new DraftName(text[..slash], int.Parse(text.AsSpan(slash + 1), CultureInfo.InvariantCulture)) : default;
        return isName;
    }

    /// <summary>The draft of a ref below one of the prefixes, or null.</summary>
    internal static DraftName? OfRef(string prefix, string name)
    {
        var parts = name.StartsWith(prefix, StringComparison.Ordinal) ? name[prefix.Length..].Split('/') : [];
        return parts.Length == 2 && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? new DraftName(RefNames.Decode(parts[0]), number)
            : null;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Author}/{Number}");
}
