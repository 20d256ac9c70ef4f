using Tsuba.Configuration.Files;

namespace Tsuba.Configuration.Edits;

/// <summary>Which new files a configuration would read.</summary>
public static class ConfigurationFolders
{
    private const int LongestPart = 200;

    /// <summary>The directories that the main files name, whose <c>.cfg</c> files are read.</summary>
    public static IEnumerable<string> Of(DefinitionBook book)
    {
        ArgumentNullException.ThrowIfNull(book);
        foreach (var tree in book.Trees.Where(tree => book.MainFiles.Contains(tree.Path)))
        {
            foreach (var line in tree.Notable.Where(line => tree.Key(line) is "cfg_dir" or "include_dir"))
            {
                yield return book.Image.NameOf(SourcePath.Resolve(tree.Path, tree.Value(line).TrimEnd('/')));
            }
        }
    }

    /// <summary>
    /// Whether a file of this path would be read if it were there: an absolute path without <c>.</c> and <c>..</c>, of plain letters, below
    /// a directory that is read, and neither the directory of other files nor below a file.
    /// </summary>
    public static bool WouldRead(DefinitionBook book, string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        return path.EndsWith(".cfg", StringComparison.Ordinal)
            && path.StartsWith('/')
            && path[1..].Split('/').All(IsPlain)
            && Of(book).Any(folder => path.StartsWith(folder + "/", StringComparison.Ordinal))
            && !book.Image.Files.Keys.Any(file => IsBelow(file, path) || IsBelow(path, file));
    }

    private static bool IsBelow(string path, string folder) =>
        path.Length > folder.Length && path[folder.Length] == '/' && path.StartsWith(folder, StringComparison.Ordinal);

    private static bool IsPlain(string part) =>
        part.Length is > 0 and <= LongestPart && part[0] != '.' && part.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '-' or '_' or '.' or ' ' or '@' or '+');
}
