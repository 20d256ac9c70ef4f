using System.Collections.Immutable;
using Tsuba.Model.Sources;

namespace Tsuba.Hosting.Files;

/// <summary>Configuration files on this machine's disk. Only reads.</summary>
public sealed class DiskSourceFiles : ISourceFiles
{
    /// <inheritdoc />
    public bool TryRead(string path, out ReadOnlyMemory<byte> content, out string failure)
    {
        try
        {
            content = File.ReadAllBytes(path);
            failure = "";
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            content = default;
            failure = Directory.Exists(path) ? "it is a directory" : Explain(fault);
            return false;
        }
    }

    /// <inheritdoc />
    public bool TryList(string path, out ImmutableArray<SourceEntry> entries, out string failure)
    {
        try
        {
            entries = [.. new DirectoryInfo(path).EnumerateFileSystemInfos().Select(Describe)];
            failure = "";
            return true;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            entries = [];
            failure = File.Exists(path) ? "it is a file" : Explain(fault);
            return false;
        }
    }

    private static SourceEntry Describe(FileSystemInfo entry)
    {
        if (entry.LinkTarget is null)
        {
            return new SourceEntry(entry.Name, entry is DirectoryInfo, null);
        }

        try
        {
            var target = entry.ResolveLinkTarget(returnFinalTarget: true);
            return new SourceEntry(entry.Name, target is DirectoryInfo { Exists: true }, target?.FullName.TrimEnd('/') ?? entry.FullName);
        }
        catch (IOException)
        {
            // A link that leads to itself: reading it says so.
            return new SourceEntry(entry.Name, false, entry.FullName);
        }
    }

    private static string Explain(Exception fault) => fault switch
    {
        FileNotFoundException => "no such file",
        DirectoryNotFoundException => "no such directory",
        UnauthorizedAccessException => "permission denied",
        _ => fault.Message,
    };
}
