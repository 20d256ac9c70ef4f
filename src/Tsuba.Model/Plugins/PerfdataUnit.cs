namespace Tsuba.Model.Plugins;

/// <summary>A unit of measurement and the base unit it is kept in. Source: reference/conventions.md 1.</summary>
/// <param name="Text">As the plugin wrote it; empty: none.</param>
/// <param name="Base">Base unit: <c>s</c>, <c>B</c>, <c>%</c>, <c>c</c>, or the unit itself where it is not known.</param>
/// <param name="Factor">How many of the base unit one of these is.</param>
public readonly record struct PerfdataUnit(string Text, string Base, double Factor)
{
    /// <summary>No unit.</summary>
    public static PerfdataUnit None => new("", "", 1);

    /// <summary>The unit of that text; an unknown one is its own base.</summary>
    public static PerfdataUnit Of(ReadOnlySpan<char> text) => text switch
    {
        "" => None,
        "s" => new("s", "s", 1),
        "ms" => new("ms", "s", 1e-3),
        "us" => new("us", "s", 1e-6),
        "µs" => new("µs", "s", 1e-6),
        "μs" => new("μs", "s", 1e-6),
        "ns" => new("ns", "s", 1e-9),
        "%" => new("%", "%", 1),
        "c" => new("c", "c", 1),
        "B" => new("B", "B", 1),
        "kB" => new("kB", "B", 1e3),
        "KB" => new("KB", "B", 1e3),
        "MB" => new("MB", "B", 1e6),
        "GB" => new("GB", "B", 1e9),
        "TB" => new("TB", "B", 1e12),
        "PB" => new("PB", "B", 1e15),
        "EB" => new("EB", "B", 1e18),
        "KiB" => new("KiB", "B", 1024),
        "MiB" => new("MiB", "B", 1024d * 1024),
        "GiB" => new("GiB", "B", 1024d * 1024 * 1024),
        "TiB" => new("TiB", "B", 1024d * 1024 * 1024 * 1024),
        "PiB" => new("PiB", "B", 1024d * 1024 * 1024 * 1024 * 1024),
        "EiB" => new("EiB", "B", 1024d * 1024 * 1024 * 1024 * 1024 * 1024),
        _ => Unknown(text.ToString()),
    };

    private static PerfdataUnit Unknown(string text) => new(text, text, 1);
}
