using System.Globalization;
using Tsuba.Configuration.Checks;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Sources;

namespace Tsuba.Configuration.Files;

/// <summary>
/// Reads the main files and everything that they include, each file once. Source: reference/shinken.md 3.1 "Main files".
/// </summary>
/// <param name="files">Where the files come from.</param>
/// <param name="findings">Takes what is wrong.</param>
/// <param name="parse">Makes the syntax tree of a file.</param>
internal sealed class SourceReader(ISourceFiles files, FindingLog findings, Func<string, ReadOnlyMemory<byte>, SyntaxTree> parse)
{
    private const int DeepestFolder = 32;
    private const int MostFiles = 200_000;

    private readonly HashSet<string> _read = new(StringComparer.Ordinal);
    private readonly HashSet<string> _folders = new(StringComparer.Ordinal);

    /// <summary>Every file that was read, in order.</summary>
    internal List<SyntaxTree> Trees { get; } = [];

    /// <summary>Options and macros, in the order of the files.</summary>
    internal List<MainSetting> Settings { get; } = [];

    /// <summary>Packs that were found, with their content.</summary>
    internal List<(string Path, ReadOnlyMemory<byte> Content)> Packs { get; } = [];

    /// <summary>Lines in files that are no main files, which are neither in an object nor an option.</summary>
    internal List<(SyntaxTree Tree, int Line)> Strays { get; } = [];

    /// <summary>Reads one main file.</summary>
    internal void ReadMain(string path) => Read(path, new SourceLocation(path, 0, 0), FileRole.Main);

    private void Read(string path, SourceLocation named, FileRole role)
    {
        if (_read.Count >= MostFiles || !_read.Add(path))
        {
            findings.Add(FileFindings.FileNamedTwice, named, $"{path} has been read already; this line has no effect");
            return;
        }

        if (!files.TryRead(path, out var content, out var failure))
        {
            findings.Add(FileFindings.FileUnreadable, named, $"cannot read {path}: {failure}");
            return;
        }

        var tree = parse(path, content);
        Trees.Add(tree);
        SyntaxChecks.Report(tree, findings);
        foreach (var index in tree.Notable)
        {
            var line = tree.Lines[index];
            if (line.Kind == LineKind.Setting)
            {
                ReadSetting(tree, index, role);
            }
            else if (line.Kind == LineKind.Stray && (line.Faults & LineFaults.TooLong) == 0)
            {
                ReadStray(tree, index, role);
            }
        }
    }

    private void ReadStray(SyntaxTree tree, int index, FileRole role)
    {
        if (role == FileRole.Objects)
        {
            Strays.Add((tree, index));
        }
        else
        {
            findings.Add(
                FileFindings.MainLineMalformed,
                tree.KeyLocation(index),
                $"expected key=value, found \"{Excerpt.Of(tree.Key(index))}\"");
        }
    }

    private void ReadSetting(SyntaxTree tree, int index, FileRole role)
    {
        var setting = new MainSetting(tree, index, tree.Key(index), tree.Value(index), role != FileRole.Objects);
        var location = tree.ValueLocation(index);
        switch (setting.Key)
        {
            case "cfg_file" or "cfg_dir" or "resource_file" when role != FileRole.Main:
                findings.Add(
                    FileFindings.IncludeOutsideMainFile,
                    tree.KeyLocation(index),
                    $"{setting.Key} has an effect in main files only; {setting.Value} is not read");
                break;
            case "cfg_file" or "include_file":
                Read(PathOf(tree, setting.Value), location, FileRole.Objects);
                break;
            case "resource_file":
                foreach (var file in setting.Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
                {
                    Read(PathOf(tree, file), location, FileRole.Resources);
                }

                break;
            case "cfg_dir" or "include_dir":
                ReadFolder(PathOf(tree, setting.Value.Length > 1 ? setting.Value.TrimEnd('/') : setting.Value), null, location, 0);
                break;
            case "triggers_dir":
                ReadTriggers(PathOf(tree, setting.Value.TrimEnd('/')), location);
                break;
            default:
                Settings.Add(setting);
                break;
        }
    }

    private string PathOf(SyntaxTree tree, string named) => files.NameOf(SourcePath.Resolve(tree.Path, named));

    private void ReadFolder(string path, string? identity, SourceLocation named, int depth)
    {
        identity ??= path;
        if (depth > DeepestFolder)
        {
            findings.Add(
                FileFindings.DirectoryTooDeep,
                named,
                string.Create(CultureInfo.InvariantCulture, $"{path} lies more than {DeepestFolder} levels deep and is not read"));
            return;
        }

        if (!_folders.Add(identity))
        {
            findings.Add(FileFindings.FileNamedTwice, named, $"{path} has been read already; it is left out here");
            return;
        }

        if (!files.TryList(path, out var entries, out var failure))
        {
            findings.Add(FileFindings.DirectoryUnreadable, named, $"cannot read the directory {path}: {failure}");
            return;
        }

        foreach (var entry in entries.OrderBy(entry => entry.IsDirectory).ThenBy(entry => entry.Name, StringComparer.Ordinal))
        {
            var child = SourcePath.Join(path, entry.Name);
            if (entry.IsDirectory)
            {
                ReadFolder(child, entry.LinkTarget ?? SourcePath.Join(identity, entry.Name), named, depth + 1);
            }
            else if (entry.Name.EndsWith(".cfg", StringComparison.Ordinal))
            {
                Read(child, named, FileRole.Objects);
            }
            else if (entry.Name.EndsWith(".pack", StringComparison.Ordinal) && _read.Add(child))
            {
                ReadPack(child, named);
            }
        }
    }

    private void ReadPack(string path, SourceLocation named)
    {
        if (files.TryRead(path, out var content, out var failure))
        {
            Packs.Add((path, content));
        }
        else
        {
            findings.Add(FileFindings.FileUnreadable, named, $"cannot read {path}: {failure}");
        }
    }

    private void ReadTriggers(string path, SourceLocation named)
    {
        if (!files.TryList(path, out var entries, out var failure))
        {
            findings.Add(FileFindings.DirectoryUnreadable, named, $"cannot read the directory {path}: {failure}");
            return;
        }

        foreach (var entry in entries.Where(entry => entry.Name.EndsWith(".trig", StringComparison.Ordinal)).OrderBy(entry => entry.Name, StringComparer.Ordinal))
        {
            findings.Add(
                FileFindings.TriggerRefused,
                named,
                $"{SourcePath.Join(path, entry.Name)} is a trigger, which is not supported: use a business rule (bp_rule!…) or a plugin that computes the state");
        }
    }

    private enum FileRole
    {
        Main,
        Resources,
        Objects,
    }
}
