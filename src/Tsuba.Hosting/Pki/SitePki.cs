using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Model.Items;

namespace Tsuba.Hosting.Pki;

/// <summary>
/// The directory <c>&lt;state&gt;/pki</c>: <c>ca.pem</c>, <c>ca.key</c> where this machine may sign, and a pair
/// <c>ROLE-NAME.pem</c>, <c>ROLE-NAME.key</c> for each identity.
/// </summary>
public sealed class SitePki
{
    private static readonly TimeSpan RenewBefore = TimeSpan.FromDays(60);

    private readonly string _directory;
    private readonly TimeProvider _time;

    /// <summary>The directory of a site.</summary>
    public SitePki(string site, string directory, TimeProvider time)
    {
        if (!PeerIdentity.IsSiteName(site))
        {
            throw new ArgumentException($"'{site}' cannot be the name of a site: use letters, digits, dot, dash, underscore.", nameof(site));
        }

        Site = site;
        _directory = directory;
        _time = time;
    }

    /// <summary>Name of the site.</summary>
    public string Site { get; }

    /// <summary>Whether certificates can be made here.</summary>
    public bool CanIssue => File.Exists(AuthorityKeyPath);

    private string AuthorityPath => Path.Combine(_directory, "ca.pem");

    private string AuthorityKeyPath => Path.Combine(_directory, "ca.key");

    /// <summary>Makes the authority if there is none yet. Of several processes that try, one wins and the others use its files.</summary>
    public bool EnsureAuthority()
    {
        PrivateFiles.EnsureDirectory(_directory);
        using var alone = ExclusiveFile.Wait(Path.Combine(_directory, "lock"), _time);
        if (File.Exists(AuthorityPath))
        {
            return false;
        }

        using var authority = CertificateAuthority.Create(Site, _time.GetUtcNow());
        PrivateFiles.Write(AuthorityKeyPath, authority.ExportKeyPem(), isPublic: false);
        PrivateFiles.Write(AuthorityPath, authority.CertificatePem, isPublic: true);
        return true;
    }

    /// <summary>The identity of a daemon or person on this machine, issued or renewed when it is missing or ends within 60 days.</summary>
    public TlsIdentity OpenOrIssue(DaemonRole role, string name)
    {
        var identity = new PeerIdentity(Site, role, name);
        using (ExclusiveFile.Wait(Path.Combine(_directory, "lock"), _time))
        {
            if (NeedsNew(identity) && CanIssue)
            {
                Store(identity, Sign(identity, LocalNames()));
            }
        }

        var (certificatePath, keyPath) = Paths(_directory, identity);
        if (!File.Exists(certificatePath))
        {
            throw new FileNotFoundException(
                $"There is no certificate for {identity} and no authority key to make one. On the machine with {AuthorityKeyPath}: " +
                $"tsuba pki issue {role.ToIdentifier()} {name}", certificatePath);
        }

        var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(certificatePath), PrivateFiles.ReadSecret(keyPath));
        var authority = X509Certificate2.CreateFromPem(File.ReadAllText(AuthorityPath));
        return new TlsIdentity(identity, certificate, authority);
    }

    /// <summary>Signs a new certificate for an identity, for this machine or, with <paramref name="outDirectory"/>, to be carried elsewhere.</summary>
    /// <param name="identity">For whom.</param>
    /// <param name="hosts">Names and addresses beside those of this machine.</param>
    /// <param name="outDirectory">Where the pair and <c>ca.pem</c> go; null: this directory.</param>
    /// <returns>Path of the certificate.</returns>
    public string Issue(PeerIdentity identity, IEnumerable<string> hosts, string? outDirectory)
    {
        var target = outDirectory ?? _directory;
        PrivateFiles.EnsureDirectory(target);
        using var alone = ExclusiveFile.Wait(Path.Combine(_directory, "lock"), _time);
        var issued = Sign(identity, [.. hosts, .. LocalNames()]);
        var (certificatePath, keyPath) = Paths(target, identity);
        PrivateFiles.Write(keyPath, issued.KeyPem, isPublic: false);
        PrivateFiles.Write(certificatePath, issued.CertificatePem, isPublic: true);
        if (outDirectory is not null)
        {
            PrivateFiles.Write(Path.Combine(outDirectory, "ca.pem"), File.ReadAllText(AuthorityPath), isPublic: true);
        }

        return certificatePath;
    }

    /// <summary>Every identity that has a certificate here, with the end of its validity.</summary>
    public IReadOnlyList<(PeerIdentity Identity, DateTimeOffset NotAfter)> List()
    {
        var found = new List<(PeerIdentity, DateTimeOffset)>();
        foreach (var path in Directory.EnumerateFiles(_directory, "*.pem").Order(StringComparer.Ordinal))
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(path));
            if (PeerTrust.ReadIdentity(certificate) is { } identity)
            {
                found.Add((identity, new DateTimeOffset(certificate.NotAfter.ToUniversalTime())));
            }
        }

        return found;
    }

    private static (string CertificatePath, string KeyPath) Paths(string directory, PeerIdentity identity)
    {
        var stem = string.Create(CultureInfo.InvariantCulture, $"{identity.Role.ToIdentifier()}-{FileNames.Escape(identity.Name)}");
        return (Path.Combine(directory, stem + ".pem"), Path.Combine(directory, stem + ".key"));
    }

    private static List<string> LocalNames()
    {
        var names = new List<string> { "localhost", "127.0.0.1", "::1" };
        var host = Dns.GetHostName();
        if (Uri.CheckHostName(host) == UriHostNameType.Dns)
        {
            names.Add(host);
        }

        return names;
    }

    private bool NeedsNew(PeerIdentity identity)
    {
        var (certificatePath, keyPath) = Paths(_directory, identity);
        if (!File.Exists(certificatePath) || !File.Exists(keyPath))
        {
            return true;
        }

        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(certificatePath));
        return PeerTrust.ReadIdentity(certificate) != identity
            || certificate.NotAfter.ToUniversalTime() < (_time.GetUtcNow() + RenewBefore).UtcDateTime;
    }

    private IssuedCertificate Sign(PeerIdentity identity, IEnumerable<string> hosts)
    {
        using var authority = CertificateAuthority.Open(File.ReadAllText(AuthorityPath), PrivateFiles.ReadSecret(AuthorityKeyPath));
        return authority.Issue(identity, hosts, _time.GetUtcNow());
    }

    private void Store(PeerIdentity identity, IssuedCertificate issued)
    {
        var (certificatePath, keyPath) = Paths(_directory, identity);
        PrivateFiles.Write(keyPath, issued.KeyPem, isPublic: false);
        PrivateFiles.Write(certificatePath, issued.CertificatePem, isPublic: true);
    }
}
