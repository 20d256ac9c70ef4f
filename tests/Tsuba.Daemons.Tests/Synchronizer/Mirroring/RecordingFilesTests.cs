using Tsuba.Configuration;
using Tsuba.Configuration.Files;
using Tsuba.Hosting.Files;
using Tsuba.Synchronizer.Mirroring;

namespace Tsuba.Daemons.Tests.Synchronizer.Mirroring;

public sealed class RecordingFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tsuba-mirror-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Kept_EmptyDirectories_AreThereWhenTheMirrorIsRead()
    {
        var main = Write("main.cfg", "cfg_dir=conf.d/\ncfg_dir=objects\n");
        Directory.CreateDirectory(Path.Combine(_folder, "conf.d", "inner"));
        Write("objects/web.cfg", "define host {\n host_name web\n max_check_attempts 3\n}\n");
        Write("objects/notes.txt", "nothing for us\n");
        var recorded = new RecordingFiles(new DiskSourceFiles());
        var before = ConfigurationLoader.Load(recorded, [main]);

        var after = ConfigurationLoader.Load(ConfigurationImage.Of(recorded.Kept()), [main]);

        Assert.False(before.HasErrors);
        Assert.Equal(before.Diagnostics.Select(finding => finding.ToString()), after.Diagnostics.Select(finding => finding.ToString()));
        Assert.Equal(["conf.d/.keep", "conf.d/inner/.keep", "main.cfg", "objects/web.cfg"], recorded.Kept().Keys.Select(path => Path.GetRelativePath(_folder, path)));
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, content);
        return path;
    }
}
