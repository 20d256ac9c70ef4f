using Tsuba.Configuration.Syntax;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Sources;
using Tsuba.Synchronizer.Core.Sources.Definitions;

namespace Tsuba.Synchronizer.Sources;

/// <summary>Finds the files that define sources: one file, or the <c>.cfg</c> files of a directory in the order of their names.</summary>
internal static class SourceDefinitionFiles
{
    /// <summary>Name of the directory in the state directory that is read where no setting names another place.</summary>
    internal const string UsualDirectory = "sources.d";

    /// <summary>Reads the definitions.</summary>
    /// <param name="files">Files of this machine.</param>
    /// <param name="path">A file or directory.</param>
    /// <param name="isNamed">Whether a setting names it; if not, it may be missing.</param>
    internal static SourceDefinitions Read(ISourceFiles files, string path, bool isNamed)
    {
        var paths = files.TryList(path, out var entries, out _)
            ? entries.Where(entry => !entry.IsDirectory && entry.Name.EndsWith(".cfg", StringComparison.Ordinal)).Select(entry => $"{path.TrimEnd('/')}/{entry.Name}").Order(StringComparer.Ordinal).ToList()
            : isNamed ? [path] : [];
        var trees = new List<SyntaxTree>();
        var findings = new List<Diagnostic>();
        foreach (var file in paths)
        {
            if (files.TryRead(file, out var content, out var failure))
            {
                trees.Add(SyntaxTree.Parse(file, content));
            }
            else
            {
                findings.Add(SourceFindings.FileUnreadable.At(new SourceLocation(file, 0, 0), $"cannot read {file}: {failure}"));
            }
        }

        var read = SourceDefinitionReader.Read(trees);
        return read with { Findings = [.. findings, .. read.Findings] };
    }
}
