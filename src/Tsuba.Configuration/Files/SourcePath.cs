namespace Tsuba.Configuration.Files;

/// <summary>Paths of configuration files, as text.</summary>
public static class SourcePath
{
    /// <summary>A path that a file names: itself if it is absolute, else relative to the folder of that file.</summary>
    /// <param name="includingFile">The file that names the path.</param>
    /// <param name="path">The path as written.</param>
    public static string Resolve(string includingFile, string path)
    {
        ArgumentNullException.ThrowIfNull(includingFile);
        ArgumentNullException.ThrowIfNull(path);
        if (path.StartsWith('/'))
        {
            return path;
        }

        var slash = includingFile.LastIndexOf('/');
        return slash < 0 ? path : Join(includingFile[..slash], path);
    }

    /// <summary>An absolute path without empty parts, <c>.</c> and <c>..</c>; any other one as it is.</summary>
    /// <param name="path">The path as written.</param>
    public static string Normalise(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        if (!path.StartsWith('/'))
        {
            return path;
        }

        var parts = new List<string>();
        foreach (var part in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            if (part == ".")
            {
                continue;
            }

            if (part != "..")
            {
                parts.Add(part);
            }
            else if (parts.Count > 0)
            {
                parts.RemoveAt(parts.Count - 1);
            }
        }

        return "/" + string.Join('/', parts);
    }

    /// <summary>A folder and a name, with one slash between them.</summary>
    public static string Join(string folder, string name)
    {
        ArgumentNullException.ThrowIfNull(folder);
        return folder.EndsWith('/') ? folder + name : $"{folder}/{name}";
    }
}
