using System.Net;
using Tsuba.Modules.Tests.Live;
using Tsuba.Modules.Tests.Passive;
using Tsuba.Modules.WebHooks;
using Tsuba.Modules.WebHooks.Sending;

namespace Tsuba.Modules.Tests.WebHooks;

/// <summary>Where a web hook may connect to, and which definitions are refused.</summary>
public sealed class WebHookSafetyTests : IDisposable
{
    private const string Secret = "a secret of the target";

    private readonly ModuleFixture _fixture = new();

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:127.0.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("64:ff9b::a9fe:a9fe", false)]
    [InlineData("fe80::1", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("172.31.0.1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("255.255.255.255", false)]
    [InlineData("192.0.2.1", true)]
    [InlineData("2001:db8::1", true)]
    public void Address_ByDefault_IsPublic(string address, bool isGood) =>
        Assert.Equal(isGood, AddressRules.Refusal(IPAddress.Parse(address), allowPrivate: false, allowLoopback: false) is null);

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("224.0.0.1")]
    [InlineData("fe80::1")]
    public void Address_OfNobodyOutside_IsRefusedWhateverIsAllowed(string address) =>
        Assert.NotNull(AddressRules.Refusal(IPAddress.Parse(address), allowPrivate: true, allowLoopback: true));

    [Theory]
    [InlineData("url", "ftp://example.org/", "url")]
    [InlineData("url", "http://example.org/", "plain HTTP")]
    [InlineData("url", "https://user:pass@example.org/", "url")]
    [InlineData("secret", "short", "secret")]
    [InlineData("kinds", "alerts", "kinds")]
    [InlineData("kinds", "1", "kinds")]
    [InlineData("timeout", "never", "timeout")]
    [InlineData("ca_file", "/nonexistent", "ca_file")]
    public void Properties_ThatMakeNoSense_AreRefusedByName(string name, string value, string told) =>
        Assert.Contains(told, Assert.Throws<InvalidDataException>(() => Make((name, value))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task SecretFile_ThatOthersMayRead_IsRefused()
    {
        var path = Path.Combine(_fixture.Directory, "secret");
        await File.WriteAllTextAsync(path, Secret + "\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.OtherRead);

        Assert.Contains("0600", Assert.Throws<InvalidDataException>(() => Make(("secret_file", path))).Message, StringComparison.Ordinal);
    }

    private WebHookModule Make((string Name, string Value) property)
    {
        var properties = new Dictionary<string, string> { ["url"] = "https://example.org/hook", ["secret"] = Secret, [property.Name] = property.Value };
        return new WebHookModule(_fixture.Context([.. properties.Select(pair => (pair.Key, pair.Value))]), SampleSite.Create());
    }
}
