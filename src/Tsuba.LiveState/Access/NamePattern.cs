using System.IO.Enumeration;

namespace Tsuba.LiveState.Access;

/// <summary>Patterns of names: <c>*</c> stands for any characters, <c>?</c> for one; case counts.</summary>
public static class NamePattern
{
    /// <summary>Whether a name fits.</summary>
    public static bool Fits(string pattern, string name) => FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: false);
}
