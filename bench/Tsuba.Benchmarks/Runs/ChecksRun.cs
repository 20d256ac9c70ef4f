using System.Globalization;
using System.Text.Json;
using Tsuba.Benchmarks.Processes;
using Tsuba.Benchmarks.Sites;

namespace Tsuba.Benchmarks.Runs;

/// <summary>
/// Active checks of a whole site against what the same machine can start and reap in C, in turn. First more than the machine can do,
/// for the rate and the CPU of a check; then a rate that it can do, for the delay of starts. Executions are counted by the plugin.
/// </summary>
internal static class ChecksRun
{
    private const int Parallel = 8;
    private const int LimitCount = 4000;

    // A daemon lives for months: what the compiler does in its first half minute is not the price of a check.
    private static readonly TimeSpan Warm = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(string program, string plugin, string limit, int rounds)
    {
        var limits = new List<(double Rate, double Cpu)>();
        var own = new List<(double Rate, double Cpu, double Delay)>();
        var steady = new List<(double Rate, double Cpu, double Delay)>();
        for (var round = 0; round < rounds; round++)
        {
            limits.Add(await LimitAsync(limit, plugin));
            own.Add(await SiteAsync(program, plugin, services: 6000, intervalSeconds: 1));
            limits.Add(await LimitAsync(limit, plugin));
            steady.Add(await SiteAsync(program, plugin, services: 1000, intervalSeconds: 5));
        }

        var (limitRate, limitCpu) = (Figures.Median(limits.Select(item => item.Rate)), Figures.Median(limits.Select(item => item.Cpu)));
        var (rate, cpu) = (Figures.Median(own.Select(item => item.Rate)), Figures.Median(own.Select(item => item.Cpu)));
        Figures.Print("C: posix_spawn, pipe, reap", $"{limitRate:F0} /s, CPU {limitCpu * 1e6:F0} us each");
        Figures.Print("site, 6,000 checks a second wanted", $"{rate:F0} /s, CPU {cpu * 1e6:F0} us each");
        Figures.Print("  rate against C", $"{rate / limitRate:F2} (bar 0.75)");
        Figures.Print("  CPU against C", $"{cpu / limitCpu:F2} (bar 1.15)");
        Figures.Print("site, 200 checks a second wanted", $"{Figures.Median(steady.Select(item => item.Rate)):F0} /s, CPU {Figures.Median(steady.Select(item => item.Cpu)) * 1e6:F0} us each");
        Figures.Print("  average start delay", $"{Figures.Median(steady.Select(item => item.Delay)):F3} s (bar 0.1)");
    }

    private static async Task<(double Rate, double Cpu)> LimitAsync(string limit, string plugin)
    {
        var (output, _, _) = await Command.RunAsync(limit, "pipe", LimitCount.ToString(CultureInfo.InvariantCulture), Parallel.ToString(CultureInfo.InvariantCulture), plugin);
        using var document = JsonDocument.Parse(output);
        return (document.RootElement.GetProperty("per_second").GetDouble(), document.RootElement.GetProperty("cpu_us_each").GetDouble() / 1e6);
    }

    private static async Task<(double Rate, double Cpu, double Delay)> SiteAsync(string program, string plugin, int services, int intervalSeconds)
    {
        var directory = Directory.CreateTempSubdirectory("tsuba-count-").FullName;
        var counter = Path.Combine(directory, "counter");
        await File.WriteAllBytesAsync(counter, new byte[(services + 9) * 8]);
        File.SetUnixFileMode(directory, (UnixFileMode)0b111_101_101);
        File.SetUnixFileMode(counter, (UnixFileMode)0b110_110_110);
        try
        {
            var shape = new SiteShape { Hosts = services / 10, CheckIntervalSeconds = intervalSeconds, CommandLine = $"{plugin} {counter} $ARG1$" };
            await using var site = await BenchSite.StartAsync(program, shape);
            await site.UntilAsync("checks run", () => Task.FromResult(Executions(counter) > 0));
            await Task.Delay(Warm, TimeProvider.System);
            var (cpu, count, started) = (site.CpuSeconds, Executions(counter), TimeProvider.System.GetTimestamp());
            await Task.Delay(Window, TimeProvider.System);
            var done = Executions(counter) - count;
            var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            var used = site.CpuSeconds - cpu;
            var delay = await site.CountAsync("GET services\nFilter: has_been_checked = 1\nStats: avg latency\nOutputFormat: json\n\n");
            return (done / seconds, used / done, delay);
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static long Executions(string counter)
    {
        Span<byte> word = stackalloc byte[8];
        using var file = File.OpenRead(counter);
        file.ReadExactly(word);
        return BitConverter.ToInt64(word);
    }
}
