using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using FsCheck;
using FsCheck.Fluent;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Testing.Requirements;
using Tsuba.Testing.Time;

namespace Tsuba.Platform.Tests.Hosting;

public sealed class SitePkiTests
{
    // The public key of the authority that was published, with its private key, in Shinken's etc/certs.
    private const string PublishedKey =
        "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA4+793mz2V53vkBEQZxln" +
        "eayCW0B7VlWUvv1JUxh3bJTfDk7OBaNYQdtjk8Xp+EvdpBztvest/qYbEAMr9yzw" +
        "Wlt0w/dcQzQyL+kNAGxG8giYPDctim4Pi1NmEsU580k65N+ZsFhuUHdyWqjkUwfI" +
        "07rzSYyOCVb6Dfb/sWCi+9U7AC94Q+oGnJpJu1rf8notMQ32XRFDAUdOCh8Xnxmd" +
        "+drOm5qOCItr521nJb1V+/Ax/O1dFKuthVxaktdUquQvAEJDJWl/KUx/4l2yBjQG" +
        "n2/Vw0Yad+DK5ftuFIT1eFd+vlAbA6y/We0DRwZ0txzD16MTgFy0pfyGXoSPFoR1" +
        "/wIDAQAB";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    [Fact]
    public async Task OpenOrIssue_NewSite_KeysAreForTheirOwnerOnly()
    {
        await using var site = new TemporarySite();
        using var identity = site.Identity(DaemonRole.Poller, "p 1/ü");

        var keys = Directory.GetFiles(Path.Combine(site.Directory, "pki"), "*.key");

        Assert.Equal(2, keys.Length);
        Assert.All(keys, key => Assert.Equal(OwnerOnly, File.GetUnixFileMode(key)));
        Assert.Equal(new PeerIdentity("test", DaemonRole.Poller, "p 1/ü"), identity.Identity);
    }

