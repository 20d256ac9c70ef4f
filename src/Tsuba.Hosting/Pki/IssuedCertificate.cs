namespace Tsuba.Hosting.Pki;

/// <summary>A certificate and its private key, both PEM.</summary>
/// <param name="CertificatePem">Certificate.</param>
/// <param name="KeyPem">Private key, PKCS#8.</param>
public sealed record IssuedCertificate(string CertificatePem, string KeyPem);
