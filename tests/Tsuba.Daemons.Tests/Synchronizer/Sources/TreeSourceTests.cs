using System.Diagnostics;
using Tsuba.Daemons.Tests.Arbiter;
using Tsuba.Hosting.Files;
using Tsuba.Synchronizer.Core.Sources.Reading;
using Tsuba.Synchronizer.Sources.Readers;
using Tsuba.Testing.Requirements;
using Tsuba.Testing.Time;

namespace Tsuba.Daemons.Tests.Synchronizer.Sources;

/// <summary>Trees of configuration files, on this machine and in a bare git repository.</summary>
public sealed class TreeSourceTests : IDisposable
{
    private const string Objects = """
        define host {
          name        server   ; a template
          register    0
          check_command check_ping!100,20%
        }
        define host {
          use         server
          host_name   web1
          address     192.0.2.1
          _KEY        a\;b
        }
        define service {
          host_name   web1
          service_description  http
          use         generic-service
        }
        define poller {
          poller_name other-site
        }
        define timeperiod {
          timeperiod_name odd
          monday  00:00-12:00
          monday  13:00-24:00
        }
        """;

    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task Read_MainFile_TakesTheObjectsOfItsTree()
    {
        Write("site/nagios.cfg", "cfg_dir=objects\nlog_file=/tmp/x\n");
        Write("site/objects/web.cfg", Objects);

        var reading = await ReadAsync(Cfg("site/nagios.cfg"));

        Assert.Equal("", reading.Failure);
        Assert.Equal(["host template server", "host web1", "service web1/http"], reading.Objects.Select(item => item.Name.ToString()));
        Assert.Equal("a;b", reading.Objects[1].Properties["_KEY"]);
        Assert.Equal("check_ping!100,20%", reading.Objects[0].Properties["check_command"]);
        Assert.Contains(reading.Findings, finding => finding.StartsWith("1 of type poller", StringComparison.Ordinal));
        Assert.Contains(reading.Findings, finding => finding.Contains("monday stands in it several times", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_Directory_TakesEveryCfgFile()
    {
        Write("site/a.cfg", "define host {\n host_name a\n}\n");
        Write("site/deep/b.cfg", "define host {\n host_name b\n}\n");
        Write("site/c.txt", "define host {\n host_name c\n}\n");

        Assert.Equal(["host a", "host b"], (await ReadAsync(Cfg("site"))).Objects.Select(item => item.Name.ToString()).Order());
    }

    [Theory]
    [InlineData("cfg_file=/etc/passwd\n")]
    [InlineData("cfg_file=../outside.cfg\n")]
    [InlineData("cfg_file=link.cfg\n")]
    [InlineData("cfg_file=folder/outside.cfg\n")]
    public async Task Read_TreeThatLeadsOutside_FailsWithoutItsContent(string main)
    {
        Write("outside.cfg", "define host {\n host_name secret\n}\n");
        Write("site/main.cfg", main);
        File.CreateSymbolicLink(Path.Combine(_directory.Path, "site/link.cfg"), Path.Combine(_directory.Path, "outside.cfg"));
        Directory.CreateSymbolicLink(Path.Combine(_directory.Path, "site/folder"), "..");

        var reading = await ReadAsync(Cfg("site/main.cfg"));

        Assert.Empty(reading.Objects);
        Assert.Contains("outside of the source's directories", reading.Failure, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Read_RootThatIsNamed_MayBeIncludedFrom()
    {
        Write("other/b.cfg", "define host {\n host_name b\n}\n");
        Write("site/main.cfg", "cfg_file=../other/b.cfg\n");

        Assert.Single((await ReadAsync(Cfg("site/main.cfg", $"root {_directory.Path}/other"))).Objects);
    }

    [Fact]
    public async Task Read_MissingOrLargeFile_Fails()
    {
        Write("site/main.cfg", "cfg_file=gone.cfg\n");

        Assert.Contains("no such file", (await ReadAsync(Cfg("site/main.cfg"))).Failure, StringComparison.Ordinal);
        Assert.Contains("max_bytes 5", (await ReadAsync(Cfg("site", "max_bytes 5"))).Failure, StringComparison.Ordinal);
    }

    [RequiresFact(Requirement.Git)]
    public async Task Read_BareRepository_FollowsItsBranch()
    {
        var work = Repository();
        Write("work/etc/web.cfg", Objects);
        Commit(work);

        var first = await ReadAsync(Git("path etc"));
        Write("work/etc/web.cfg", "define host {\n host_name web2\n}\n");
        Write("work/notes.cfg", "define host {\n host_name elsewhere\n}\n");
        Commit(work);
        var second = await ReadAsync(Git("path etc"));

        Assert.Equal("", first.Failure);
        Assert.Equal(["host template server", "host web1", "service web1/http"], first.Objects.Select(item => item.Name.ToString()));
        Assert.Equal("", second.Failure);
        Assert.Equal(["host web2"], second.Objects.Select(item => item.Name.ToString()));
        Assert.Contains("git fetch", (await ReadAsync(Git("branch gone"))).Failure, StringComparison.Ordinal);
        Assert.Contains("max_bytes 10", (await ReadAsync(Git("max_bytes 10"))).Failure, StringComparison.Ordinal);
    }

    [RequiresFact(Requirement.Git)]
    public async Task Read_HostileRepository_RunsAndReachesNothing()
    {
        var marker = Path.Combine(_directory.Path, "ran");
        var work = Repository();
        Write("work/a.cfg", "define host {\n host_name a\n}\n");
        Write("work/.gitattributes", "*.cfg filter=evil\n");
        Write("work/.gitmodules", "[submodule \"x\"]\n\tpath = x\n\turl = file:///etc\n");
        File.CreateSymbolicLink(Path.Combine(work, "passwd.cfg"), "/etc/passwd");
        Commit(work);
        await ReadAsync(Git(""));
        Write("work/a.cfg", "define host {\n host_name b\n}\n");
        Commit(work);
        foreach (var hooks in (string[])[Path.Combine(_directory.Path, "bare.git", "hooks"), Path.Combine(_directory.Path, "repositories", "t", ".git", "hooks")])
        {
            Directory.CreateDirectory(hooks);
            foreach (var name in (string[])["post-checkout", "post-merge", "reference-transaction", "upload-pack"])
            {
                var hook = Path.Combine(hooks, name);
                await File.WriteAllTextAsync(hook, $"#!/bin/sh\ntouch {marker}\n");
                File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            }
        }

        var reading = await ReadAsync(Git(""));

        Assert.Equal("", reading.Failure);
        Assert.Equal(["host b"], reading.Objects.Select(item => item.Name.ToString()));
        Assert.False(File.Exists(marker));
        Assert.Null(new FileInfo(Path.Combine(_directory.Path, "repositories", "t", "passwd.cfg")).LinkTarget);
    }

    [RequiresFact(Requirement.Git)]
    public async Task Read_RepositoryOverHttp_DoesNotPutTheSecretIntoArguments()
    {
        var secret = Path.Combine(_directory.Path, "secret");
        Hosting.Pki.PrivateFiles.Write(secret, "s3cret", isPublic: false);

        var reading = await ReadAsync($"define source {{\n source_name t\n module_type git\n url http://127.0.0.1:1/x.git\n password_file {secret}\n}}\n");

        var config = Path.Combine(_directory.Path, "repositories", "t", ".git", "config");
        Assert.NotEqual("", reading.Failure);
        Assert.DoesNotContain("s3cret", reading.Failure, StringComparison.Ordinal);
        Assert.Contains("Z2l0OnMzY3JldA==", await File.ReadAllTextAsync(config), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(config));
    }

    public void Dispose() => _directory.Dispose();

    private void Write(string path, string content)
    {
        var full = Path.Combine(_directory.Path, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, content);
    }

    private string Repository()
    {
        var bare = Path.Combine(_directory.Path, "bare.git");
        var work = Path.Combine(_directory.Path, "work");
        Run(_directory.Path, "init", "--quiet", "--bare", "--initial-branch=main", bare);
        Run(_directory.Path, "clone", "--quiet", bare, work);
        return work;
    }

    private static void Commit(string work)
    {
        Run(work, "add", "--all");
        Run(work, "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "x");
        Run(work, "push", "--quiet", "origin", "HEAD:main");
    }

    private static void Run(string directory, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo("git", arguments) { WorkingDirectory = directory, RedirectStandardError = true })!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, error);
    }

    private string Cfg(string path, string more = "") =>
        $"define source {{\n source_name t\n module_type cfg\n path {_directory.Path}/{path}\n {more}\n}}\n";

    private string Git(string more) => $"define source {{\n source_name t\n module_type git\n url file://{_directory.Path}/bare.git\n {more}\n}}\n";

    private Task<SourceReading> ReadAsync(string definition) =>
        new SourceReaders(new DiskSourceFiles(), Path.Combine(_directory.Path, "repositories"), new ManualTime()).ReadAsync(SourceText.One(definition), CancellationToken.None);
}
