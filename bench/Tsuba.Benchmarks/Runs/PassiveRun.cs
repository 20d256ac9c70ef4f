using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Tsuba.Benchmarks.Processes;
using Tsuba.Benchmarks.Sites;

namespace Tsuba.Benchmarks.Runs;

/// <summary>
/// A whole site with passive services: how long and how much CPU until the broker knows them, memory of one more, results a second
/// from the first byte sent until Livestatus shows the last, over the pipe and over HTTP, and how many services lack the newest. Memory is
/// read after the last result, and at rest: when what the flood left behind was given back (decision 0052).
/// </summary>
internal static class PassiveRun
{
    private const int ServicesPerHost = 10;
    private const int SmallSite = 1000;
    private const int BatchSize = 1000;
    private const int Senders = 4;
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    public static async Task RunAsync(string program, int services, int rounds)
    {
        var small = await MeasureAsync(program, SmallSite, rounds: 1, print: false);
        var large = await MeasureAsync(program, services, rounds, print: true);
        PrintMemory("after the last result", services, small.After, large.After);
        PrintMemory("a minute later", services, small.AtRest, large.AtRest);
    }

    private static void PrintMemory(string when, int services, long small, long large)
    {
        Figures.Print($"memory of the site {when}", $"{small / 1048576.0:F0} MiB PSS with {SmallSite} services, {large / 1048576.0:F0} MiB with {services}");
        Figures.Print("  marginal, a service (a tenth of a host included)", $"{(large - small) / (double)(services - SmallSite):F0} B (bar 3072)");
    }

    private static async Task<(long After, long AtRest)> MeasureAsync(string program, int services, int rounds, bool print)
    {
        var shape = new SiteShape { Hosts = services / ServicesPerHost, ServicesPerHost = ServicesPerHost };
        var started = TimeProvider.System.GetTimestamp();
        await using var site = await BenchSite.StartAsync(program, shape);
        if (print)
        {
            Figures.Print($"start until {services} services are known", $"{TimeProvider.System.GetElapsedTime(started).TotalSeconds:F1} s, CPU {site.CpuSeconds:F1} s, {ProcessCosts.PssBytes(site.ProcessId) / 1048576.0:F0} MiB PSS");
        }

        var token = await site.LineAsync(line => line.StartsWith("tsuba_", StringComparison.Ordinal));
        using var web = new HttpClient { BaseAddress = BenchSite.PassiveAddress, Timeout = TimeSpan.FromMinutes(2) };
        web.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        // The first results pay for compilation, and are the first texts that the services hold.
        await PushAsync(site, shape, "warm", (text, _) => PipeAsync(site, shape, text));
        var pipe = new List<(double Rate, double Cpu)>();
        var http = new List<(double Rate, double Cpu)>();
        for (var round = 0; round < rounds; round++)
        {
            pipe.Add(await PushAsync(site, shape, $"pipe {round}", (text, _) => PipeAsync(site, shape, text)));
            http.Add(await PushAsync(site, shape, $"http {round}", (text, _) => HttpAsync(web, shape, text)));
        }

        if (print)
        {
            Print("passive results through the pipe, durable, seen", pipe, bar: 100_000);
            Print($"passive results over HTTP, batches of {BatchSize}, durable, seen", http, bar: 50_000);
        }

        var after = ProcessCosts.PssBytes(site.ProcessId);
        await Task.Delay(Rest, TimeProvider.System);
        return (after, ProcessCosts.PssBytes(site.ProcessId));
    }

    private static void Print(string what, List<(double Rate, double Cpu)> rounds, int bar)
    {
        var rate = Figures.Median(rounds.Select(round => round.Rate));
        Figures.Print(what, $"{rate:F0} /s (bar {bar}, ratio {rate / bar:F2}), CPU {Figures.Median(rounds.Select(round => round.Cpu)) * 1e6:F1} us each");
    }

    private static async Task<(double Rate, double Cpu)> PushAsync(BenchSite site, SiteShape shape, string round, Func<string, SiteShape, Task> send)
    {
        var text = $"OK - round {round} fine";
        var cpu = site.CpuSeconds;
        var started = TimeProvider.System.GetTimestamp();
        await send(text, shape);
        var query = $"GET services\nFilter: plugin_output = {text}\nStats: state >= 0\nOutputFormat: json\n\n";
        await site.UntilAsync($"the results of round {round} are seen", async () => await site.CountAsync(query) == shape.Services);
        return (shape.Services / TimeProvider.System.GetElapsedTime(started).TotalSeconds, (site.CpuSeconds - cpu) / shape.Services);
    }

    private static async Task PipeAsync(BenchSite site, SiteShape shape, string text)
    {
        var lines = new StringBuilder();
        for (var service = 0; service < shape.Services; service++)
        {
            var (host, description) = shape.NameOf(service);
            lines.Append(CultureInfo.InvariantCulture, $"[{Seconds()}] PROCESS_SERVICE_CHECK_RESULT;{host};{description};0;{text}|time=0.010s;1;2;0;10\n");
        }

        await using var pipe = new FileStream(Path.Combine(site.StateDirectory, "run", "nagios.cmd"), FileMode.Open, FileAccess.Write, FileShare.ReadWrite);
        await pipe.WriteAsync(Encoding.UTF8.GetBytes(lines.ToString()));
    }

    private static async Task HttpAsync(HttpClient web, SiteShape shape, string text)
    {
        await Parallel.ForEachAsync(
            Enumerable.Range(0, (shape.Services + BatchSize - 1) / BatchSize),
            new ParallelOptions { MaxDegreeOfParallelism = Senders },
            async (batch, stop) =>
            {
                var body = new StringBuilder();
                for (var service = batch * BatchSize; service < Math.Min(shape.Services, (batch + 1) * BatchSize); service++)
                {
                    var (host, description) = shape.NameOf(service);
                    body.Append(CultureInfo.InvariantCulture, $"{(body.Length > 0 ? "&" : "")}host_name={host}&service_description={description}&return_code=0&output={Uri.EscapeDataString(text + "|time=0.010s;1;2;0;10")}");
                }

                using var content = new StringContent(body.ToString(), Encoding.UTF8, "application/x-www-form-urlencoded");
                using var answer = await web.PostAsync("push_check_result", content, stop);
                if (!answer.IsSuccessStatusCode)
                {
                    throw new InvalidOperationException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(stop)}");
                }
            });
    }

    private static long Seconds() => TimeProvider.System.GetUtcNow().ToUnixTimeSeconds();
}
