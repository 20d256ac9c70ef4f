namespace Tsuba.Platform.Tests.Execution;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("tsuba-execution-").FullName;

    internal string File(string name) => System.IO.Path.Combine(Path, name);

    internal string Executable(string name, string text)
    {
        var path = File(name);
        System.IO.File.WriteAllText(path, text);
        System.IO.File.SetUnixFileMode(path, (UnixFileMode)0b111_101_101);
        System.IO.File.SetUnixFileMode(Path, (UnixFileMode)0b111_101_101);
        return path;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
