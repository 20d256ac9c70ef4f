using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace Tsuba.Hosting.Http;

/// <summary>Clients for servers that are not of this site: no redirects, no cookies, no proxy of the environment, verified certificates.</summary>
public static class OutboundHttp
{
    private const int MaxHeaderKilobytes = 32;

    /// <summary>Makes a client without a time limit of its own; each call gives one.</summary>
    /// <param name="connectTimeout">How long opening a connection may take.</param>
    /// <param name="authorityFile">PEM file with the only authorities that are believed; empty: those of the machine.</param>
    /// <param name="certificate">What is shown to a server that asks for it; null: nothing.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="System.Security.Cryptography.CryptographicException">There is no certificate in it.</exception>
    public static HttpClient Create(TimeSpan connectTimeout, string authorityFile = "", X509Certificate2? certificate = null)
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
            ConnectTimeout = connectTimeout,
        };
#pragma warning restore CA2000
        if (authorityFile.Length > 0)
        {
            var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            policy.CustomTrustStore.ImportFromPemFile(authorityFile);
            handler.SslOptions.CertificateChainPolicy = policy;
        }

        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
        }

        return new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
