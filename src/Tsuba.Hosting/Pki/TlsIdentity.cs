using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Tsuba.Hosting.Pki;

/// <summary>A certificate with its key, the authorities that are believed, and the TLS options that follow from them.</summary>
public sealed class TlsIdentity : IDisposable
{
    private const SslProtocols Protocols = SslProtocols.Tls12 | SslProtocols.Tls13;
    private static readonly TimeSpan LongestWarning = TimeSpan.FromDays(30);

    private readonly X509Certificate2 _certificate;
    private readonly X509Certificate2Collection _authorities;
    private readonly SslStreamCertificateContext _context;

    /// <summary>An identity; takes all certificates over.</summary>
    public TlsIdentity(PeerIdentity identity, X509Certificate2 certificate, X509Certificate2Collection authorities)
    {
        Identity = identity;
        _certificate = certificate;
        _authorities = authorities;
        _context = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        Trust = new PeerTrust(identity.Site, authorities);
    }

    /// <summary>Who we are.</summary>
    public PeerIdentity Identity { get; }

    /// <summary>Whom we believe.</summary>
    public PeerTrust Trust { get; }

    /// <summary>End of the certificate's validity.</summary>
    public DateTimeOffset NotAfter => new(_certificate.NotAfter.ToUniversalTime());

    /// <summary>From when on it is to be renewed: two thirds of its life are over.</summary>
    public DateTimeOffset RenewFrom => NotAfter - ((_certificate.NotAfter - _certificate.NotBefore) / 3);

    /// <summary>From when on somebody should be told that it has not been renewed: 30 days before its end, or a quarter of its life if that is less.</summary>
    public DateTimeOffset WarnFrom
    {
        get
        {
            var quarter = (_certificate.NotAfter - _certificate.NotBefore) / 4;
            return NotAfter - (quarter < LongestWarning ? quarter : LongestWarning);
        }
    }

    /// <summary>Name of the authority that signed the certificate.</summary>
    public string Issuer => _certificate.Issuer;

    /// <summary>How many authorities are believed: one, or two while the authority changes.</summary>
    public int Authorities => _authorities.Count;

    /// <summary>Whether a peer that believes the same authorities would believe this certificate.</summary>
    public bool IsBelievable()
    {
        using var chain = new X509Chain { ChainPolicy = Trust.ChainPolicy(PeerTrust.ClientPurpose) };
        return chain.Build(_certificate);
    }

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
        foreach (var authority in _authorities)
        {
            authority.Dispose();
        }
    }
}
