using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tsuba.Model.Items;

namespace Tsuba.Hosting.Pki;

/// <summary>The authority of one site: an ECDSA P-256 key that signs the certificates of its daemons, operators and monitors.</summary>
public sealed class CertificateAuthority : IDisposable
{
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromHours(1);
    private static readonly TimeSpan AuthorityLife = TimeSpan.FromDays(3650);
    private static readonly TimeSpan LeafLife = TimeSpan.FromDays(397);

    private readonly X509Certificate2 _certificate;

    private CertificateAuthority(X509Certificate2 certificate) => _certificate = certificate;

    /// <summary>The authority's certificate as PEM.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>Makes a new authority.</summary>
    public static CertificateAuthority Create(string site, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN=Tsuba site {site}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(
            certificateAuthority: true, hasPathLengthConstraint: true, pathLengthConstraint: 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(
            X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        return new CertificateAuthority(request.CreateSelfSigned(now - ClockTolerance, now + AuthorityLife));
    }

    /// <summary>Opens an authority from its two files' texts.</summary>
    public static CertificateAuthority Open(string certificatePem, string keyPem) =>
        new(X509Certificate2.CreateFromPem(certificatePem, keyPem));

    /// <summary>The private key as PEM.</summary>
    public string ExportKeyPem()
    {
        using var key = _certificate.GetECDsaPrivateKey() ?? throw new CryptographicException("The authority has no EC key.");
        return key.ExportPkcs8PrivateKeyPem();
    }

    /// <summary>Signs a certificate for a new key.</summary>
    /// <param name="identity">For whom.</param>
    /// <param name="hosts">DNS names and addresses under which the daemon is reached.</param>
    /// <param name="now">Start of its validity; it ends after 397 days.</param>
    public IssuedCertificate Issue(PeerIdentity identity, IEnumerable<string> hosts, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName($"{identity.Role.ToIdentifier()} {identity.Name}");
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(Purposes(identity.Role), critical: false));
        request.CertificateExtensions.Add(Names(identity, hosts));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));

        var end = now + LeafLife;
        var authorityEnd = new DateTimeOffset(_certificate.NotAfter.ToUniversalTime());
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        using var certificate = request.Create(_certificate, now - ClockTolerance, end < authorityEnd ? end : authorityEnd, serial);
        return new IssuedCertificate(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    /// <inheritdoc/>
    public void Dispose() => _certificate.Dispose();

    private static OidCollection Purposes(DaemonRole role)
    {
        var purposes = new OidCollection { PeerTrust.ClientPurpose };
        if (role is not (DaemonRole.Operator or DaemonRole.Monitor))
        {
            purposes.Add(PeerTrust.ServerPurpose);
        }

        return purposes;
    }

    private static X509Extension Names(PeerIdentity identity, IEnumerable<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddUri(new Uri(identity.ToUri()));
        foreach (var host in hosts.Distinct(StringComparer.OrdinalIgnoreCase))
        {
            if (IPAddress.TryParse(host, out var address))
            {
                names.AddIpAddress(address);
            }
            else
            {
                names.AddDnsName(host);
            }
        }

        return names.Build();
    }
}
