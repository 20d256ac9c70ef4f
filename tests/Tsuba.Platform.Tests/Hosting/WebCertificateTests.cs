using System.Security.Cryptography.X509Certificates;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Testing.Time;

namespace Tsuba.Platform.Tests.Hosting;

/// <summary>What pages outside loopback show.</summary>
public sealed class WebCertificateTests
{
    private readonly ManualTime _time = new();

    [Fact]
    public async Task Current_NothingSet_IsSignedByTheSiteAndIsNoIdentity()
    {
        await using var site = new TemporarySite();
        using var web = new WebCertificate(site.State.Pki, DaemonRole.Broker, "b", new Dictionary<string, string>(), _time);
        using var authority = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(site.Directory, "pki", "ca.pem")));
        using var chain = new X509Chain { ChainPolicy = new PeerTrust("test", [authority]).ChainPolicy(PeerTrust.ServerPurpose) };

        var shown = web.Current().TargetCertificate;

        Assert.True(chain.Build(shown));
        Assert.True(shown.MatchesHostname("localhost"));
        Assert.Null(PeerTrust.ReadIdentity(shown));
    }

    [Fact]
    public async Task Current_AfterTheAuthorityWasChanged_IsSignedByTheNewOne()
    {
        await using var site = new TemporarySite();
        using var web = new WebCertificate(site.State.Pki, DaemonRole.Broker, "b", new Dictionary<string, string>(), _time);
        var before = web.Current().TargetCertificate.Thumbprint;

        site.State.Pki.BeginRotation();
        site.State.Pki.SwitchRotation();
        site.State.Pki.RenewAll(SitePki.OwnLife);
        site.State.Pki.FinishRotation();
        _time.Advance(TimeSpan.FromSeconds(2));

        using var authority = X509Certificate2.CreateFromPem(File.ReadAllText(Path.Combine(site.Directory, "pki", "ca.pem")));
        using var chain = new X509Chain { ChainPolicy = new PeerTrust("test", [authority]).ChainPolicy(PeerTrust.ServerPurpose) };
        var shown = web.Current().TargetCertificate;
        Assert.NotEqual(before, shown.Thumbprint);
        Assert.True(chain.Build(shown));
    }

    [Fact]
    public async Task Current_NothingSetAndNoAuthorityKey_SaysWhatToDo()
    {
        await using var site = new TemporarySite();
        File.Delete(Path.Combine(site.Directory, "pki", "ca.key"));
        using var web = new WebCertificate(site.State.Pki, DaemonRole.Broker, "b", new Dictionary<string, string>(), _time);

        var refused = Assert.Throws<FileNotFoundException>(web.Current);

        Assert.Contains("set web_certificate", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Current_OwnFilesReplaced_AreShownAfterTwoSeconds()
    {
        await using var site = new TemporarySite();
        var settings = WriteOwn(site, "first");
        using var web = new WebCertificate(site.State.Pki, DaemonRole.Broker, "b", settings, _time);
        Assert.Contains("first", web.Current().TargetCertificate.Subject, StringComparison.Ordinal);

        WriteOwn(site, "second");
        var atOnce = web.Current().TargetCertificate.Subject;
        _time.Advance(TimeSpan.FromSeconds(2));
        var later = web.Current().TargetCertificate.Subject;

        Assert.Contains("first", atOnce, StringComparison.Ordinal);
        Assert.Contains("second", later, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Current_OwnFilesInTheMiddleOfBeingReplaced_AreLeftAloneUntilTheyFit()
    {
        await using var site = new TemporarySite();
        var settings = WriteOwn(site, "first");
        using var web = new WebCertificate(site.State.Pki, DaemonRole.Broker, "b", settings, _time);
        web.Current();
        File.WriteAllText(settings["web_certificate"], "-----BEGIN CERT");
        _time.Advance(TimeSpan.FromSeconds(2));

        Assert.Contains("first", web.Current().TargetCertificate.Subject, StringComparison.Ordinal);
        WriteOwn(site, "second");
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Contains("second", web.Current().TargetCertificate.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Current_KeyThatOthersCanRead_IsRefused()
    {
        await using var site = new TemporarySite();
        var settings = WriteOwn(site, "first");
        File.SetUnixFileMode(settings["web_key"], UnixFileMode.UserRead | UnixFileMode.OtherRead);
        using var web = new WebCertificate(site.State.Pki, DaemonRole.Broker, "b", settings, _time);

        Assert.Contains("chmod 600", Assert.Throws<IOException>(web.Current).Message, StringComparison.Ordinal);
    }

    private static Dictionary<string, string> WriteOwn(TemporarySite site, string name)
    {
        using var authority = CertificateAuthority.Create("other", TimeProvider.System.GetUtcNow());
        var issued = authority.IssueForWeb(name, ["localhost"], TimeProvider.System.GetUtcNow(), TimeSpan.FromDays(1));
        var (certificate, key) = (Path.Combine(site.Directory, "page.pem"), Path.Combine(site.Directory, "page.key"));
        PrivateFiles.Write(certificate, issued.CertificatePem, isPublic: true);
        PrivateFiles.Write(key, issued.KeyPem, isPublic: false);
        return new Dictionary<string, string> { ["web_certificate"] = certificate, ["web_key"] = key };
    }
}
