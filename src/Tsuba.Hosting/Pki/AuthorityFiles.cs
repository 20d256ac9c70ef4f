using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Tsuba.Hosting.Pki;

/// <summary>
/// The authority in a site's <c>pki</c> directory: <c>ca.pem</c> holds every authority that is believed, <c>ca.key</c> the key that
/// signs. While the authority changes, <c>ca-next.key</c> waits until every machine believes its certificate. Callers hold the
/// directory's lock for everything that writes.
/// </summary>
internal sealed class AuthorityFiles(string site, string directory, TimeProvider time)
{
    private string CertificatesPath => Path.Combine(directory, "ca.pem");

    private string KeyPath => Path.Combine(directory, "ca.key");

    private string NextKeyPath => Path.Combine(directory, "ca-next.key");

    /// <summary>Whether this machine may sign.</summary>
    internal bool CanSign => File.Exists(KeyPath);

    /// <summary>Whether an authority is there, with or without its key.</summary>
    internal bool Exists => File.Exists(CertificatesPath);

    /// <summary>Makes the first authority.</summary>
    internal void Create()
    {
        using var authority = CertificateAuthority.Create(site, time.GetUtcNow());
        PrivateFiles.Write(KeyPath, authority.ExportKeyPem(), isPublic: false);
        PrivateFiles.Write(CertificatesPath, authority.CertificatePem + "\n", isPublic: true);
    }

    /// <summary>The text of <c>ca.pem</c>.</summary>
    internal string ReadText() => File.ReadAllText(CertificatesPath);

    /// <summary>Every authority that is believed.</summary>
    internal X509Certificate2Collection ReadTrusted()
    {
        var trusted = new X509Certificate2Collection();
        trusted.ImportFromPem(ReadText());
        if (trusted.Count == 0)
        {
            throw new CryptographicException($"{CertificatesPath} holds no certificate.");
        }

        foreach (var authority in trusted)
        {
            KnownKeys.Refuse(authority, CertificatesPath);
        }

        return trusted;
    }

    /// <summary>The authority whose key is <c>ca.key</c>.</summary>
    internal CertificateAuthority OpenSigner() => Open(KeyPath);

    /// <summary>Makes the authority that is to follow, and believes it. It signs nothing yet.</summary>
    internal void Begin()
    {
        RequireKey();
        if (File.Exists(NextKeyPath))
        {
            throw new IOException($"{NextKeyPath} is there: a change of the authority has begun already.");
        }

        using var next = CertificateAuthority.Create(site, time.GetUtcNow());
        var text = new StringBuilder(next.CertificatePem).Append('\n');
        foreach (var authority in ReadTrusted())
        {
            if (authority.NotAfter.ToUniversalTime() > time.GetUtcNow().UtcDateTime)
            {
                text.Append(authority.ExportCertificatePem()).Append('\n');
            }

            authority.Dispose();
        }

        PrivateFiles.Write(NextKeyPath, next.ExportKeyPem(), isPublic: false);
        PrivateFiles.Write(CertificatesPath, text.ToString(), isPublic: true);
    }

    /// <summary>Lets the next authority sign from now on.</summary>
    internal void Switch()
    {
        RequireKey();
        if (!File.Exists(NextKeyPath))
        {
            throw new IOException($"There is no {NextKeyPath}: begin with tsuba pki rotate begin.");
        }

        File.Move(NextKeyPath, KeyPath, overwrite: true);
    }

    /// <summary>Believes the authority that signs, and no other any more.</summary>
    internal void Finish()
    {
        RequireKey();
        if (File.Exists(NextKeyPath))
        {
            throw new IOException($"{NextKeyPath} is there: the next authority does not sign yet; tsuba pki rotate switch comes first.");
        }

        using var signer = OpenSigner();
        PrivateFiles.Write(CertificatesPath, signer.CertificatePem + "\n", isPublic: true);
    }

    private void RequireKey()
    {
        if (!CanSign)
        {
            throw new FileNotFoundException($"There is no {KeyPath}: this machine may not sign.", KeyPath);
        }
    }

    private CertificateAuthority Open(string keyPath)
    {
        var keyPem = PrivateFiles.ReadSecret(keyPath);
        using var key = ECDsa.Create();
        key.ImportFromPem(keyPem);
        var wanted = key.ExportSubjectPublicKeyInfo();
        CertificateAuthority? found = null;
        foreach (var authority in ReadTrusted())
        {
            if (found is null && authority.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(wanted))
            {
                found = CertificateAuthority.Open(authority.ExportCertificatePem(), keyPem);
            }

            authority.Dispose();
        }

        return found ?? throw new IOException($"{keyPath} fits no certificate in {CertificatesPath}.");
    }
}
