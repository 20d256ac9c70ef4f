using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Tsuba.Daemons.Tests.Arbiter;
using Tsuba.Daemons.Tests.Synchronizer.Sources;
using Tsuba.Synchronizer.Core.Sources.Mapping;
using Tsuba.Synchronizer.Sources.Ldap;
using Tsuba.Testing.Fuzzing;
using Tsuba.Testing.Requirements;
using Xunit.Abstractions;

namespace Tsuba.Daemons.Tests.Hostile;

/// <summary>Answers of a directory that are nearly right, through the library that reads them: objects or a refusal, and no name of them can end a line.</summary>
public sealed class DirectoryFuzzTests(ITestOutputHelper output)
{
    private static readonly string[] _words = ["cn", "objectGUID", "ipHostNumber", "\u0004\u0084\u007f\u00ff\u00ff\u00ff", "0\u0080", "\u0002\u0001\u0002", "1.2.840.113556.1.4.319", "\0"];

    [RequiresTheory(Requirement.LdapLibrary)]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Directory_OfAnyBytes_GivesObjectsOrARefusal(bool afterSignIn)
    {
        using var directory = new FakeDirectory(afterSignIn);
        using var files = new TemporaryDirectory();
        var authority = await AuthorityAsync(files.Path);
        var definition = SourceText.One(string.Create(CultureInfo.InvariantCulture, $$"""
            define source {
              source_name directory
              module_type ldap
              url ldap://127.0.0.1:{{directory.Port}}
              ca_file {{authority}}
              timeout 5
              host.base ou=hosts,dc=example
              host.key objectGUID
              host.host_name $cn$
              host.address $ipHostNumber$
              host._NOTE $description|safe$
            }
            """));
        byte[][] corpus = afterSignIn
            ?
            [
                FakeDirectory.Answers(
                    ("cn=web1,ou=hosts,dc=example", [("cn", ["web1"]), ("ipHostNumber", ["192.0.2.1"]), ("objectGUID", ["0123456789abcdef"]), ("description", ["Linux; $USER1$ `reboot`", "second"])]),
                    ("cn=db1,ou=hosts,dc=example", [("cn", ["db1"]), ("objectGUID", ["fedcba9876543210"])])),
                FakeDirectory.Answers(),
            ]
            : [FakeDirectory.SignedIn()];
        output.WriteLine(await new Fuzzer(afterSignIn ? "directory search" : "directory sign-in", corpus, _words, new FuzzLimits { BytesPerByte = 1_000, LongestRun = TimeSpan.FromSeconds(10) }).RunAsync(input =>
        {
            directory.Answer(input);
            var reading = LdapReader.Read(definition, CancellationToken.None);
            Assert.True(reading.Failure.Length == 0 || reading.Objects.IsEmpty);
            Assert.All(reading.Objects, made =>
            {
                Assert.Null(ValueRules.FaultOfName(made.Name.Name));
                Assert.All(made.Properties.Values, value => Assert.DoesNotContain(value, char.IsControl));
            });
            Assert.All(reading.Findings, finding => Assert.DoesNotContain(finding, char.IsControl));
            Assert.DoesNotContain(reading.Failure, char.IsControl);

            // After a sign-in the search gets no answer, so the reading is never whole.
            return !afterSignIn || reading.Failure.Length == 0;
        }));
    }

    // The library reads the authorities for each connection, encrypted or not; one is read faster than the machine's.
    private static async Task<string> AuthorityAsync(string directory)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var made = new CertificateRequest("CN=authority", key, HashAlgorithmName.SHA256).CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(100));
        var path = Path.Combine(directory, "ca.pem");
        await File.WriteAllTextAsync(path, made.ExportCertificatePem());
        return path;
    }
}
