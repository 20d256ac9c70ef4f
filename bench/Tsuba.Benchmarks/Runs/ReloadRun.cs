using System.Globalization;
using Tsuba.Benchmarks.Processes;
using Tsuba.Benchmarks.Sites;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Benchmarks.Runs;

/// <summary>
/// Reloads of a whole site in which ten services change: time, CPU and allocations of each step until every part runs it, and memory
/// after many of them.
/// </summary>
internal static class ReloadRun
{
    private const int ChangedServices = 10;
    private const int WarmUp = 5;
    private const int StagePasses = 8;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    public static async Task RunAsync(string program, int services, int rounds, int reloads)
    {
        var shape = new SiteShape { Hosts = services / 10 };
        PrintStages(shape);
        await using var site = await BenchSite.StartAsync(program, shape);
        var file = Path.Combine(Path.GetDirectoryName(site.Configuration)!, "objects", "services.cfg");
        var text = await File.ReadAllTextAsync(file);
        for (var round = 0; round < WarmUp; round++)
        {
            await ReloadAsync(site, file, text, shape, round);
        }

        var replies = new List<(ReloadReply Reply, double Active, double Seen, double Cpu)>();
        for (var round = WarmUp; round < WarmUp + rounds; round++)
        {
            replies.Add(await ReloadAsync(site, file, text, shape, round));
        }

        foreach (var phase in replies[0].Reply.Phases.Select(phase => phase.Name))
        {
            var measured = replies.ConvertAll(entry => entry.Reply.Phases.First(item => item.Name == phase));
            Figures.Print(
                $"  {phase}",
                $"{Median(measured, item => item.Milliseconds):F0} ms, CPU {Median(measured, item => item.CpuMilliseconds):F0} ms, {Median(measured, item => item.AllocatedBytes / 1048576.0):F1} MiB allocated");
        }

        Figures.Print($"{ChangedServices} changed of {services} services, until active", $"{Figures.Median(replies.Select(entry => entry.Active)):F0} ms (bar 1,000)");
        Figures.Print("  until the broker shows all of them", $"{Figures.Median(replies.Select(entry => entry.Seen)):F0} ms");
        Figures.Print("  CPU of the site until one second later", $"{Figures.Median(replies.Select(entry => entry.Cpu)) * 1000:F0} ms");
        if (reloads == 0)
        {
            return;
        }

        var before = await RestingPssAsync(site);
        for (var round = 0; round < reloads; round++)
        {
            await ReloadAsync(site, file, text, shape, WarmUp + rounds + round);
        }

        var after = await RestingPssAsync(site);
        foreach (var line in site.Lines(line => line.Contains("MiB back", StringComparison.Ordinal)))
        {
            Console.WriteLine(line);
        }

        Figures.Print($"PSS before and after {reloads} reloads", $"{before / 1048576.0:F0} MiB, {after / 1048576.0:F0} MiB: {100.0 * (after - before) / before:F1} % (bar 5 %)");
    }

    // The same in this process, step by step.
    private static void PrintStages(SiteShape shape)
    {
        var directory = Directory.CreateTempSubdirectory("tsuba-stages-").FullName;
        try
        {
            var main = SiteWriter.Write(directory, shape);
            var file = Path.Combine(directory, "objects", "services.cfg");
            var text = File.ReadAllText(file);
            ReloadStages.Run(main, pass => File.WriteAllText(file, Edit(text, shape, pass)), StagePasses);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<(ReloadReply Reply, double Active, double Seen, double Cpu)> ReloadAsync(BenchSite site, string file, string text, SiteShape shape, int round)
    {
        await File.WriteAllTextAsync(file, Edit(text, shape, round));
        var cpu = site.CpuSeconds;
        var started = TimeProvider.System.GetTimestamp();
        var reply = await site.ReloadAsync();
        var took = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        if (!reply.Active || reply.Changes.Types_.Sum(type => type.Changed) is 0)
        {
            throw new InvalidOperationException($"the reload did what it should not: {reply}");
        }

        var query = string.Create(CultureInfo.InvariantCulture, $"GET services\nStats: notes = round {round}\nOutputFormat: json\n\n");
        await site.UntilAsync("the broker shows what changed", async () => await site.CountAsync(query) == ChangedServices);
        var seen = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
        await Task.Delay(TimeSpan.FromSeconds(1), TimeProvider.System);
        return (reply, took, seen, site.CpuSeconds - cpu);
    }

    // Once the site has given back what the reloads needed: a minute after the last one.
    private static async Task<long> RestingPssAsync(BenchSite site)
    {
        await Task.Delay(Rest, TimeProvider.System);
        return ProcessCosts.PssBytes(site.ProcessId);
    }

    // Ten services spread over the site get a note that no round before had.
    private static string Edit(string text, SiteShape shape, int round)
    {
        var edited = text;
        for (var index = 0; index < ChangedServices; index++)
        {
            var command = string.Create(CultureInfo.InvariantCulture, $"    check_command        bench!{(index * (shape.Services / ChangedServices)) + 1}\n");
            edited = edited.Replace(command, string.Create(CultureInfo.InvariantCulture, $"{command}    notes                round {round}\n"), StringComparison.Ordinal);
        }

        return edited;
    }

    private static double Median(List<ReloadPhase> phases, Func<ReloadPhase, double> value) => Figures.Median(phases.Select(value));
}
