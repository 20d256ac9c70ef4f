using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Tsuba.Dispatch.Terms;
using Tsuba.Hosting.Http;

namespace Tsuba.Arbiter.Etcd;

/// <summary>
/// The few calls of etcd's HTTP/JSON gateway that a ballot needs. Each goes to the members in turn until one answers. Source: etcd.io, "gRPC gateway", v3.4. One caller at a time.
/// </summary>
internal sealed class EtcdClient : IDisposable
{
    private const int MostReplyBytes = 64 * 1024;

    // Longer than a member of a healthy etcd takes by far; short enough that a second member is asked within a lease.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly EtcdTarget _target;
    private readonly TimeProvider _time;
    private readonly X509Certificate2? _certificate;
    private readonly HttpClient _client;
    private string? _token;
    private int _next;

    /// <summary>A client that connects with its first call.</summary>
    /// <exception cref="IOException">A file that the target names cannot be read.</exception>
    internal EtcdClient(EtcdTarget target, TimeProvider time)
    {
        (_target, _time) = (target, time);
        try
        {
            _certificate = target.Certificate.Length == 0 ? null : X509Certificate2.CreateFromPemFile(target.Certificate, target.Key);
            _client = OutboundHttp.Create(Patience, target.Authority, _certificate);
        }
        catch (Exception fault) when (fault is CryptographicException or UnauthorizedAccessException)
        {
            _certificate?.Dispose();
            throw new IOException(fault.Message, fault);
        }

        _client.MaxResponseContentBufferSize = MostReplyBytes;
    }

    /// <summary>Reads some keys at one moment; what a key that does not exist has is null.</summary>
    internal async Task<EtcdValue?[]> ReadAsync(string[] keys, CancellationToken cancellationToken)
    {
        var reply = await CallAsync("v3/kv/txn", new JsonObject { ["success"] = new JsonArray([.. keys.Select(key => Wrap("request_range", new JsonObject { ["key"] = Base64(key) }))]) }, cancellationToken);
        return [.. keys.Select((_, index) => ValueOf(reply["responses"]?[index]?["response_range"]?["kvs"]?[0]))];
    }

    /// <summary>Writes keys if each still is as it was seen.</summary>
    /// <param name="puts">Key, the revision that it was seen with (0: it was not there), new value, the lease that it ends with or null.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <returns>False: one of them has changed, and nothing was written.</returns>
    internal async Task<bool> ReplaceAsync(IReadOnlyList<(string Key, string Seen, string Value, string? Lease)> puts, CancellationToken cancellationToken)
    {
        var reply = await CallAsync(
            "v3/kv/txn",
            new JsonObject
            {
                ["compare"] = new JsonArray([.. puts.Select(put => new JsonObject { ["key"] = Base64(put.Key), ["target"] = "MOD", ["mod_revision"] = put.Seen, ["result"] = "EQUAL" })]),
                ["success"] = new JsonArray([.. puts.Select(put => Wrap("request_put", new JsonObject { ["key"] = Base64(put.Key), ["value"] = Base64(put.Value), ["lease"] = put.Lease ?? "0" }))]),
            },
            cancellationToken);
        return reply["succeeded"]?.GetValue<bool>() ?? false;
    }

    /// <summary>Makes a lease; what is bound to it goes when it was not kept alive for that long.</summary>
    internal async Task<string> GrantAsync(int seconds, CancellationToken cancellationToken) =>
        (await CallAsync("v3/lease/grant", new JsonObject { ["TTL"] = seconds }, cancellationToken))["ID"]?.ToString() ?? throw new IOException("etcd gave no lease");

    /// <summary>Keeps a lease alive. False: it has ended.</summary>
    internal async Task<bool> KeepAliveAsync(string lease, CancellationToken cancellationToken) =>
        (await CallAsync("v3/lease/keepalive", new JsonObject { ["ID"] = lease }, cancellationToken))["result"]?["TTL"] is not null;

    /// <inheritdoc />
    public void Dispose()
    {
        _client.Dispose();
        _certificate?.Dispose();
    }

    private static JsonObject Wrap(string name, JsonObject content) => new() { [name] = content };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private static EtcdValue? ValueOf(JsonNode? pair)
    {
        try
        {
            return pair is null ? null : new EtcdValue(Encoding.UTF8.GetString(Convert.FromBase64String(pair["value"]?.ToString() ?? "")), pair["mod_revision"]?.ToString() ?? "");
        }
        catch (FormatException fault)
        {
            throw new IOException("etcd's answer is not base64", fault);
        }
    }

    private async Task<JsonNode> CallAsync(string path, JsonObject request, CancellationToken cancellationToken)
    {
        IOException? last = null;
        for (var tries = 0; tries < _target.Endpoints.Length; tries++)
        {
            var endpoint = _target.Endpoints[_next % _target.Endpoints.Length];
            try
            {
                if (_target.User.Length > 0 && _token is null)
                {
                    _token = (await PostAsync(endpoint, "v3/auth/authenticate", new JsonObject { ["name"] = _target.User, ["password"] = await PasswordAsync(cancellationToken) }, cancellationToken))["token"]?.ToString();
                }

                return await PostAsync(endpoint, path, request, cancellationToken);
            }
            catch (IOException failure)
            {
                last = new IOException($"{endpoint.Authority}: {failure.Message}", failure);
                _next++;
            }
        }

        throw last ?? new IOException("etcd_endpoints names no member");
    }

    private async Task<string> PasswordAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await File.ReadAllTextAsync(_target.PasswordFile, cancellationToken)).Split('\n')[0].TrimEnd('\r');
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    private async Task<JsonNode> PostAsync(Uri endpoint, string path, JsonObject request, CancellationToken cancellationToken)
    {
        using var patience = new CancellationTokenSource(Patience, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, patience.Token);
        try
        {
            using var message = new HttpRequestMessage(HttpMethod.Post, new Uri(endpoint, path))
            {
                Content = new StringContent(request.ToJsonString(), new MediaTypeHeaderValue("application/json")),
            };
            if (_token is not null)
            {
                message.Headers.TryAddWithoutValidation("Authorization", _token);
            }

            using var response = await _client.SendAsync(message, HttpCompletionOption.ResponseContentRead, either.Token);
            var text = await response.Content.ReadAsStringAsync(either.Token);
            if (!response.IsSuccessStatusCode)
            {
                // A token is asked for anew: it ends after some minutes.
                _token = response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.BadRequest ? null : _token;
                throw new IOException($"HTTP {(int)response.StatusCode}");
            }

            return JsonNode.Parse(text) is JsonObject reply ? reply : throw new IOException("the answer is no JSON object");
        }
        catch (Exception failure) when (failure is HttpRequestException or JsonException)
        {
            throw new IOException(failure.Message, failure);
        }
        catch (OperationCanceledException failure) when (!cancellationToken.IsCancellationRequested)
        {
            throw new IOException($"no answer within {Patience.TotalSeconds} s", failure);
        }
    }
}
