namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>A directory of one test, removed at its end.</summary>
internal sealed class TemporaryDirectory : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("tsuba-test-").FullName;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
