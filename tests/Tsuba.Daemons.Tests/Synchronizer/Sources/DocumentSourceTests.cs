using System.Globalization;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Tsuba.Daemons.Tests.Arbiter;
using Tsuba.Hosting.Files;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Synchronizer.Core.Sources.Reading;
using Tsuba.Synchronizer.Sources.Readers;
using Tsuba.Testing.Time;

namespace Tsuba.Daemons.Tests.Synchronizer.Sources;

/// <summary>Tables and JSON against a server of the test that also does what a hostile one would.</summary>
public sealed class DocumentSourceTests : IAsyncLifetime, IDisposable
{
    private const string Table = "id,name,ip\n1,web1,192.0.2.1\n2,db1,192.0.2.2\n";
    private const string Json = """{"data":[{"id":1,"name":"web1","net":{"ip":"192.0.2.1"}},{"id":2,"name":"db1","net":{"ip":"192.0.2.2"}}]}""";

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new();
    private readonly List<string> _asked = [];
    private readonly TaskCompletionSource _stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private WebApplication? _server;

    public async Task InitializeAsync()
    {
        using var authority = CertificateAuthority.Create("documents", DateTimeOffset.UtcNow);
        var issued = authority.Issue(new PeerIdentity("documents", DaemonRole.Synchronizer, "server"), ["127.0.0.1"], DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
        await File.WriteAllTextAsync(AuthorityFile, authority.CertificatePem);
        using var pem = X509Certificate2.CreateFromPem(issued.CertificatePem, issued.KeyPem);
        var certificate = X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(options =>
        {
            options.Listen(IPAddress.Loopback, 0);
            options.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate));
        });
        var server = builder.Build();
        server.Use((context, next) =>
        {
            lock (_asked)
            {
                _asked.Add($"{context.Request.Path} {context.Request.Headers.Authorization}".TrimEnd());
            }

            return next(context);
        });
        server.MapGet("/hosts.csv", () => Table);
        server.MapGet("/hosts.json", () => Json);
        server.MapGet("/moved", () => Results.Redirect("/secret"));
        server.MapGet("/secret", () => Table);
        server.MapGet("/down", () => Results.StatusCode(503));
        server.MapGet("/packed", context =>
        {
            context.Response.Headers.ContentEncoding = "gzip";
            return context.Response.WriteAsync("x");
        });
        server.MapGet("/endless", async context =>
        {
            var block = Encoding.ASCII.GetBytes(new string('x', 65_536));
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync(block, context.RequestAborted);
            }
        });
        server.MapGet("/stalled", async context =>
        {
            await context.Response.WriteAsync("id,name,ip\n1,we");
            await context.Response.Body.FlushAsync();
            _stalled.SetResult();
            await Task.Delay(Timeout.Infinite, context.RequestAborted);
        });
        server.MapGet("/cut", async context =>
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("id,name,ip\n1,web1,192.0.2.1\n");
            await context.Response.Body.FlushAsync();
            context.Abort();
        });
        _server = server;
        await server.StartAsync();
    }

    [Fact]
    public async Task Read_TableAndJsonByHttp_GiveTheSameObjects()
    {
        var table = await ReadAsync("csv", "hosts.csv", "host.address $ip$");
        var json = await ReadAsync("json", "hosts.json", "host.address $net.ip$\n items data");

        Assert.Equal("", table.Failure);
        Assert.Equal("", json.Failure);
        Assert.Equal(["1 host web1 192.0.2.1", "2 host db1 192.0.2.2"], Text(table));
        Assert.Equal(Text(table), Text(json));
    }

    [Fact]
    public async Task Read_FromAFile_TakesItsRows()
    {
        var path = Path.Combine(_directory.Path, "hosts.csv");
        await File.WriteAllTextAsync(path, Table);

        Assert.Equal(2, (await ReadAsync("csv", new Uri($"file://{path}"), "host.address $ip$")).Objects.Length);
        Assert.Contains("no such file", (await ReadAsync("csv", new Uri($"file://{path}.gone"), "")).Failure, StringComparison.Ordinal);
        Assert.Contains("max_bytes 10", (await ReadAsync("csv", new Uri($"file://{path}"), "max_bytes 10")).Failure, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("moved", "redirects are not followed")]
    [InlineData("down", "the server answers 503")]
    [InlineData("packed", "packed content")]
    [InlineData("endless", "larger than max_bytes 1000000")]
    public async Task Read_HostileAnswer_FailsAndSaysWhy(string path, string expected)
    {
        var reading = await ReadAsync("csv", path, "max_bytes 1000000");

        Assert.Empty(reading.Objects);
        Assert.NotEqual("", reading.Failure);
        Assert.Contains(expected, reading.Failure, StringComparison.Ordinal);
        Assert.DoesNotContain(_asked, asked => asked.StartsWith("/secret", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_AnswerThatBreaksOff_IsNoSmallerTable()
    {
        var reading = await ReadAsync("csv", "cut", "");

        Assert.Empty(reading.Objects);
        Assert.NotEqual("", reading.Failure);
    }

    [Fact]
    public async Task Read_ServerThatStalls_EndsWithTheTimeout()
    {
        var reading = ReadAsync("csv", "stalled", "timeout 5");
        await _stalled.Task;
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal("no whole answer within timeout 5 s", (await reading).Failure);
    }

    [Fact]
    public async Task Read_ServerThatIsNotThere_Fails() =>
        Assert.NotEqual("", (await ReadAsync("csv", new Uri("http://127.0.0.1:1/hosts.csv"), "")).Failure);

    [Fact]
    public async Task Read_OverTls_OnlyWithATrustedCertificate()
    {
        var https = new Uri(Address("https"), "hosts.csv");

        Assert.Equal("", (await ReadAsync("csv", https, $"ca_file {AuthorityFile}")).Failure);
        Assert.Contains("certificate", (await ReadAsync("csv", https, "")).Failure, StringComparison.OrdinalIgnoreCase);
        Assert.NotEqual("", (await ReadAsync("csv", new Uri(https.AbsoluteUri.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)), $"ca_file {AuthorityFile}")).Failure);
    }

    [Fact]
    public async Task Read_WithSecret_SendsItToTheTargetAlone()
    {
        var secret = Path.Combine(_directory.Path, "secret");
        PrivateFiles.Write(secret, "s3cret\n", isPublic: false);

        await ReadAsync("csv", "hosts.csv", $"password_file {secret}");
        await ReadAsync("csv", "moved", $"user bob\n password_file {secret}");

        Assert.Equal(["/hosts.csv Bearer s3cret", "/moved Basic Ym9iOnMzY3JldA=="], _asked);
    }

    public async Task DisposeAsync()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }
    }

    public void Dispose() => _directory.Dispose();

    private string AuthorityFile => Path.Combine(_directory.Path, "ca.pem");

    private Uri Address(string scheme) => new(_server!.Urls.First(url => url.StartsWith($"{scheme}://", StringComparison.Ordinal)));

    private Task<SourceReading> ReadAsync(string kind, string path, string more) => ReadAsync(kind, new Uri(Address("http"), path), more);

    private Task<SourceReading> ReadAsync(string kind, Uri address, string more)
    {
        var source = SourceText.One($"define source {{\n source_name t\n module_type {kind}\n url {address}\n host.key id\n host.host_name $name$\n {more}\n}}\n");
        return new SourceReaders(new DiskSourceFiles(), Path.Combine(_directory.Path, "git"), _time).ReadAsync(source, CancellationToken.None);
    }

    private static IEnumerable<string> Text(SourceReading reading) =>
        reading.Objects.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.Key} {item.Name} {item.Properties["address"]}"));
}
