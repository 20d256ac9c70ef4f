using System.Globalization;

namespace Tsuba.Dispatch.Cutting;

/// <summary>Prints shares.</summary>
internal static class Percent
{
    internal static string Of(long part, long whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{(whole == 0 ? 0 : 100.0 * part / whole):0.#} %");
}
