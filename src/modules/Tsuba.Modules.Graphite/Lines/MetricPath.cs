using System.Text;

namespace Tsuba.Modules.Graphite.Lines;

/// <summary>
/// The one rule for names: in an element, everything but ASCII letters, digits, <c>_</c> and <c>-</c> becomes <c>_</c>, so no name can
/// end an element, a path or a line. Source: reference/shinken.md 6.3, conventions.md 10.
/// </summary>
internal static class MetricPath
{
    /// <summary>The element of the host's own check, in place of a service.</summary>
    public const string HostCheck = "__HOST__";

    private const string Empty = "_";

    /// <summary>One element.</summary>
    public static string Element(string name)
    {
        if (name.Length > 0 && name.All(IsKept))
        {
            return name;
        }

        return name.Length == 0 ? Empty : string.Create(name.Length, name, static (target, source) =>
        {
            for (var index = 0; index < source.Length; index++)
            {
                target[index] = IsKept(source[index]) ? source[index] : '_';
            }
        });
    }

    /// <summary>A path that an administrator wrote: dots separate its elements.</summary>
    public static string Prefix(string path) => string.Join('.', path.Split('.', StringSplitOptions.RemoveEmptyEntries).Select(Element));

    /// <summary>The name of a metric: as an element, but a number at its end that follows <c>_</c> becomes an element of its own.</summary>
    public static string Metric(string label)
    {
        var element = Element(label);
        var digits = element.AsSpan().LastIndexOfAnyExceptInRange('0', '9');
        return digits > 0 && digits < element.Length - 1 && element[digits] == '_'
            ? string.Concat(element.AsSpan(0, digits), ".", element.AsSpan(digits + 1))
            : element;
    }

    /// <summary>Elements joined; empty ones are left out.</summary>
    public static string Join(params ReadOnlySpan<string> elements)
    {
        var path = new StringBuilder();
        foreach (var element in elements)
        {
            if (element.Length > 0)
            {
                path.Append(path.Length > 0 ? "." : "").Append(element);
            }
        }

        return path.ToString();
    }

    private static bool IsKept(char character) => char.IsAsciiLetterOrDigit(character) || character is '_' or '-';
}
