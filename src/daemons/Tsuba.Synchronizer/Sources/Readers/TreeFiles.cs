using System.Globalization;
using Tsuba.Configuration;
using Tsuba.Configuration.Syntax;
using Tsuba.Synchronizer.Core.Sources.Definitions;
using Tsuba.Synchronizer.Core.Sources.Reading;

namespace Tsuba.Synchronizer.Sources.Readers;

/// <summary>Reads a tree of configuration files: a main file with all that it includes, or every <c>.cfg</c> file of a directory.</summary>
internal static class TreeFiles
{
    private const int DeepestFolder = 32;
    private const int MostFiles = 20_000;

    internal static SourceReading Read(SourceDefinition definition, BoundedFiles files, string path)
    {
        if (files.TryList(path, out _, out _))
        {
            ReadFolder(files, path, 0);
        }
        else
        {
            // Follows cfg_file and cfg_dir as a site does; only which files it read counts here.
            ConfigurationLoader.Load(files, [path]);
        }

        if (files.Failure.Length > 0)
        {
            return SourceReading.Failed(files.Failure);
        }

        return files.Read.Count > MostFiles
            ? SourceReading.Failed(string.Create(CultureInfo.InvariantCulture, $"the tree has more than {MostFiles} files"))
            : TreeObjects.Collect(definition, files.Read.Select(file => SyntaxTree.Parse(file.Key, file.Value)));
    }

    private static void ReadFolder(BoundedFiles files, string path, int depth)
    {
        if (depth > DeepestFolder || files.Read.Count > MostFiles || !files.TryList(path, out var entries, out _))
        {
            return;
        }

        foreach (var entry in entries.OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var inner = $"{path.TrimEnd('/')}/{entry.Name}";
            if (entry.IsDirectory && entry.LinkTarget is null && entry.Name != ".git")
            {
                ReadFolder(files, inner, depth + 1);
            }
            else if (!entry.IsDirectory && entry.Name.EndsWith(".cfg", StringComparison.Ordinal))
            {
                files.TryRead(inner, out _, out _);
            }
        }
    }
}
