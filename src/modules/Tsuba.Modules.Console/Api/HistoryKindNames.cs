using System.Globalization;

namespace Tsuba.Modules.Console.Api;

/// <summary>Names of kinds in the API: those of the enumeration in small letters.</summary>
internal static class HistoryKindNames
{
    /// <summary>The name of a kind.</summary>
    public static string Of<TKind>(TKind kind)
        where TKind : struct, Enum => kind.ToString().ToLowerInvariant();

    /// <summary>All names.</summary>
    public static string All<TKind>()
        where TKind : struct, Enum => string.Join(", ", Enum.GetValues<TKind>().Select(Of));

    /// <summary>The number of a kind by its name.</summary>
    public static bool TryParse<TKind>(string name, out byte number)
        where TKind : struct, Enum
    {
        foreach (var kind in Enum.GetValues<TKind>())
        {
            if (string.Equals(Of(kind), name, StringComparison.OrdinalIgnoreCase))
            {
                number = Convert.ToByte(kind, CultureInfo.InvariantCulture);
                return true;
            }
        }

        number = 0;
        return false;
    }
}
