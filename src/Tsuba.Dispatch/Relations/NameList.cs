namespace Tsuba.Dispatch.Relations;

/// <summary>Reads the comma-separated lists of the configuration language.</summary>
internal static class NameList
{
    internal static IEnumerable<string> Split(string? text) =>
        text is null ? [] : text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
}
