using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace Tsuba.System.Tests.Sites;

/// <summary>A script that edits the configuration through the port of the synchronizer.</summary>
internal sealed class EditingClient : IDisposable
{
    private readonly HttpClient _client;

    internal EditingClient(int port, string token)
    {
        _client = new HttpClient { BaseAddress = new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/")) };
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Sets one property in a draft of its own, and merges that.</summary>
    /// <param name="draft">Number of the draft: the first is 1, each has the next.</param>
    /// <param name="id">The object, as <c>service/HOST;DESCRIPTION</c>.</param>
    /// <param name="name">Property.</param>
    /// <param name="value">What it is to be.</param>
    /// <param name="message">Why.</param>
    /// <returns>The answer to the edit.</returns>
    internal async Task<JsonElement> SetAsync(int draft, string id, string name, string value, string message)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"api/v1/drafts/default/{draft}");
        await PostAsync("api/v1/drafts", new { });
        var edited = await PostAsync($"{path}/edits", new { edits = new[] { new { op = "set", id, name, value } } });
        await PostAsync($"{path}/commit", new { message });
        await PostAsync($"{path}/merge", new { });
        return edited;
    }

    /// <summary>Offers what was merged to the arbiter, and waits up to a minute for its verdict.</summary>
    internal Task<JsonElement> ApplyAsync() => PostAsync("api/v1/apply", new { wait_seconds = 60 });

    private async Task<JsonElement> PostAsync(string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(path, UriKind.Relative)) { Content = JsonContent.Create(body) };
        using var response = await _client.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.IsSuccessStatusCode, $"{path}: {response.StatusCode} {text}");
        using var document = JsonDocument.Parse(text);
        return document.RootElement.Clone();
    }
}
