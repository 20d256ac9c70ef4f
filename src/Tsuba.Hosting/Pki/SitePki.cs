using System.Globalization;
using System.Net;
using System.Net.NetworkInformation;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Model.Items;

namespace Tsuba.Hosting.Pki;

/// <summary>
/// The directory <c>&lt;state&gt;/pki</c>: <c>ca.pem</c>, <c>ca.key</c> where this machine may sign, and a pair
/// <c>ROLE-NAME.pem</c>, <c>ROLE-NAME.key</c> for each identity.
/// </summary>
public sealed class SitePki
{
    /// <summary>Life of a certificate that is made where the authority's key is: it renews itself there.</summary>
    public static readonly TimeSpan OwnLife = TimeSpan.FromDays(30);

    /// <summary>Life of a certificate that is carried to another machine, where nobody can renew it by himself.</summary>
    public static readonly TimeSpan CarriedLife = TimeSpan.FromDays(397);

    private const string WebPrefix = "web-";

    private readonly string _directory;
    private readonly AuthorityFiles _authority;
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
        _authority = new AuthorityFiles(site, directory, time);
        _time = time;
    }

    /// <summary>Name of the site.</summary>
    public string Site { get; }

    /// <summary>Whether certificates can be made here.</summary>
    public bool CanIssue => _authority.CanSign;

    /// <summary>Makes the authority if there is none yet. Of several processes that try, one wins and the others use its files.</summary>
    public bool EnsureAuthority()
    {
        PrivateFiles.EnsureDirectory(_directory);
        using var alone = LockToWrite();
        if (_authority.Exists)
        {
            return false;
        }

        _authority.Create();
        return true;
    }

    /// <summary>
    /// The identity of a daemon or person on this machine, issued or renewed when it is missing or less than a third of its life is left.
    /// </summary>
    /// <exception cref="IOException">No certificate can be had, or a private key in the directory can be read by others.</exception>
    public TlsIdentity OpenOrIssue(DaemonRole role, string name)
    {
        foreach (var key in Directory.EnumerateFiles(_directory, "*.key"))
        {
            PrivateFiles.CheckSecret(key);
        }

        var identity = new PeerIdentity(Site, role, name);
        RenewIfDue(identity);
        return Open(identity);
    }

    /// <summary>
    /// The identity of a person on this machine: the person's own, or, where that can neither be found nor made, the operator's that a bundle brought
    /// to whoever may read its key. Root's is not written down where the site is another user's.
    /// </summary>
    /// <exception cref="IOException">No certificate can be had, or a private key in the directory can be read by others.</exception>
    public TlsIdentity OpenOperator(string name)
    {
        var own = new PeerIdentity(Site, DaemonRole.Operator, name);
        var brought = CanIssue || File.Exists(Paths(_directory, own).CertificatePath)
            ? own
            : List().Select(pair => pair.Identity).FirstOrDefault(identity => identity.Role == DaemonRole.Operator && identity.Site == Site) ?? own;
        return CanIssue && IsDue(brought) && FileOwner.OtherThanRoot(_directory) is not null ? SignForOnce(brought) : OpenOrIssue(DaemonRole.Operator, brought.Name);
    }

    /// <summary>The identity as it lies in the directory.</summary>
    public TlsIdentity Open(PeerIdentity identity)
    {
        var (certificatePath, keyPath) = Paths(_directory, identity);
        if (!File.Exists(certificatePath))
        {
            throw new FileNotFoundException(
                $"There is no certificate for {identity} and no authority key to make one.{Others(identity)} On the machine that has ca.key: " +
                $"tsuba pki issue {identity.Role.ToIdentifier()} {identity.Name} --out DIR", certificatePath);
        }

        var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(certificatePath), PrivateFiles.ReadSecret(keyPath));
        KnownKeys.Refuse(certificate, certificatePath);
        return new TlsIdentity(identity, certificate, _authority.ReadTrusted());
    }

    /// <summary>Signs a certificate anew if it is due and the authority's key is here.</summary>
    /// <returns>Whether it was.</returns>
    public bool RenewIfDue(PeerIdentity identity)
    {
        if (!CanIssue || !IsDue(identity))
        {
            return false;
        }

        using var alone = LockToWrite();
        if (!IsDue(identity))
        {
            return false;
        }

        Store(_directory, identity, Sign(identity, LocalNames(), OwnLife));
        return true;
    }

    /// <summary>Changes whenever the identity's certificate, its key, or the believed authorities do.</summary>
    public string Fingerprint(PeerIdentity identity)
    {
        var (certificatePath, keyPath) = Paths(_directory, identity);
        var text = new StringBuilder(_authority.ReadText()).Append('\0').Append(File.ReadAllText(certificatePath)).Append('\0').Append(PrivateFiles.ReadSecret(keyPath));
        return Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>Signs a new certificate for an identity of this machine.</summary>
    /// <param name="identity">For whom.</param>
    /// <param name="hosts">Names and addresses beside those of this machine.</param>
    /// <param name="life">How long it is valid.</param>
    /// <returns>Path of the certificate.</returns>
    public string Issue(PeerIdentity identity, IEnumerable<string> hosts, TimeSpan life)
    {
        using var alone = LockToWrite();
        return Store(_directory, identity, Sign(identity, [.. hosts, .. LocalNames()], life));
    }

    /// <summary>
    /// Signs every certificate of this machine anew. Pairs of ports for people are removed: the ports sign themselves new ones with the next handshake.
    /// </summary>
    /// <returns>Who has a new certificate, and where.</returns>
    public IReadOnlyList<(PeerIdentity Identity, string Path)> RenewAll(TimeSpan life)
    {
        var renewed = List().Select(pair => (pair.Identity, Issue(pair.Identity, [], life))).ToList();
        using var alone = LockToWrite();
        foreach (var path in CanIssue ? Directory.GetFiles(_directory, WebPrefix + "*") : [])
        {
            File.Delete(path);
        }

        return renewed;
    }

    /// <summary>Writes a <c>pki</c> directory for another machine: new pairs, and the authorities to believe. Never the authority's key.</summary>
    /// <param name="directory">Where; made if it is not there.</param>
    /// <param name="identities">Whose pairs.</param>
    /// <param name="hosts">Names and addresses of that machine.</param>
    /// <param name="life">How long they are valid.</param>
    public void WriteBundle(string directory, IEnumerable<PeerIdentity> identities, IReadOnlyCollection<string> hosts, TimeSpan life)
    {
        PrivateFiles.EnsureDirectory(directory);
        using var alone = Lock();
        foreach (var identity in identities)
        {
            string[] names = [.. hosts, "localhost", "127.0.0.1", "::1"];
            Store(directory, identity, Sign(identity, names, life));
            if (identity.Role is DaemonRole.Broker or DaemonRole.Receiver or DaemonRole.Synchronizer or DaemonRole.Arbiter)
            {
                Write(WebPaths(directory, identity.Role, identity.Name), SignForWeb(identity.Role, identity.Name, names, life));
            }
        }

        PrivateFiles.Write(Path.Combine(directory, "ca.pem"), _authority.ReadText(), isPublic: true);
    }

    /// <summary>
    /// The pair for the ports of a daemon that people and scripts use, signed or renewed when it is missing or less than a third of its
    /// life is left.
    /// </summary>
    /// <exception cref="IOException">There is none and none can be made here.</exception>
    public (string CertificatePath, string KeyPath) EnsureWebPair(DaemonRole role, string name)
    {
        var paths = WebPaths(_directory, role, name);
        if (CanIssue && IsOld(paths))
        {
            using var alone = LockToWrite();
            if (IsOld(paths))
            {
                Write(paths, SignForWeb(role, name, [.. LocalNames(), .. LocalAddresses()], OwnLife));
            }
        }

        return File.Exists(paths.CertificatePath) ? paths : throw new FileNotFoundException(
            $"There is no certificate for HTTPS of {role.ToIdentifier()} {name} and no authority key to make one: set web_certificate and " +
            "web_key, or make a bundle on the machine that has ca.key", paths.CertificatePath);
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

    /// <summary>First step of changing the authority: a new one is believed beside the old one and signs nothing yet.</summary>
    public void BeginRotation()
    {
        using var alone = LockToWrite();
        _authority.Begin();
    }

    /// <summary>Second step, once every machine has the new <c>ca.pem</c>: the new one signs.</summary>
    public void SwitchRotation()
    {
        using var alone = LockToWrite();
        _authority.Switch();
    }

    /// <summary>Last step, once every machine has certificates of the new one: the old one is believed no more.</summary>
    public void FinishRotation()
    {
        using var alone = LockToWrite();
        _authority.Finish();
    }

    // A bundle has the certificates of the machine's daemons; one that was started without its name asks for another.
    private string Others(PeerIdentity identity)
    {
        var names = List().Select(pair => pair.Identity).Where(other => other.Role == identity.Role && other.Site == Site).Select(other => other.Name).ToList();
        return names.Count == 0 ? "" : $" There is one for {string.Join(" and ", names)}: say with --name who this is.";
    }

    private static (string CertificatePath, string KeyPath) Paths(string directory, PeerIdentity identity)
    {
        var stem = string.Create(CultureInfo.InvariantCulture, $"{identity.Role.ToIdentifier()}-{FileNames.Escape(identity.Name)}");
        return (Path.Combine(directory, stem + ".pem"), Path.Combine(directory, stem + ".key"));
    }

    private static (string CertificatePath, string KeyPath) WebPaths(string directory, DaemonRole role, string name)
    {
        var stem = string.Create(CultureInfo.InvariantCulture, $"{WebPrefix}{role.ToIdentifier()}-{FileNames.Escape(name)}");
        return (Path.Combine(directory, stem + ".pem"), Path.Combine(directory, stem + ".key"));
    }

    private static string Store(string directory, PeerIdentity identity, IssuedCertificate issued) => Write(Paths(directory, identity), issued);

    private static string Write((string CertificatePath, string KeyPath) paths, IssuedCertificate issued)
    {
        PrivateFiles.Write(paths.KeyPath, issued.KeyPem, isPublic: false);
        PrivateFiles.Write(paths.CertificatePath, issued.CertificatePem, isPublic: true);
        return paths.CertificatePath;
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

    private static IEnumerable<string> LocalAddresses() =>
        NetworkInterface.GetAllNetworkInterfaces()
            .SelectMany(card => card.GetIPProperties().UnicastAddresses)
            .Where(address => !address.Address.IsIPv6LinkLocal)
            .Select(address => address.Address.ToString());

    /// <summary>For everything that writes here.</summary>
    private ExclusiveFile LockToWrite()
    {
        FileOwner.Require(_directory);
        return Lock();
    }

    private ExclusiveFile Lock() => ExclusiveFile.Wait(Path.Combine(_directory, "lock"), _time);

    private bool IsDue(PeerIdentity identity)
    {
        var paths = Paths(_directory, identity);
        if (IsOld(paths))
        {
            return true;
        }

        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(paths.CertificatePath));
        return PeerTrust.ReadIdentity(certificate) != identity;
    }

    /// <summary>Whether a pair is not there, or less than a third of its life is left.</summary>
    private bool IsOld((string CertificatePath, string KeyPath) paths)
    {
        if (!File.Exists(paths.CertificatePath) || !File.Exists(paths.KeyPath))
        {
            return true;
        }

        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(paths.CertificatePath));
        var third = (certificate.NotAfter - certificate.NotBefore) / 3;
        return certificate.NotAfter.ToUniversalTime() - third < _time.GetUtcNow().UtcDateTime;
    }

    private TlsIdentity SignForOnce(PeerIdentity identity)
    {
        var issued = Sign(identity, LocalNames(), OwnLife);
        return new TlsIdentity(identity, X509Certificate2.CreateFromPem(issued.CertificatePem, issued.KeyPem), _authority.ReadTrusted());
    }

    private IssuedCertificate SignForWeb(DaemonRole role, string name, IEnumerable<string> hosts, TimeSpan life)
    {
        using var authority = _authority.OpenSigner();
        return authority.IssueForWeb($"Tsuba {role.ToIdentifier()} {name}", hosts, _time.GetUtcNow(), life);
    }

    private IssuedCertificate Sign(PeerIdentity identity, IEnumerable<string> hosts, TimeSpan life)
    {
        using var authority = _authority.OpenSigner();
        return authority.Issue(identity, hosts, _time.GetUtcNow(), life);
    }
}
