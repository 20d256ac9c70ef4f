using System.Net;
using System.Security.Cryptography.X509Certificates;
using Tsuba.Synchronizer.Core.Sources.Definitions;

namespace Tsuba.Synchronizer.Sources.Readers;

/// <summary>Makes the client for one download: no redirects, no cookies, no proxy of the environment, verified certificates.</summary>
internal static class HttpConnection
{
    private const int MaxHeaderKilobytes = 32;

    internal static HttpClient Create(SourceTarget target)
    {
        // The client owns and disposes the handler.
#pragma warning disable CA2000
        var handler = new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.None,
            UseCookies = false,
            UseProxy = false,
            MaxResponseHeadersLength = MaxHeaderKilobytes,
            ConnectTimeout = target.Timeout,
        };
#pragma warning restore CA2000
        if (target.AuthorityFile.Length > 0)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(target.AuthorityFile);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        return new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
