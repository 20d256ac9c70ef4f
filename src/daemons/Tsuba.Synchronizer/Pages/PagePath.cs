using Tsuba.Configuration.Edits;

namespace Tsuba.Synchronizer.Pages;

/// <summary>Addresses of pages, with every part encoded.</summary>
internal static class PagePath
{
    internal const string Overview = "/";
    internal const string Objects = "/objects";
    internal const string Drafts = "/drafts";
    internal const string Staging = "/staging";
    internal const string History = "/history";
    internal const string Sources = "/sources";

    /// <summary>The links of the frame.</summary>
    internal static IReadOnlyList<(string Path, string Text)> Links { get; } =
        [(Overview, "Overview"), (Objects, "Objects"), (Drafts, "Drafts"), (Staging, "Staging"), (History, "History"), (Sources, "Sources")];

    internal static string Object(DefinitionId id, string at) => $"/object?id={Escape(id.ToString())}&at={Escape(at)}";

    internal static string List(string type, string search, string at, int offset) =>
        $"{Objects}?type={Escape(type)}&q={Escape(search)}&at={Escape(at)}&offset={offset}";

    internal static string Draft(string name) => $"/draft?name={Escape(name)}";

    internal static string Source(string name) => $"/source?name={Escape(name)}";

    /// <summary>A path with another part of the query, such as what came of an order.</summary>
    internal static string With(string path, string name, string value) =>
        $"{path}{(path.Contains('?', StringComparison.Ordinal) ? '&' : '?')}{name}={Escape(value)}";

    private static string Escape(string text) => Uri.EscapeDataString(text);
}
