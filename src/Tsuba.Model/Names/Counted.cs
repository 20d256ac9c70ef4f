using System.Globalization;

namespace Tsuba.Model.Names;

/// <summary>A number with its noun, for sentences that people read.</summary>
public static class Counted
{
    /// <summary><c>1 error</c>, <c>2 errors</c>, <c>0 errors</c>.</summary>
    /// <param name="number">How many.</param>
    /// <param name="noun">The noun in the singular; its plural ends in a plain s.</param>
    public static string Of(int number, string noun) =>
        string.Create(CultureInfo.InvariantCulture, $"{number} {noun}{(number == 1 ? "" : "s")}");
}
