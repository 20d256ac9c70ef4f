using System.Text;

namespace Tsuba.Arbiter.Loading;

/// <summary>
/// The folder that <c>PROCESS_FILE</c> reads from. A sender of commands must not be able to read or delete other files of this machine, so a
/// file is named without a path, or with the path of this folder; links are not followed. Source: reference/shinken.md 5.3.
/// </summary>
/// <param name="path">The folder; it need not exist.</param>
internal sealed class CommandFolder(string path)
{
    /// <summary>Largest file that is read.</summary>
    internal const long MostBytes = 16 * 1024 * 1024;

    /// <summary>Where files are put.</summary>
    internal string Path { get; } = System.IO.Path.GetFullPath(path);

    /// <summary>Reads the commands of a file: its lines but for empty ones and comments (<c>#</c>).</summary>
    /// <returns>The lines, or why there are none.</returns>
    internal (IReadOnlyList<string> Lines, string? Refusal) Read(string name)
    {
        var full = System.IO.Path.GetFullPath(name, Path);
        if (System.IO.Path.GetDirectoryName(full) != Path)
        {
            return ([], $"files of commands are read from {Path} only");
        }

        var file = new FileInfo(full);
        if (!file.Exists || file.LinkTarget is not null || (file.Attributes & (FileAttributes.Directory | FileAttributes.Device)) != 0)
        {
            return ([], $"there is no file {file.Name} in {Path}");
        }

        if (file.Length > MostBytes)
        {
            return ([], $"{file.Name} is larger than {MostBytes / 1024 / 1024} MiB");
        }

        try
        {
            return ([.. File.ReadLines(full, Encoding.UTF8).Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#')], null);
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return ([], $"{file.Name} cannot be read: {failed.Message}");
        }
    }

    /// <summary>Deletes a file that was read; returns what to say of it.</summary>
    internal string Delete(string name)
    {
        try
        {
            File.Delete(System.IO.Path.GetFullPath(name, Path));
            return "";
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return $"; it cannot be deleted: {failed.Message}";
        }
    }
}
