using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tsuba.Testing.Requirements;

namespace Tsuba.Modules.Tests.MongoDb;

/// <summary>The driver's TLS against a server with a certificate of its own authority.</summary>
public sealed class MongoTlsTests : IAsyncLifetime
{
    private readonly MongoFixture _fixture = new();
    private readonly string _directory = Directory.CreateTempSubdirectory("tsuba-mongo-tls-").FullName;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _fixture.DisposeAsync();
        Directory.Delete(_directory, recursive: true);
    }

    [RequiresFact(Requirement.MongoDriver)]
    public async Task Server_OfTheNamedAuthority_IsWrittenTo()
    {
        using var authority = Authority("right");
        using var certificate = Certificate(authority);
        await using var server = new WireServer(certificate: certificate);
        await _fixture.StartAsync($"mongodb://localhost:{server.Port}/?tls=true&tlsCAFile={_directory}/right.pem");
        await _fixture.GiveAsync(10);
        await MongoFixture.UntilAsync(() => server.Store.Of("check_results").Count == 10);
    }

    [RequiresFact(Requirement.MongoDriver)]
    public async Task Server_OfAnotherAuthority_GetsNothing_AndNothingIsLost()
    {
        using var authority = Authority("right");
        using var other = Authority("other");
        using var certificate = Certificate(authority);
        await using var server = new WireServer(certificate: certificate);
        await _fixture.StartAsync($"mongodb://localhost:{server.Port}/?tls=true&tlsCAFile={_directory}/other.pem");
        await _fixture.GiveAsync(10);
        await MongoFixture.UntilAsync(() => server.FailedHandshakes >= 2);
        Assert.Empty(server.Commands);
        await _fixture.StopAsync();

        await _fixture.StartAsync($"mongodb://localhost:{server.Port}/?tls=true&tlsCAFile={_directory}/right.pem");
        await MongoFixture.UntilAsync(() => server.Store.Of("check_results").Count == 10);
    }

    private X509Certificate2 Authority(string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        var authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Path.Combine(_directory, $"{name}.pem"), authority.ExportCertificatePem());
        return authority;
    }

    private static X509Certificate2 Certificate(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var signed = request.Create(authority, DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(1), [1, 2, 3, 4]);
        return signed.CopyWithPrivateKey(key);
    }
}
