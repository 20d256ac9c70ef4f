using System.Collections.Concurrent;
using System.Globalization;

namespace Tsuba.System.Tests.Sites.Machines;

/// <summary>
/// Senders of passive results, one for each receiver: a batch after each pause with a result for every host, each result with a text of its own.
/// Notes what was acknowledged; a sender whose receiver does not answer tries on.
/// </summary>
internal sealed class PassiveLoad(IReadOnlyList<HttpClient> receivers, int hosts, int services, TimeSpan pause)
{
    /// <summary>Ten batches a second from each sender.</summary>
    public PassiveLoad(IReadOnlyList<HttpClient> receivers, int hosts, int services)
        : this(receivers, hosts, services, TimeSpan.FromMilliseconds(100))
    {
    }

    private readonly ConcurrentBag<string> _acknowledged = [];
    private int _refused;

    /// <summary>Texts of results whose batch was answered with success.</summary>
    public IReadOnlyCollection<string> Acknowledged => _acknowledged;

    /// <summary>Batches that were not.</summary>
    public int Refused => Volatile.Read(ref _refused);

    /// <summary>Sends until it is told to stop.</summary>
    public Task RunAsync(CancellationToken stop) => Task.WhenAll(receivers.Select((client, sender) => SendAsync(client, sender, stop)));

    /// <summary>Acknowledged results that are missing from the history or stand there more than once.</summary>
    /// <param name="api">A client of the page's API.</param>
    public async Task<IReadOnlyList<string>> WrongAsync(HttpClient api)
    {
        var found = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var host = 0; host < hosts; host++)
        {
            for (var service = 0; service < services; service++)
            {
                foreach (var text in await PassiveLines.ReadAsync(api, host, service))
                {
                    found[text] = found.GetValueOrDefault(text) + 1;
                }
            }
        }

        return [.. _acknowledged.Where(text => found.GetValueOrDefault(text) != 1).Select(text => $"{text}: {found.GetValueOrDefault(text)} times")];
    }

    private async Task SendAsync(HttpClient client, int sender, CancellationToken stop)
    {
        for (var round = 0; !stop.IsCancellationRequested; round++)
        {
            var fields = new List<KeyValuePair<string, string>>();
            var texts = new List<string>();
            for (var host = 0; host < hosts; host++)
            {
                var text = string.Create(CultureInfo.InvariantCulture, $"sender {sender} round {round} host {host}");
                texts.Add(text);
                fields.Add(new("host_name", string.Create(CultureInfo.InvariantCulture, $"h{host}")));
                fields.Add(new("service_description", string.Create(CultureInfo.InvariantCulture, $"s{round % services}")));
                fields.Add(new("return_code", "0"));
                fields.Add(new("output", text));
            }

            try
            {
                using var answer = await client.PostAsync("push_check_result", new FormUrlEncodedContent(fields), CancellationToken.None);
                answer.EnsureSuccessStatusCode();
                texts.ForEach(_acknowledged.Add);
            }
            catch (HttpRequestException)
            {
                // Not acknowledged: it may have been taken or not, and does not count.
                Interlocked.Increment(ref _refused);
            }

            await Task.Delay(pause, CancellationToken.None);
        }
    }
}