    [Fact]
    public async Task OpenOrIssue_KeyThatOthersCanRead_IsRefused()
    {
        await using var site = new TemporarySite();
        site.Identity(DaemonRole.Poller, "p").Dispose();
        File.SetUnixFileMode(Path.Combine(site.Directory, "pki", "poller-p.key"), OwnerOnly | UnixFileMode.GroupRead);

        var refused = Assert.Throws<IOException>(() => site.Identity(DaemonRole.Poller, "p"));

        Assert.Contains("chmod 600", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenOrIssue_KeyIsALink_IsRefused()
    {
        await using var site = new TemporarySite();
        site.Identity(DaemonRole.Poller, "p").Dispose();
        var key = Path.Combine(site.Directory, "pki", "poller-p.key");
        File.Move(key, key + ".away");
        File.CreateSymbolicLink(key, key + ".away");

        Assert.Throws<IOException>(() => site.Identity(DaemonRole.Poller, "p"));
    }

    [Fact]
    public async Task OpenOrIssue_TwoThirdsOfItsLifeAreOver_IsRenewed()
    {
        await using var site = new TemporarySite();
        var time = new ManualTime();
        var pki = new SitePki("test", Path.Combine(site.Directory, "other"), time);
        pki.EnsureAuthority();
        using var first = pki.OpenOrIssue(DaemonRole.Broker, "b");
        time.Advance(SitePki.OwnLife * 0.6);
        using var same = pki.OpenOrIssue(DaemonRole.Broker, "b");
        time.Advance(SitePki.OwnLife * 0.1);
        using var renewed = pki.OpenOrIssue(DaemonRole.Broker, "b");

        Assert.Equal(first.NotAfter, same.NotAfter);
        Assert.Equal(time.GetUtcNow() + SitePki.OwnLife, renewed.NotAfter);
    }

    [Fact]
    public async Task OpenOrIssue_AuthorityKeyThatOthersCanRead_IsRefused()
    {
        await using var site = new TemporarySite();
        site.Identity(DaemonRole.Poller, "p").Dispose();
        File.SetUnixFileMode(Path.Combine(site.Directory, "pki", "ca.key"), OwnerOnly | UnixFileMode.OtherRead);

        var refused = Assert.Throws<IOException>(() => site.Identity(DaemonRole.Poller, "p"));

        Assert.Contains("ca.key can be read by others", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void KnownKeys_CertificateOfAPublishedKey_IsRefused()
    {
        using var signer = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var published = PublicKey.CreateFromSubjectPublicKeyInfo(Convert.FromBase64String(PublishedKey), out _);
        var request = new CertificateRequest(new X500DistinguishedName("CN=page"), published, HashAlgorithmName.SHA256);
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = request.Create(
            new X500DistinguishedName("CN=somebody"), X509SignatureGenerator.CreateForECDsa(signer), now, now.AddDays(1), [1]);

        var refused = Assert.Throws<IOException>(() => KnownKeys.Refuse(certificate, "/etc/web.pem"));

        Assert.Contains("demonstration authority", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task KnownKeys_OwnAuthority_IsNotAmongThem()
    {
        await using var site = new TemporarySite();
        using var own = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(site.Directory, "pki", "ca.pem")));

        Assert.Null(KnownKeys.PublishedAs(own));
    }

    [Fact]
    public async Task Open_WithoutAuthorityKey_SaysHowToGetACertificate()
    {
        await using var site = new TemporarySite();
        site.Identity(DaemonRole.Poller, "p1").Dispose();
        site.Identity(DaemonRole.Scheduler, "s1").Dispose();
        File.Delete(Path.Combine(site.Directory, "pki", "ca.key"));

        var refused = Assert.Throws<FileNotFoundException>(() => site.Identity(DaemonRole.Poller, "p2"));

        Assert.Contains("There is one for p1: say with --name who this is.", refused.Message, StringComparison.Ordinal);
        Assert.Contains("tsuba pki issue poller p2", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Issue_ForAnotherMachine_WritesAPairThatTheSiteBelieves()
    {
        await using var site = new TemporarySite();
        var target = Path.Combine(site.Directory, "out");

        site.State.WriteBundle(target, [new PeerIdentity("test", DaemonRole.Poller, "p2")], ["far.example", "10.1.2.3"], SitePki.CarriedLife);

        var there = SiteState.OpenOrCreate(target, null, TimeProvider.System);
        using var identity = there.Pki.OpenOrIssue(DaemonRole.Poller, "p2");
        Assert.False(there.Pki.CanIssue);
        Assert.Equal("test", there.Site);
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(target, "pki", "poller-p2.pem")));
        using var authority = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(target, "pki", "ca.pem")));
        using var chain = new X509Chain { ChainPolicy = new PeerTrust("test", [authority]).ChainPolicy(PeerTrust.ServerPurpose) };
        Assert.True(chain.Build(certificate));
        Assert.True(certificate.MatchesHostname("far.example"));
        Assert.Equal(new PeerIdentity("test", DaemonRole.Poller, "p2"), PeerTrust.ReadIdentity(certificate));
    }

    [Fact]
    public async Task OpenOperator_WithoutTheAuthoritysKey_TakesWhatTheBundleBrought_ButOnesOwnFirst()
    {
        await using var site = new TemporarySite();
        var target = Path.Combine(site.Directory, "out");
        var brought = new PeerIdentity("test", DaemonRole.Operator, "10.1.2.3");
        site.State.WriteBundle(target, [new PeerIdentity("test", DaemonRole.Arbiter, "a2"), brought], ["10.1.2.3"], SitePki.CarriedLife);
        var there = SiteState.OpenOrCreate(target, null, TimeProvider.System);

        using (var identity = there.Pki.OpenOperator("ann"))
        {
            Assert.Equal(brought, identity.Identity);
        }

        site.State.WriteBundle(target, [new PeerIdentity("test", DaemonRole.Operator, "ann")], [], SitePki.CarriedLife);
        using var own = there.Pki.OpenOperator("ann");
        Assert.Equal("ann", own.Identity.Name);
    }

    [RequiresFact(Requirement.Root)]
    public async Task OpenOperator_ByRoot_SiteOfAnotherUser_IsSigned_AndNotWrittenDown()
    {
        await using var site = new TemporarySite();
        await site.GiveAwayAsync();

        using var identity = site.State.Pki.OpenOperator("root");

        Assert.True(identity.IsBelievable());
        Assert.Equal("root", identity.Identity.Name);
        Assert.Empty(Directory.GetFiles(Path.Combine(site.Directory, "pki"), "operator-*"));
    }

    [RequiresFact(Requirement.Root)]
    public async Task Issue_ByRoot_SiteOfAnotherUser_IsRefused_ButABundleIsMade()
    {
        await using var site = new TemporarySite();
        await site.GiveAwayAsync();
        var poller = new PeerIdentity("test", DaemonRole.Poller, "p");

        var refused = Assert.Throws<IOException>(() => site.State.Pki.Issue(poller, [], SitePki.OwnLife));
        Assert.Throws<IOException>(site.State.Pki.BeginRotation);
        site.State.WriteBundle(Path.Combine(site.Directory, "out"), [poller], [], SitePki.CarriedLife);

        Assert.Contains("sudo -u", refused.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Path.Combine(site.Directory, "pki"), "poller-*"));
    }

    [Fact]
    public async Task Open_OperatorCertificate_IsNoServer()
    {
        await using var site = new TemporarySite();
        site.Identity(DaemonRole.Operator, "me").Dispose();
        var directory = Path.Combine(site.Directory, "pki");
        using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(directory, "operator-me.pem")));
        using var authority = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(directory, "ca.pem")));
        using var chain = new X509Chain { ChainPolicy = new PeerTrust("test", [authority]).ChainPolicy(PeerTrust.ServerPurpose) };

        Assert.False(chain.Build(certificate));
    }

    [Theory]
    [InlineData("tsuba://site/poller/p")]
    [InlineData("tsuba://my.site-1/operator/a%20b")]
    public void Parse_OwnSpelling_IsRead(string uri) => Assert.Equal(uri, PeerIdentity.Parse(uri)!.ToUri());

    [Theory]
    [InlineData("https://site/poller/p")]
    [InlineData("tsuba://site/poller/")]
    [InlineData("tsuba://site/none/p")]
    [InlineData("tsuba://site/Poller/p")]
    [InlineData("tsuba://site/poller/p/q")]
    [InlineData("tsuba://site/poller/%70")]
    [InlineData("tsuba:///poller/p")]
    [InlineData("tsuba://si te/poller/p")]
    [InlineData("tsuba://site/poller/p\n")]
    public void Parse_AnotherSpelling_IsNoIdentity(string uri) => Assert.Null(PeerIdentity.Parse(uri));

    [Fact]
    public void Parse_AnyName_PrintsAndParsesBack() => Prop.ForAll(
        Gen.Elements("a", "Z", "0", "/", "%", " ", "é", "\n", ".", "..", "?", "#", "😀").NonEmptyListOf().Select(string.Concat).ToArbitrary(),
        name => PeerIdentity.Parse(new PeerIdentity("s", DaemonRole.Broker, name).ToUri())?.Name == name)
        .Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    [Fact]
    public void Escape_AnyTwoNames_GiveDifferentFilesInTheirDirectory() => Prop.ForAll(
        Gen.Elements("a", "%", "2F", "/", ".", "..", " ", "é", "-", "\0").NonEmptyListOf().Select(string.Concat).Two().ToArbitrary(),
        pair => (FileNames.Escape(pair.Item1) == FileNames.Escape(pair.Item2)) == (pair.Item1 == pair.Item2)
            && Path.GetFullPath(Path.Combine("/base", FileNames.Escape(pair.Item1))).StartsWith("/base/", StringComparison.Ordinal))
        .Check(Config.QuickThrowOnFailure.WithMaxTest(200));
}
