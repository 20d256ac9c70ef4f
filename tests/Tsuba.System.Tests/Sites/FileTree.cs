using System.Security.Cryptography;

namespace Tsuba.System.Tests.Sites;

/// <summary>What a directory holds, to be compared before and after.</summary>
internal static class FileTree
{
    /// <summary>Every entry with its mode, time of change, and the hash of what is in it.</summary>
    public static IReadOnlyList<string> Print(string directory) =>
    [
        .. new DirectoryInfo(directory).EnumerateFileSystemInfos("*", SearchOption.AllDirectories)
            .OrderBy(entry => entry.FullName, StringComparer.Ordinal)
            .Select(entry => entry is FileInfo file
                ? $"{entry.FullName} {entry.UnixFileMode} {entry.LastWriteTimeUtc:O} {Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file.FullName)))}"
                : $"{entry.FullName} {entry.UnixFileMode} {entry.LastWriteTimeUtc:O}"),
    ];
}
