using Tsuba.Testing.Requirements;

namespace Tsuba.Architecture.Tests;

/// <summary>The checkout as the tests see it: paths relative to its root, with forward slashes.</summary>
internal static class Checkout
{
    private static readonly string[] LeftOut = ["artifacts", ".git", "obj", "bin", "node_modules"];

    public static string Root { get; } = RequirementProbe.CheckoutDirectory;

    public static IEnumerable<string> Files(string folder, string pattern)
    {
        var start = Path.Combine(Root, folder);
        return Directory.Exists(start)
            ? Directory.EnumerateFiles(start, pattern, SearchOption.AllDirectories)
                .Select(path => Path.GetRelativePath(Root, path))
                .Where(path => !path.Split('/').Any(LeftOut.Contains))
                .Order(StringComparer.Ordinal)
            : [];
    }

    public static string Read(string relative) => File.ReadAllText(Path.Combine(Root, relative));

    public static string[] Lines(string relative) => File.ReadAllLines(Path.Combine(Root, relative));
}
