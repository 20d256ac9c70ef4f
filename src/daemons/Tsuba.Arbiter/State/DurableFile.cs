using Tsuba.Journal.Files;

namespace Tsuba.Arbiter.State;

/// <summary>Replaces a file so that a power cut leaves the old or the new content, never a mixture.</summary>
internal static class DurableFile
{
    internal static void Write(string path, ReadOnlySpan<byte> content)
    {
        var fresh = $"{path}.new";
        var directory = Path.GetDirectoryName(path)!;
        using (var file = DiskFiles.Instance.Open(fresh))
        {
            file.Truncate(0);
            file.Write(0, content);
            file.Flush();
        }

        File.Move(fresh, path, overwrite: true);
        DiskFiles.Instance.FlushDirectory(directory);
    }
}
