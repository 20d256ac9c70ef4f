using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Tsuba.Hosting.Http;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Testing.Requirements;
using Tsuba.Testing.Transport;

namespace Tsuba.Testing.Etcd;

/// <summary>Debian's etcd as a process of the test on free ports of the loopback, with its data in a directory of the test.</summary>
public sealed class EtcdServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CallPatience = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("tsuba-etcd-");
    private readonly StringBuilder _output = new();
    private readonly bool _hasTls;
    private HttpClient? _client;
    private Process? _process;
    private int _port;

    private EtcdServer(bool hasTls) => _hasTls = hasTls;

    /// <summary>Where it answers.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"{(_hasTls ? "https" : "http")}://127.0.0.1:{_port}"));

    /// <summary>PEM file with the authority of its certificate; empty: it speaks plain HTTP.</summary>
    public string Authority => _hasTls ? Path.Combine(_directory.FullName, "ca.pem") : "";

    /// <summary>Starts one and waits until it answers.</summary>
    public static async Task<EtcdServer> StartAsync(bool hasTls = false)
    {
        var server = new EtcdServer(hasTls);
        try
        {
            await server.PrepareAsync();
            for (var attempt = 0; !await server.TryServeAsync(); attempt++)
            {
                // Somebody else took a port between our look and etcd's.
                if (attempt == 5)
                {
                    throw new InvalidOperationException($"etcd does not start: {server._output}");
                }
            }

            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>The value of a key; null: there is none.</summary>
    public async Task<string?> ReadAsync(string key)
    {
        var request = new JsonObject { ["key"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(key)) };
        using var content = new StringContent(request.ToJsonString());
        using var response = await _client!.PostAsync(new Uri(Address, "v3/kv/range"), content);
        response.EnsureSuccessStatusCode();
        return JsonNode.Parse(await response.Content.ReadAsStringAsync())!["kvs"]?[0]?["value"]?.ToString() is { } value ? Encoding.UTF8.GetString(Convert.FromBase64String(value)) : null;
    }

    /// <summary>Ends it in the middle of what it does.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _client?.Dispose();
        _directory.Delete(recursive: true);
    }

    private async Task PrepareAsync()
    {
        if (_hasTls)
        {
            using var authority = CertificateAuthority.Create("etcd", DateTimeOffset.UtcNow);
            var issued = authority.Issue(new PeerIdentity("etcd", DaemonRole.Synchronizer, "etcd"), ["127.0.0.1"], DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
            await File.WriteAllTextAsync(Authority, authority.CertificatePem);
            await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "server.pem"), issued.CertificatePem);
            await File.WriteAllTextAsync(Path.Combine(_directory.FullName, "server.key"), issued.KeyPem);
        }

        _client = OutboundHttp.Create(CallPatience, Authority);
        _client.Timeout = CallPatience;
    }

    private async Task<bool> TryServeAsync()
    {
        _port = LoopbackPorts.Free();
        var peer = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{LoopbackPorts.Free()}");
        var address = Address.ToString().TrimEnd('/');
        string[] tls = ["--cert-file", Path.Combine(_directory.FullName, "server.pem"), "--key-file", Path.Combine(_directory.FullName, "server.key")];
        string[] arguments =
        [
            "--name", "one", "--data-dir", Path.Combine(_directory.FullName, "data"), "--listen-client-urls", address, "--advertise-client-urls", address,
            "--listen-peer-urls", peer, "--initial-advertise-peer-urls", peer, "--initial-cluster", $"one={peer}", .. _hasTls ? tls : [],
        ];
        _process?.Dispose();
        _process = Process.Start(new ProcessStartInfo(RequirementProbe.EtcdPath!, arguments) { RedirectStandardError = true, RedirectStandardOutput = true })!;
        _process.ErrorDataReceived += (_, line) => Note(line.Data);
        _process.OutputDataReceived += (_, line) => Note(line.Data);
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        var started = TimeProvider.System.GetTimestamp();
        while (!_process.HasExited && TimeProvider.System.GetElapsedTime(started) < Patience)
        {
            if (await AnswersAsync())
            {
                return true;
            }

            await Task.Delay(Pause, TimeProvider.System);
        }

        return false;
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            await ReadAsync("/");
            return true;
        }
        catch (Exception failure) when (failure is HttpRequestException or TaskCanceledException)
        {
            Note(failure.Message);
            return false;
        }
    }

    private void Note(string? line)
    {
        lock (_output)
        {
            _output.AppendLine(line);
        }
    }
}
