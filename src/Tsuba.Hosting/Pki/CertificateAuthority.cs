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

    private readonly X509Certificate2 _certificate;

    private CertificateAuthority(X509Certificate2 certificate) => _certificate = certificate;

    /// <summary>The authority's certificate as PEM.</summary>
    public string CertificatePem => _certificate.ExportCertificatePem();

    /// <summary>Makes a new authority.</summary>
    public static CertificateAuthority Create(string site, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        // A name of its own for each authority, so that two that are believed side by side cannot be mistaken for each other.
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName($"Tsuba site {site} {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
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
    /// <param name="now">Start of its validity.</param>
    /// <param name="life">How long it is valid, but not beyond the authority itself.</param>
    public IssuedCertificate Issue(PeerIdentity identity, IEnumerable<string> hosts, DateTimeOffset now, TimeSpan life) =>
        Sign($"{identity.Role.ToIdentifier()} {identity.Name}", Purposes(identity.Role), Names(identity.ToUri(), hosts), now, life);

    /// <summary>Signs a certificate for a port that people and scripts use. It carries no identity, so that no daemon believes it.</summary>
    /// <param name="name">Common name.</param>
    /// <param name="hosts">DNS names and addresses under which the port is reached.</param>
    /// <param name="now">Start of its validity.</param>
    /// <param name="life">How long it is valid, but not beyond the authority itself.</param>
    public IssuedCertificate IssueForWeb(string name, IEnumerable<string> hosts, DateTimeOffset now, TimeSpan life) =>
        Sign(name, [PeerTrust.ServerPurpose], Names(uri: null, hosts), now, life);

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

    private IssuedCertificate Sign(string name, OidCollection purposes, X509Extension names, DateTimeOffset now, TimeSpan life)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName(name);
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(purposes, critical: false));
        request.CertificateExtensions.Add(names);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_certificate, true, false));

        var end = now + life;
        var authorityEnd = new DateTimeOffset(_certificate.NotAfter.ToUniversalTime());
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] &= 0x7f;
        using var certificate = request.Create(_certificate, now - ClockTolerance, end < authorityEnd ? end : authorityEnd, serial);
        return new IssuedCertificate(certificate.ExportCertificatePem(), key.ExportPkcs8PrivateKeyPem());
    }

    private static X509Extension Names(string? uri, IEnumerable<string> hosts)
    {
        var names = new SubjectAlternativeNameBuilder();
        if (uri is not null)
        {
            names.AddUri(new Uri(uri));
        }

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
