namespace Tsuba.Modules.StatusData.Files;

/// <summary>A file that readers see whole: as it was, or as it is.</summary>
internal static class AtomicFile
{
    /// <summary>Writes beside the file and puts it in its place. What was left half by a process that died is written over.</summary>
    /// <exception cref="IOException">It cannot be written; the file is as it was.</exception>
    public static void Write(string path, Action<Stream> content)
    {
        var beside = path + ".new";

        // Never through a link that somebody put there: the folder may be one that others write to.
        File.Delete(beside);
        using (var stream = new FileStream(beside, new FileStreamOptions
        {
            Mode = FileMode.CreateNew,
            Access = FileAccess.Write,
            BufferSize = 0,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead,
        }))
        {
            content(stream);
        }

        File.Move(beside, path, overwrite: true);
    }
}
