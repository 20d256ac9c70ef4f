namespace Tsuba.System.Tests.Sites;

/// <summary>Temporary directories that plugins may pass, whoever they run as.</summary>
internal static class PassableDirectory
{
    private const UnixFileMode Passable = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute
        | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute;

    public static string Create()
    {
        var path = Directory.CreateTempSubdirectory("tsuba-system-").FullName;
        File.SetUnixFileMode(path, Passable);
        return path;
    }

    /// <summary>A directory that plugins may write, too.</summary>
    public static string CreateWritable(string path)
    {
        Directory.CreateDirectory(path);
        File.SetUnixFileMode(path, Passable | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite);
        return path;
    }
}
