using System.Formats.Asn1;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Tsuba.Hosting.Pki;

/// <summary>
/// Whom a daemon believes: certificates that chain to an authority of its own site, and to nothing else, and that name the site.
/// There is no switch that makes it believe more.
/// </summary>
public sealed class PeerTrust
{
    private const int UriTag = 6;

    private readonly string _site;
    private readonly X509Certificate2Collection _authorities;

    /// <summary>Trust in one site.</summary>
    /// <param name="site">Its name.</param>
    /// <param name="authorities">Its authority; two while it changes.</param>
    public PeerTrust(string site, X509Certificate2Collection authorities)
    {
        _site = site;
        _authorities = authorities;
    }

    /// <summary>Extended key usage of a server.</summary>
    public static Oid ServerPurpose { get; } = new("1.3.6.1.5.5.7.3.1");

    /// <summary>Extended key usage of a client.</summary>
    public static Oid ClientPurpose { get; } = new("1.3.6.1.5.5.7.3.2");

    /// <summary>How the TLS layer builds the chain: the site's authorities are the only roots, and nothing is fetched.</summary>
    public X509ChainPolicy ChainPolicy(Oid purpose)
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.AddRange(_authorities);
        policy.ApplicationPolicy.Add(purpose);
        return policy;
    }

    /// <summary>
    /// Reads who the peer is. The host name is not compared: the URI says more than it, and addresses may be translated.
    /// </summary>
    /// <param name="certificate">What the peer showed; null if nothing.</param>
    /// <param name="chain">The chain that the TLS layer built with <see cref="ChainPolicy"/>.</param>
    /// <param name="errors">What it found.</param>
    /// <param name="refusal">Why nobody is recognised.</param>
    public PeerIdentity? Identify(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, out string refusal)
    {
        if (certificate is not X509Certificate2 shown || errors.HasFlag(SslPolicyErrors.RemoteCertificateNotAvailable))
        {
            refusal = "no certificate shown";
            return null;
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            refusal = ReasonOf(chain);
            return null;
        }

        if (ReadIdentity(shown) is not { } identity)
        {
            refusal = "the certificate carries no single tsuba:// identity";
            return null;
        }

        if (identity.Site != _site)
        {
            refusal = $"the certificate is of site {identity.Site}, this is site {_site}";
            return null;
        }

        refusal = "";
        return identity;
    }

    /// <summary>The identity in a certificate; null if there is none or more than one URI.</summary>
    public static PeerIdentity? ReadIdentity(X509Certificate2 certificate)
    {
        string? found = null;
        foreach (var extension in certificate.Extensions)
        {
            if (extension is not X509SubjectAlternativeNameExtension)
            {
                continue;
            }

            var names = new AsnReader(extension.RawData, AsnEncodingRules.DER).ReadSequence();
            while (names.HasData)
            {
                var tag = names.PeekTag();
                if (tag.TagClass == TagClass.ContextSpecific && tag.TagValue == UriTag)
                {
                    if (found is not null)
                    {
                        return null;
                    }

                    found = names.ReadCharacterString(UniversalTagNumber.IA5String, tag);
                }
                else
                {
                    names.ReadEncodedValue();
                }
            }
        }

        return found is null ? null : PeerIdentity.Parse(found);
    }

    private static string ReasonOf(X509Chain? chain)
    {
        var status = chain?.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, one) => all | one.Status) ?? X509ChainStatusFlags.PartialChain;
        return status switch
        {
            X509ChainStatusFlags.NotTimeValid => "the certificate is out of date",
            X509ChainStatusFlags.UntrustedRoot => "the certificate is signed by itself, or by an authority that is not this site's",
            X509ChainStatusFlags.NotValidForUsage => "the certificate is for another purpose",
            _ => "the certificate is not signed by the authority of this site",
        };
    }
}
