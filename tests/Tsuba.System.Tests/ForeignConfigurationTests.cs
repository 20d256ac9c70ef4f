using Tsuba.System.Tests.Sites;
using Tsuba.Testing.Requirements;

namespace Tsuba.System.Tests;

/// <summary>Configurations of others run as they are, beside those they belong to.</summary>
public sealed class ForeignConfigurationTests
{
    [RequiresFact(Requirement.Nagios4, Requirement.MonitoringPlugins)]
    public async Task Run_OnTheFilesOfARunningNagios4_ChecksTheSameAndTouchesNothing()
    {
        using var nagios = NagiosTree.Create();
        await nagios.StartAsync();
        var files = FileTree.Print(nagios.Etc);
        var names = Names(nagios.Var);

        var verified = await TsubaProcess.RunAsync(["verify", "-c", nagios.MainFile]);
        Assert.True(verified.ExitCode == 0, verified.All);
        Assert.Contains("profile nagios", verified.Output, StringComparison.Ordinal);
        await using var site = await RunningSite.StartAsync(PassableDirectory.Create(), nagios.MainFile);
        await site.UntilAsync("all services are known", async () => (await site.GetAsync("api/v1/services")).GetProperty("total").GetInt32() == 8);
        await site.RunVerbAsync("command", "SCHEDULE_FORCED_HOST_SVC_CHECKS;localhost;1", "SCHEDULE_FORCED_HOST_CHECK;localhost;1");
        await site.UntilAsync("every check has a result", async () =>
        {
            var services = await site.RunVerbAsync("query", @"GET services\nFilter: has_been_checked = 1\nFilter: plugin_output ~ .\nColumns: description plugin_output\n");
            var hosts = await site.RunVerbAsync("query", @"GET hosts\nFilter: has_been_checked = 1\nColumns: name\n");
            return services.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length == 8 && hosts.Trim() == "localhost";
        });
        Assert.Contains("load average", await site.RunVerbAsync("query", @"GET services\nFilter: description = Current Load\nColumns: plugin_output\n"), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(0, await site.Process.StopAsync());

        Assert.True(nagios.IsRunning);
        Assert.Equal(files, FileTree.Print(nagios.Etc));
        Assert.Equal(names, Names(nagios.Var));
    }

    [RequiresFact(Requirement.Corpus)]
    public async Task Run_OnShinkensOwnTree_StartsWithWarnings()
    {
        var main = Path.Combine(RequirementProbe.CorpusDirectory!, "shinken-etc", "shinken.cfg");
        var files = FileTree.Print(Path.GetDirectoryName(main)!);

        var verified = await TsubaProcess.RunAsync(["verify", "-c", main]);
        Assert.True(verified.ExitCode == 0, verified.All);
        Assert.Contains("profile shinken", verified.Output, StringComparison.Ordinal);
        await using var site = await RunningSite.StartAsync(PassableDirectory.Create(), main);
        await site.UntilAsync("the host is known", async () => (await site.GetAsync("api/v1/hosts")).GetProperty("total").GetInt32() == 1);
        await site.UntilAsync("all daemons are alive", async () => (await site.TryVerbAsync("status")).ExitCode == 0);
        Assert.Contains("warning TSB", site.Output, StringComparison.Ordinal);
        Assert.Equal(0, await site.Process.StopAsync());

        Assert.Equal(files, FileTree.Print(Path.GetDirectoryName(main)!));
    }

    /// <summary>What lies there, without what nagios4 makes and moves all the time.</summary>
    private static IEnumerable<string> Names(string directory) => Directory.EnumerateFileSystemEntries(directory, "*", SearchOption.AllDirectories)
        .Where(path => !path.Contains("nagios.tmp", StringComparison.Ordinal) && !path.Contains("checkresults/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);
}
