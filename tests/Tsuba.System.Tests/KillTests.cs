using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>What was acknowledged survives <c>kill -9</c> of the whole site, once.</summary>
public sealed class KillTests
{
    private const int Hosts = 4;
    private const int Services = 5;

    [Fact]
    public async Task Kill_InTheMiddleOfAThousandResultsPerSecond_LosesAndDoublesNothingAcknowledged()
    {
        await using var site = await RunningSite.StartAsync(PassiveSite.Text(Hosts, Services));
        await site.UntilAsync("all services are known", async () => (await site.GetAsync("api/v1/services")).GetProperty("total").GetInt32() == Hosts * Services);
        var results = new ConcurrentBag<string>();
        var comments = new ConcurrentBag<string>();
        var enough = new TaskCompletionSource();
        var pushing = PushAsync(site, results, comments, enough);

        await enough.Task;
        await site.KillAsync();
        await pushing;
        await site.StartAsync();

        await site.UntilAsync("every acknowledged comment is there", async () =>
        {
            var found = await CommentsAsync(site);
            return comments.All(found.Contains);
        });
        await site.UntilAsync("every acknowledged result is in the history", async () =>
        {
            var found = (await PassiveLinesAsync(site)).ToHashSet(StringComparer.Ordinal);
            return results.All(found.Contains);
        });
        Assert.Empty((await CommentsAsync(site)).GroupBy(text => text).Where(group => group.Count() > 1).Select(group => group.Key));
        Assert.Empty((await PassiveLinesAsync(site)).GroupBy(text => text).Where(group => group.Count() > 1).Select(group => group.Key));
    }

    /// <summary>20 results every 20 ms and now and then a comment, until the site is gone. Notes what was acknowledged.</summary>
    private static async Task PushAsync(RunningSite site, ConcurrentBag<string> results, ConcurrentBag<string> comments, TaskCompletionSource enough)
    {
        var number = 0;
        try
        {
            for (var round = 0; ; round++)
            {
                var start = Stopwatch.GetTimestamp();
                var fields = new List<KeyValuePair<string, string>>();
                var texts = new List<string>();
                for (var host = 0; host < Hosts; host++)
                {
                    for (var service = 0; service < Services; service++)
                    {
                        var text = string.Create(CultureInfo.InvariantCulture, $"result {number++}");
                        texts.Add(text);
                        fields.Add(new("host_name", $"h{host}"));
                        fields.Add(new("service_description", $"s{service}"));
                        fields.Add(new("return_code", "0"));
                        fields.Add(new("output", text));
                    }
                }

                using var answer = await site.Passive.PostAsync("push_check_result", new FormUrlEncodedContent(fields));
                answer.EnsureSuccessStatusCode();
                texts.ForEach(results.Add);
                if (round % 10 == 0)
                {
                    var text = string.Create(CultureInfo.InvariantCulture, $"comment {round}");
                    using var body = new StringContent($$"""{"lines":["ADD_SVC_COMMENT;h0;s0;1;me;{{text}}"],"wait_seconds":0}""", Encoding.UTF8, "application/json");
                    using var taken = await site.Api.PostAsync("api/v1/commands", body);
                    taken.EnsureSuccessStatusCode();
                    comments.Add(text);
                }

                if (results.Count >= 3000)
                {
                    enough.TrySetResult();
                }

                var rest = TimeSpan.FromMilliseconds(20) - Stopwatch.GetElapsedTime(start);
                if (rest > TimeSpan.Zero)
                {
                    await Task.Delay(rest);
                }
            }
        }
        catch (HttpRequestException)
        {
            // The site was killed: what was under way was not acknowledged and does not count.
            enough.TrySetResult();
        }
    }

    private static async Task<List<string>> CommentsAsync(RunningSite site)
    {
        var answer = await site.RunVerbAsync("query", "GET comments\nColumns: comment\nOutputFormat: json\n");
        using var document = JsonDocument.Parse(answer);
        return [.. document.RootElement.EnumerateArray().Select(row => row[0].GetString()!)];
    }

    private static async Task<List<string>> PassiveLinesAsync(RunningSite site)
    {
        var texts = new List<string>();
        for (var host = 0; host < Hosts; host++)
        {
            for (var service = 0; service < Services; service++)
            {
                var lines = await site.GetAsync(string.Create(CultureInfo.InvariantCulture, $"api/v1/log?host=h{host}&service=s{service}&limit=1000"));
                texts.AddRange(lines.EnumerateArray()
                    .Select(line => line.GetProperty("text").GetString()!)
                    .Where(line => line.StartsWith("PASSIVE SERVICE CHECK", StringComparison.Ordinal))
                    .Select(line => line[(line.LastIndexOf(';') + 1)..]));
            }
        }

        return texts;
    }
}
