using Tsuba.Hosting.Files;
using Tsuba.Model.Sources;

namespace Tsuba.Platform.Tests.Hosting.Files;

public sealed class DiskSourceFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("tsuba-files-").FullName;
    private readonly DiskSourceFiles _files = new();

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void TryList_LinksAndLoops_SaysWhereTheyLead()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "conf"));
        File.WriteAllText(Path.Combine(_folder, "a.cfg"), "# a\n");
        Directory.CreateSymbolicLink(Path.Combine(_folder, "conf", "up"), _folder);
        File.CreateSymbolicLink(Path.Combine(_folder, "conf", "b.cfg"), "../a.cfg");
        File.CreateSymbolicLink(Path.Combine(_folder, "conf", "self"), "self");

        Assert.True(_files.TryList(Path.Combine(_folder, "conf"), out var entries, out _));

        Assert.Contains(new SourceEntry("up", true, _folder), entries);
        Assert.Contains(new SourceEntry("b.cfg", false, Path.Combine(_folder, "a.cfg")), entries);
        Assert.Contains(entries, entry => entry is { Name: "self", IsDirectory: false });
    }

    [Fact]
    public void TryRead_WhatCannotBeRead_SaysWhy()
    {
        Assert.False(_files.TryRead(Path.Combine(_folder, "none.cfg"), out _, out var missing));
        Assert.False(_files.TryRead(_folder, out _, out var folder));
        Assert.False(_files.TryRead("", out _, out var empty));
        Assert.False(_files.TryList(Path.Combine(_folder, "none"), out _, out var missingFolder));

        Assert.Equal("no such file", missing);
        Assert.Equal("it is a directory", folder);
        Assert.NotEmpty(empty);
        Assert.Equal("no such directory", missingFolder);
    }

    [Fact]
    public void TryList_AFile_SaysSo()
    {
        var path = Path.Combine(_folder, "a.cfg");
        File.WriteAllText(path, "# a\n");

        Assert.False(_files.TryList(path, out _, out var failure));

        Assert.Equal("it is a file", failure);
    }

    [Fact]
    public void TryRead_File_GivesItsBytes()
    {
        var path = Path.Combine(_folder, "a.cfg");
        File.WriteAllBytes(path, [0, 255, 10]);

        Assert.True(_files.TryRead(path, out var content, out _));

        Assert.Equal([0, 255, 10], content.ToArray());
    }
}
