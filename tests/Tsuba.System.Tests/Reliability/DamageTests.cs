using System.Diagnostics;
using System.Globalization;
using Tsuba.System.Tests.Sites;
using Tsuba.System.Tests.Sites.Faults;
using Xunit.Abstractions;

namespace Tsuba.System.Tests.Reliability;

/// <summary>
/// Test 11 of the reliability guide: a file of a site's state is damaged while nothing runs, and the site starts. Every flipped bit and every truncation of journals,
/// snapshots and spools are tests of <c>Tsuba.Platform.Tests</c>; here whole processes meet the files of a site that was killed.
/// </summary>
public sealed class DamageTests(ITestOutputHelper output)
{
    private const int Comments = 6;
    private const int TruncationStep = 512;

    private readonly Figures _figures = new(output);

    [Fact]
    public async Task State_DamagedAnywhere_IsNoticedAndTheSiteServes()
    {
        await using var site = await RunningSite.StartAsync(PassiveSite.Text(4, 2));
        await site.UntilAsync("all services are known", async () => (await site.GetAsync("api/v1/services")).GetProperty("total").GetInt32() == 8);
        for (var comment = 0; comment < Comments; comment++)
        {
            Assert.StartsWith("applied", await site.RunVerbAsync("command", string.Create(CultureInfo.InvariantCulture, $"ADD_HOST_COMMENT;h{comment % 4};1;me;comment {comment}")), StringComparison.Ordinal);
            if (comment == Comments / 2)
            {
                // An orderly stop leaves snapshots.
                await site.Process.StopAsync();
                await site.StartAsync();
                await UntilServesAsync(site);
            }
        }

        await site.KillAsync();
        var kept = site.State + "-kept";
        await CopyAsync(site.State, kept);
        var files = Files(kept);
        var random = new Random(Figures.Seed);
        var lost = new List<double>();
        var starts = new List<double>();
        var cases = Figures.Choose(4, 100);
        for (var number = 0; number < cases; number++)
        {
            Directory.Delete(site.State, recursive: true);
            await CopyAsync(kept, site.State);
            var file = files[random.Next(files.Count)];
            var what = Damage(Path.Combine(site.State, file), random);
            var begin = DateTimeOffset.UtcNow;
            await site.StartAsync();
            await UntilServesAsync(site);
            starts.Add((DateTimeOffset.UtcNow - begin).TotalSeconds);
            var found = await CommentsAsync(site);
            Assert.True(found == Comments || HasComplaint(site), $"{file} {what}: {found} comments of {Comments}, and not a word\n{site.Output}");
            output.WriteLine($"{file} {what}: {found} comments, {(HasComplaint(site) ? "said so" : "not a word")}");
            lost.Add(Comments - found);
            await site.KillAsync();
        }

        _figures.Tell("11 damaged state", "until the site serves, s", starts);
        _figures.Tell("11 damaged state", "comments lost with a log line, of 6", lost);
        _figures.Tell("11 damaged state", "lost without a word", [0], bar: 0);
        _figures.Judge();
    }

    private static bool HasComplaint(RunningSite site) =>
        site.Output.Split('\n').Any(line => line.Contains(" WRN ", StringComparison.Ordinal) || line.Contains(" ERR ", StringComparison.Ordinal) || line.Contains(" CRT ", StringComparison.Ordinal));

    // Everything that the daemons would miss: not certificates, locks, logs, or the file of the history, which is SQLite's.
    private static List<string> Files(string state) =>
    [
        .. Directory.EnumerateFiles(state, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(state, path))
            .Where(path => path.Contains('/', StringComparison.Ordinal) && !path.StartsWith("pki/", StringComparison.Ordinal) && !path.StartsWith("run/", StringComparison.Ordinal)
                && !path.StartsWith("log/", StringComparison.Ordinal) && !path.Contains("/module-", StringComparison.Ordinal) && !path.EndsWith(".lock", StringComparison.Ordinal))
            .Where(path => new FileInfo(Path.Combine(state, path)).Length > 0)
            .Order(StringComparer.Ordinal),
    ];

    private static string Damage(string path, Random random)
    {
        var content = File.ReadAllBytes(path);
        switch (random.Next(3))
        {
            case 0:
                var bit = random.Next(content.Length * 8);
                content[bit / 8] ^= (byte)(1 << (bit % 8));
                File.WriteAllBytes(path, content);
                return string.Create(CultureInfo.InvariantCulture, $"with bit {bit} of {content.Length} bytes flipped");
            case 1:
                var length = random.Next((content.Length / TruncationStep) + 1) * TruncationStep;
                File.WriteAllBytes(path, content[..Math.Min(length, content.Length - 1)]);
                return string.Create(CultureInfo.InvariantCulture, $"cut from {content.Length} to {Math.Min(length, content.Length - 1)} bytes");
            default:
                File.WriteAllBytes(path, []);
                return "emptied";
        }
    }

    // With the pipes among the files, which nothing can read from.
    private static async Task CopyAsync(string from, string to)
    {
        using var copy = Process.Start("cp", ["-a", from, to]);
        await copy.WaitForExitAsync();
        Assert.Equal(0, copy.ExitCode);
    }

    private static Task UntilServesAsync(RunningSite site) => site.UntilAsync("a command is applied", async () =>
        (await site.TryVerbAsync("command", "ENABLE_HOST_NOTIFICATIONS;h0")).Output.StartsWith("applied", StringComparison.Ordinal));

    private static async Task<int> CommentsAsync(RunningSite site)
    {
        var count = -1;
        await site.UntilAsync("the broker answers", async () =>
        {
            var answer = await site.TryVerbAsync("query", "GET comments\\nColumns: comment\\n");
            count = answer.Output.Split('\n').Count(line => line.StartsWith("comment ", StringComparison.Ordinal));
            return answer.ExitCode == 0 && (count == Comments || HasComplaint(site));
        });
        return count;
    }
}
