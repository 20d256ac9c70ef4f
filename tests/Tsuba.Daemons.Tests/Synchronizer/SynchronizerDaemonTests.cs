using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Arbiter.Loading;
using Tsuba.Daemons.Tests.Arbiter;
using Tsuba.Hosting.Daemons;
using Tsuba.Hosting.Metrics;
using Tsuba.Hosting.Peers;
using Tsuba.Hosting.Routing;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Synchronizer;
using Tsuba.Testing.Configuration;
using Tsuba.Testing.Requirements;

namespace Tsuba.Daemons.Tests.Synchronizer;

public sealed class SynchronizerDaemonTests : IAsyncLifetime
{
    private static readonly Caller TheArbiter = new(DaemonRole.Arbiter, "arbiter-master");

    private readonly TemporaryDirectory _directory = new();
    private readonly DaemonMeterFactory _meters = new();
    private readonly FakeSite _site = new();
    private readonly MemorySourceFiles _files = new MemorySourceFiles()
        .With("/etc/site/shinken.cfg", "cfg_file=objects.cfg\ncfg_dir=more\n")
        .With("/etc/site/objects.cfg", "define command{\n command_name check\n command_line /bin/true\n}\n")
        .With("/etc/site/more/.git/web.cfg", "define host{\n host_name web\n check_command check\n max_check_attempts 3\n}\n");

    private SynchronizerDaemon? _daemon;

    [RequiresFact(Requirement.Git)]
    public async Task Production_MirroredTree_IsWhatTheArbiterReads()
    {
        await StartAsync();
        var source = Source();

        var reading = await source.ReadAsync(CancellationToken.None);

        Assert.Equal("", reading.Failure);
        Assert.Equal(["web"], reading.Configuration!.Objects.Where(item => item.Type == ObjectType.Host).Select(item => item.Key));
        Assert.True(File.Exists(Path.Combine(_directory.Path, "work", "etc", "site", "more", "%.git", "web.cfg")));
    }

    [RequiresFact(Requirement.Git)]
    public async Task Production_MirroredTree_IsNotTheConfigurationOfAnAdoptedSite()
    {
        await StartAsync();
        var source = Source(isAdopted: true);

        var reading = await source.ReadAsync(CancellationToken.None);

        Assert.Null(reading.Configuration);
        Assert.Contains("has lost the repository", reading.Failure, StringComparison.Ordinal);
        Assert.Equal(reading.Failure, source.Trouble);
    }

    [RequiresFact(Requirement.Git)]
    public async Task Production_NothingChanged_KeepsTheCommit()
    {
        await StartAsync();
        var first = await AskAsync(new ProductionRequest { Refresh = true });
        var second = await AskAsync(new ProductionRequest { Refresh = true, WithoutFiles = true });

        Assert.Equal(40, first.Commit.Length);
        Assert.Equal(first.Commit, second.Commit);
        Assert.Equal(["/etc/site/more/.git/web.cfg", "/etc/site/objects.cfg", "/etc/site/shinken.cfg"], first.Files.Select(file => file.Path));
        Assert.Empty(second.Files);
    }

    [RequiresFact(Requirement.Git)]
    public async Task Reload_ChangedFile_EndsTheLongPollWithANewCommit()
    {
        await StartAsync();
        var source = Source();
        await source.ReadAsync(CancellationToken.None);
        var changed = source.ChangedAsync(CancellationToken.None);
        Assert.False(changed.IsCompleted);

        _files.With("/etc/site/objects.cfg", "define command{\n command_name other\n command_line /bin/false\n}\n");
        await _site.Add(DaemonRole.Synchronizer, "synchronizer-master").CallAsync(new Caller(DaemonRole.Operator, "tester"), Routes.Reload, new ReloadRequest(), CancellationToken.None);

        await changed.WaitAsync(TimeSpan.FromSeconds(30));
        var reading = await source.ReadAsync(CancellationToken.None);
        Assert.Contains(reading.Configuration!.Objects, item => item is { Type: ObjectType.Command, Key: "other" });
    }

    [RequiresFact(Requirement.Git)]
    public async Task Production_HooksAndAttributesInTheTree_DoNothing()
    {
        var marker = Path.Combine(_directory.Path, "hook-ran");
        _files.With("/etc/site/objects.cfg", "define command{\r\n command_name check\r\n command_line /bin/true\r\n}\r\n");
        await StartAsync();
        var hooks = Path.Combine(_directory.Path, "work", ".git", "hooks");
        await AskAsync(new ProductionRequest { Refresh = true, WithoutFiles = true });
        Directory.CreateDirectory(hooks);
        var hook = Path.Combine(hooks, "pre-commit");
        await File.WriteAllTextAsync(hook, $"#!/bin/sh\ntouch {marker}\n");
        File.SetUnixFileMode(hook, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);

        _files.With("/etc/site/shinken.cfg", "cfg_file=objects.cfg\n");
        var reply = await AskAsync(new ProductionRequest { Refresh = true });

        Assert.False(File.Exists(marker));
        Assert.Contains(reply.Files, file => file.Content.ToStringUtf8().Contains("\r\n", StringComparison.Ordinal));
        Assert.False(File.Exists(Path.Combine(_directory.Path, "work", "etc", "site", "more", "%.git", "web.cfg")));
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_daemon is not null)
        {
            await _daemon.DisposeAsync();
        }

        _meters.Dispose();
        _directory.Dispose();
    }

    private async Task StartAsync()
    {
        var context = new DaemonContext(
            "site", DaemonRole.Synchronizer, "synchronizer-master", "run", _directory.Path, TimeProvider.System, NullLoggerFactory.Instance, _meters, _site,
            new Dictionary<string, string>(StringComparer.Ordinal));
        _daemon = new SynchronizerDaemon(context, _files, ["/etc/site/shinken.cfg"]);
        _daemon.Map(_site.Add(DaemonRole.Synchronizer, "synchronizer-master"));
        await _daemon.StartAsync(CancellationToken.None);
    }

    private SynchronizerConfigurationSource Source(bool isAdopted = false) =>
        new(_site, new PeerAddress(DaemonRole.Synchronizer, "synchronizer-master", "localhost", 7765), TimeProvider.System, isAdopted);

    private Task<ProductionReply> AskAsync(ProductionRequest request) =>
        _site.Add(DaemonRole.Synchronizer, "synchronizer-master").CallAsync(TheArbiter, Routes.Production, request, CancellationToken.None);
}
