using System.Net.Http.Headers;
using System.Text.Json;

namespace Tsuba.Modules.Tests.Console;

/// <summary>A client of the event stream, which reads as the standard says.</summary>
internal sealed class EventReader : IDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private readonly HttpResponseMessage _answer;
    private readonly StreamReader _lines;

    private EventReader(HttpResponseMessage answer, Stream body)
    {
        _answer = answer;
        _lines = new StreamReader(body);
    }

    /// <summary>The last id that was seen, heartbeats included.</summary>
    public string LastId { get; private set; } = "";

    public int Heartbeats { get; private set; }

    public static async Task<EventReader> OpenAsync(HttpClient client, string query = "", string? lastId = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/events" + query);
        if (lastId is not null)
        {
            request.Headers.Add("Last-Event-ID", lastId);
        }

        var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        answer.EnsureSuccessStatusCode();
        Assert.Equal(new MediaTypeHeaderValue("text/event-stream", "utf-8"), answer.Content.Headers.ContentType);
        return new EventReader(answer, await answer.Content.ReadAsStreamAsync());
    }

    /// <summary>The next event: its name and its data.</summary>
    public async Task<(string Name, JsonElement Data)> NextAsync()
    {
        using var deadline = new CancellationTokenSource(Deadline);
        var (name, data) = ("message", "");
        while (await _lines.ReadLineAsync(deadline.Token) is { } line)
        {
            if (line.Length == 0)
            {
                if (data.Length > 0)
                {
                    using var document = JsonDocument.Parse(data);
                    return (name, document.RootElement.Clone());
                }

                name = "message";
                continue;
            }

            Heartbeats += line == ": heartbeat" ? 1 : 0;
            var colon = line.IndexOf(": ", StringComparison.Ordinal);
            switch (line[..colon])
            {
                case "id":
                    LastId = line[(colon + 2)..];
                    break;
                case "event":
                    name = line[(colon + 2)..];
                    break;
                case "data":
                    data = line[(colon + 2)..];
                    break;
            }
        }

        throw new EndOfStreamException("the stream ended");
    }

    public async Task<List<string>> TextsAsync(int count)
    {
        var texts = new List<string>();
        while (texts.Count < count)
        {
            texts.Add((await NextAsync()).Data.GetProperty("text").GetString()!);
        }

        return texts;
    }

    public void Dispose()
    {
        _lines.Dispose();
        _answer.Dispose();
    }
}
