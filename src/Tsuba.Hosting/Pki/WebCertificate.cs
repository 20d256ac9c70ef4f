using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Tsuba.Model.Items;

namespace Tsuba.Hosting.Pki;

/// <summary>
/// The certificate of a daemon's ports for people and scripts: the administrator's own (settings <c>web_certificate</c> and
/// <c>web_key</c>), else one that the site's authority signs. It says nothing about the daemon's role: no peer believes it. Files that
/// change are taken over with the next handshake, at most two seconds later.
/// </summary>
public sealed class WebCertificate : IDisposable
{
    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(2);

    private readonly SitePki _pki;
    private readonly DaemonRole _role;
    private readonly string _name;
    private readonly string? _certificatePath;
    private readonly string? _keyPath;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private SslStreamCertificateContext? _context;
    private string _seen = "";
    private long _looked;

    /// <summary>The certificate of one daemon; nothing is read before it is asked for.</summary>
    public WebCertificate(SitePki pki, DaemonRole role, string name, IReadOnlyDictionary<string, string> settings, TimeProvider time)
    {
        _pki = pki;
        _role = role;
        _name = name;
        _certificatePath = settings.GetValueOrDefault("web_certificate") is { Length: > 0 } certificate ? certificate : null;
        _keyPath = settings.GetValueOrDefault("web_key") is { Length: > 0 } key ? key : _certificatePath;
        _time = time;
    }

    /// <summary>What to show in a handshake that begins now.</summary>
    /// <exception cref="IOException">There is none, or its key can be read by others, and there has been none before.</exception>
    public SslStreamCertificateContext Current()
    {
        lock (_gate)
        {
            if (_context is null || _time.GetElapsedTime(_looked) >= Fresh)
            {
                _looked = _time.GetTimestamp();
                Look();
            }

            return _context ?? throw new IOException("there is no certificate for HTTPS");
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _context?.TargetCertificate.Dispose();

    private void Look()
    {
        try
        {
            var (certificatePath, keyPath) = _certificatePath is { } own && _keyPath is { } key ? (own, key) : _pki.EnsureWebPair(_role, _name);
            var (certificates, secret) = (File.ReadAllText(certificatePath), PrivateFiles.ReadSecret(keyPath));
            var seen = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes($"{certificates}\0{secret}")));
            if (seen != _seen)
            {
                _context = Load(certificates, secret, certificatePath);
                _seen = seen;
            }
        }
        catch (Exception fault) when (_context is not null && fault is IOException or UnauthorizedAccessException or CryptographicException)
        {
            // Files in the middle of being replaced; what was shown before is still good, and the next handshake looks again.
            _looked = 0;
        }
    }

    // The chain in the file is sent along: browsers do not know the intermediates of a public authority.
    private static SslStreamCertificateContext Load(string certificates, string secret, string path)
    {
        var certificate = X509Certificate2.CreateFromPem(certificates, secret);
        KnownKeys.Refuse(certificate, path);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPem(certificates);
        return SslStreamCertificateContext.Create(certificate, chain, offline: true);
    }
}
