using Tsuba.Journal.Files;

namespace Tsuba.Arbiter.State;

/// <summary>Replaces a file so that a power cut leaves the old or the new content, never a mixture.</summary>
internal static class DurableFile
{
    internal static void Write(string path, ReadOnlySpan<byte> content, bool keepBefore)
    {
        var fresh = $"{path}.new";
        var directory = Path.GetDirectoryName(path)!;
        using (var file = DiskFiles.Instance.Open(fresh))
        {
            file.Truncate(0);
            file.Write(0, content);
            file.Flush();
        }

        // The old one keeps its name until the rename; the copy is a second chance against a damaged sector.
        if (keepBefore && File.Exists(path))
        {
            File.Copy(path, $"{path}.before", overwrite: true);
        }

        File.Move(fresh, path, overwrite: true);
        DiskFiles.Instance.FlushDirectory(directory);
    }
}
