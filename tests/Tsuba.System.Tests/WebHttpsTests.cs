using System.Net;
using System.Security.Cryptography.X509Certificates;
using Tsuba.System.Tests.Sites;

namespace Tsuba.System.Tests;

/// <summary>Pages outside loopback.</summary>
public sealed class WebHttpsTests
{
    [Fact]
    public async Task Page_OnAllAddresses_IsHttpsOfTheSitesAuthorityAndNotHttp()
    {
        var directory = PassableDirectory.Create();
        var main = Path.Combine(directory, "site.cfg");
        await File.WriteAllTextAsync(main, PassiveSite.Text(1, 1));
        var state = Path.Combine(directory, "state");
        var offset = FreePorts.Offset();
        await using var process = TsubaProcess.StartWith(
            new Dictionary<string, string> { ["TSUBA_WEBUI_HOST"] = "0.0.0.0", ["TSUBA_WEBSERVICE_HOST"] = "0.0.0.0" },
            ["run", "-c", main, "--state", state, "--port-offset", $"{offset}"]);
        var authority = Path.Combine(state, "pki", "ca.pem");
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, certificate, chain, _) =>
            {
                chain!.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
                chain.ChainPolicy.CustomTrustStore.ImportFromPemFile(authority);
                chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
                return chain.Build(certificate!) && certificate!.MatchesHostname("127.0.0.1");
            },
        };
        using var client = new HttpClient(handler);

        await Waiting.UntilAsync(
            "the page answers",
            async () => (await client.GetAsync(new Uri($"https://127.0.0.1:{7767 + offset}/health"))).StatusCode == HttpStatusCode.OK,
            () => process.Output);
        using var service = await client.PostAsync(new Uri($"https://127.0.0.1:{7760 + offset}/push_check_result"), new ByteArrayContent([]));
        using var plain = new HttpClient();

        Assert.Equal(HttpStatusCode.Unauthorized, service.StatusCode);
        await Assert.ThrowsAnyAsync<HttpRequestException>(() => plain.GetAsync(new Uri($"http://127.0.0.1:{7767 + offset}/health")));
        Assert.Equal(0, await process.StopAsync());
        Directory.Delete(directory, recursive: true);
    }
}
