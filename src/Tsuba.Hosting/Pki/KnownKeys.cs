using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tsuba.Hosting.Pki;

/// <summary>Keys that anybody can download, because a product was shipped with them: whoever shows one of them proves nothing.</summary>
public static class KnownKeys
{
    // SHA-256 of the public key as SubjectPublicKeyInfo in DER.
    private static readonly FrozenDictionary<string, string> Published = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["125b500495b4bd578b120bd45f323363c494cebbc67bb71c4959a39a41fa11d6"] = "the demonstration key of Shinken's etc/certs",
        ["c52be09f19190cac145aaf3f232fd4aa1e636d22c9bdb494fbfffa70647e21f2"] = "the demonstration authority of Shinken's etc/certs",
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Where the key of a certificate was published; null: it is not known to be.</summary>
    public static string? PublishedAs(X509Certificate2 certificate) =>
        Published.GetValueOrDefault(Convert.ToHexStringLower(SHA256.HashData(certificate.PublicKey.ExportSubjectPublicKeyInfo())));

    /// <summary>Refuses a certificate whose key was published.</summary>
    /// <exception cref="IOException">It was.</exception>
    public static void Refuse(X509Certificate2 certificate, string path)
    {
        if (PublishedAs(certificate) is { } origin)
        {
            throw new IOException($"{path} has {origin}, which everybody knows; make a key of your own.");
        }
    }
}
