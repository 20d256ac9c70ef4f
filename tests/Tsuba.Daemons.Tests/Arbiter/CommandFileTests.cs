using Tsuba.Arbiter.Loading;

namespace Tsuba.Daemons.Tests.Arbiter;

/// <summary>What PROCESS_FILE may read.</summary>
public sealed class CommandFileTests : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tsuba-commands-");

    private CommandFolder Folder => new(Path.Combine(_directory.FullName, "commands"));

    public void Dispose() => _directory.Delete(recursive: true);

    [Fact]
    public void Read_FileOfTheFolder_GivesItsLines()
    {
        Write("night", "DISABLE_NOTIFICATIONS\n\n# a comment\n[1700000000] ADD_HOST_COMMENT;web;1;amy;hello\n");
        var (lines, refusal) = Folder.Read("night");
        Assert.Null(refusal);
        Assert.Equal(["DISABLE_NOTIFICATIONS", "[1700000000] ADD_HOST_COMMENT;web;1;amy;hello"], lines);
        Assert.Equal(lines, Folder.Read(Path.Combine(Folder.Path, "night")).Lines);
    }

    [Theory]
    [InlineData("/etc/shadow")]
    [InlineData("../secret")]
    [InlineData("sub/file")]
    public void Read_FileElsewhere_IsRefused(string name)
    {
        Write("night", "DISABLE_NOTIFICATIONS");
        File.WriteAllText(Path.Combine(_directory.FullName, "secret"), "DISABLE_NOTIFICATIONS");
        Assert.Contains("only", Folder.Read(name).Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_LinkOrNothing_IsRefused()
    {
        Write("night", "DISABLE_NOTIFICATIONS");
        File.CreateSymbolicLink(Path.Combine(Folder.Path, "link"), "/etc/passwd");
        Assert.Contains("there is no file", Folder.Read("link").Refusal, StringComparison.Ordinal);
        Assert.Contains("there is no file", Folder.Read("nothing").Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Read_TooLarge_IsRefused()
    {
        Write("large", "");
        using (var file = File.OpenWrite(Path.Combine(Folder.Path, "large")))
        {
            file.SetLength(CommandFolder.MostBytes + 1);
        }

        Assert.Contains("larger", Folder.Read("large").Refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Delete_TakesTheFileAway()
    {
        Write("night", "DISABLE_NOTIFICATIONS");
        Assert.Empty(Folder.Delete("night"));
        Assert.NotNull(Folder.Read("night").Refusal);
    }

    private void Write(string name, string text)
    {
        Directory.CreateDirectory(Folder.Path);
        File.WriteAllText(Path.Combine(Folder.Path, name), text);
    }
}
