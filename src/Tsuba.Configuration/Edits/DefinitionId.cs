using System.Globalization;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;

namespace Tsuba.Configuration.Edits;

/// <summary>
/// Names one <c>define</c> of the files. The text form is <c>host/web</c>, <c>host/~linux-server</c> for a template,
/// <c>service/web;http</c>, and <c>hostdependency/1f0c9a…</c> (a digest of the content) for what has no name; the second definition of
/// the same name ends in <c>#2</c>.
/// </summary>
/// <param name="Type">What it defines.</param>
/// <param name="Key">Its name, <c>hosts;description</c> of a service, or the digest.</param>
/// <param name="IsTemplate">Whether it is known as a template alone.</param>
/// <param name="Ordinal">Which of those with an equal key, from 1, in the order in which the files are read.</param>
public readonly record struct DefinitionId(ObjectType Type, string Key, bool IsTemplate = false, int Ordinal = 1)
{
    /// <summary>Reads the text form; false if it is none.</summary>
    public static bool TryParse(string text, out DefinitionId id)
    {
        ArgumentNullException.ThrowIfNull(text);
        id = default;
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash <= 0 || ObjectTypes.Find(text[..slash]) is not { } type)
        {
            return false;
        }

        var key = text[(slash + 1)..];
        var isTemplate = key.StartsWith('~');
        key = isTemplate ? key[1..] : key;
        var ordinal = 1;
        if (OrdinalStart(key) is { } hash)
        {
            if (!int.TryParse(key.AsSpan(hash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out ordinal) || ordinal < 1)
            {
                return false;
            }

            key = key[..hash];
        }

        id = new DefinitionId(type, key, isTemplate, ordinal);
        return key.Length > 0;
    }

    /// <summary>The text form; <see cref="TryParse"/> reads it back.</summary>
    public override string ToString()
    {
        var ordinal = Ordinal > 1 || OrdinalStart(Key) is not null ? string.Create(CultureInfo.InvariantCulture, $"#{Ordinal}") : "";
        return $"{ObjectTypes.Text(Type)}/{(IsTemplate ? "~" : "")}{Key}{ordinal}";
    }

    // Where "#digits" begins at the end of a key, or null.
    private static int? OrdinalStart(string key)
    {
        var hash = key.LastIndexOf('#');
        return hash >= 0 && hash + 1 < key.Length && key.AsSpan(hash + 1).IndexOfAnyExceptInRange('0', '9') < 0 ? hash : null;
    }
}
