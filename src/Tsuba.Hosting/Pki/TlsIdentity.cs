using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Tsuba.Hosting.Pki;

/// <summary>A certificate with its key, the authority that signed it, and the TLS options that follow from them.</summary>
public sealed class TlsIdentity : IDisposable
{
    private const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;

    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2 _authority;
    private readonly SslStreamCertificateContext _context;

    /// <summary>An identity; takes both certificates over.</summary>
    public TlsIdentity(PeerIdentity identity, X509Certificate2 certificate, X509Certificate2 authority)
    {
        Identity = identity;
        _certificate = certificate;
        _authority = authority;
        _context = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        Trust = new PeerTrust(identity.Site, authority);
    }

    /// <summary>Who we are.</summary>
    public PeerIdentity Identity { get; }

    /// <summary>Whom we believe.</summary>
    public PeerTrust Trust { get; }

    /// <summary>End of the certificate's validity.</summary>
    public DateTimeOffset NotAfter => new(_certificate.NotAfter.ToUniversalTime());

    /// <summary>Options of the listening side. <paramref name="accept"/> decides about the client's certificate.</summary>
    public SslServerAuthenticationOptions ServerOptions(RemoteCertificateValidationCallback accept) => new()
    {
        ServerCertificateContext = _context,
        ClientCertificateRequired = true,
        EnabledSslProtocols = Protocols,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = Trust.ChainPolicy(PeerTrust.ClientPurpose),
        RemoteCertificateValidationCallback = accept,
    };

    /// <summary>Options of the calling side. <paramref name="accept"/> decides about the server's certificate.</summary>
    public SslClientAuthenticationOptions ClientOptions(RemoteCertificateValidationCallback accept) => new()
    {
        ClientCertificateContext = _context,
        EnabledSslProtocols = Protocols,
        CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        CertificateChainPolicy = Trust.ChainPolicy(PeerTrust.ServerPurpose),
        RemoteCertificateValidationCallback = accept,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        _certificate.Dispose();
        _authority.Dispose();
    }
}
