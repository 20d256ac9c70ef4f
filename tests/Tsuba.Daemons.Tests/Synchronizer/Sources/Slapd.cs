using System.Diagnostics;
using System.DirectoryServices.Protocols;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Tsuba.Daemons.Tests.Arbiter;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Testing.Requirements;
using Tsuba.Testing.Transport;

namespace Tsuba.Daemons.Tests.Synchronizer.Sources;

/// <summary>Debian's slapd as a process of the test on free ports of the loopback, with its data in a directory of the test.</summary>
internal sealed class Slapd : IAsyncDisposable
{
    internal const string Suffix = "dc=example,dc=org";
    internal const string Admin = $"cn=admin,{Suffix}";
    internal const string Password = "slapd-of-a-test";
    private const string Nobody = "65534";

    private static readonly string[] Schemas = ["core", "cosine", "inetorgperson", "nis", "msuser"];

    private readonly TemporaryDirectory _directory = new();
    private Process? _process;

    internal int Port { get; private set; }

    internal int TlsPort { get; private set; }

    /// <summary>The authority that signed the server's certificate.</summary>
    internal string AuthorityFile => Path.Combine(_directory.Path, "ca.pem");

    /// <summary>A file with the password, readable by its owner only.</summary>
    internal string PasswordFile => Path.Combine(_directory.Path, "password");

    internal static async Task<Slapd> StartAsync(string entries)
    {
        var slapd = new Slapd();
        try
        {
            await slapd.PrepareAsync(entries);
            for (var attempt = 0; !await slapd.TryServeAsync(); attempt++)
            {
                // Somebody else took a port between our look and slapd's.
                Assert.True(attempt < 5, $"slapd does not start: {slapd._process?.StandardError.ReadToEnd()}");
            }

            return slapd;
        }
        catch
        {
            await slapd.DisposeAsync();
            throw;
        }
    }

    /// <summary>Adds, changes or deletes entries as the administrator.</summary>
    internal void Change(params DirectoryRequest[] requests)
    {
        using var connection = new LdapConnection(new LdapDirectoryIdentifier("127.0.0.1", Port), new NetworkCredential(Admin, Password), AuthType.Basic);
        connection.SessionOptions.ProtocolVersion = 3;
        connection.Bind();
        foreach (var request in requests)
        {
            Assert.Equal(ResultCode.Success, connection.SendRequest(request).ResultCode);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is { } process)
        {
            process.Kill();
            await process.WaitForExitAsync();
            process.Dispose();
        }

        _directory.Dispose();
    }

    private async Task PrepareAsync(string entries)
    {
        var root = RequirementProbe.SlapdDirectory!;
        using (var authority = CertificateAuthority.Create("slapd", DateTimeOffset.UtcNow))
        {
            var issued = authority.Issue(new PeerIdentity("slapd", DaemonRole.Synchronizer, "slapd"), ["127.0.0.1"], DateTimeOffset.UtcNow, TimeSpan.FromDays(1));
            await File.WriteAllTextAsync(AuthorityFile, authority.CertificatePem);
            await File.WriteAllTextAsync(Path.Combine(_directory.Path, "server.pem"), issued.CertificatePem);
            await File.WriteAllTextAsync(Path.Combine(_directory.Path, "server.key"), issued.KeyPem);
        }

        // Copies, since the process may be of a user who cannot read the checkout.
        foreach (var file in Schemas.Select(name => $"{root}/etc/ldap/schema/{name}.schema").Concat(Directory.GetFiles($"{root}/usr/lib/ldap", "back_mdb*.so*")))
        {
            File.Copy(file, Path.Combine(_directory.Path, Path.GetFileName(file)));
        }

        Directory.CreateDirectory(Path.Combine(_directory.Path, "db"));
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "slapd.conf"), $"""
            include {_directory.Path}/core.schema
            include {_directory.Path}/cosine.schema
            include {_directory.Path}/inetorgperson.schema
            include {_directory.Path}/nis.schema
            include {_directory.Path}/msuser.schema
            modulepath {_directory.Path}
            moduleload back_mdb
            sizelimit 1000
            TLSCertificateFile {_directory.Path}/server.pem
            TLSCertificateKeyFile {_directory.Path}/server.key
            database mdb
            maxsize 67108864
            suffix {Suffix}
            rootdn {Admin}
            rootpw {Password}
            directory {_directory.Path}/db
            """);
        await File.WriteAllTextAsync(Path.Combine(_directory.Path, "entries.ldif"), entries);
        await RunAsync($"{root}/usr/sbin/slapd", "-Tadd", "-q", "-f", $"{_directory.Path}/slapd.conf", "-l", $"{_directory.Path}/entries.ldif");
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync("chown", "-R", Nobody, _directory.Path);
        }

        // Last, since it stays ours: a secret of another user would be refused.
        PrivateFiles.Write(PasswordFile, Password + "\n", isPublic: false);
    }

    private async Task<bool> TryServeAsync()
    {
        Port = LoopbackPorts.Free();
        TlsPort = LoopbackPorts.Free();
        _process?.Dispose();
        var urls = string.Create(CultureInfo.InvariantCulture, $"ldap://127.0.0.1:{Port} ldaps://127.0.0.1:{TlsPort}");
        string[] user = Environment.IsPrivilegedProcess ? ["-u", Nobody, "-g", Nobody] : [];
        _process = Start([$"{RequirementProbe.SlapdDirectory}/usr/sbin/slapd", "-f", $"{_directory.Path}/slapd.conf", "-h", urls, "-d", "0", .. user]);
        await Eventually.TrueAsync(async () => _process.HasExited || (await AnswersAsync(Port) && await AnswersAsync(TlsPort)), "slapd answers");
        return !_process.HasExited;
    }

    private static async Task<bool> AnswersAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static async Task RunAsync(params string[] command)
    {
        using var process = Start(command);
        var output = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, output);
    }

    private static Process Start(string[] command)
    {
        var root = RequirementProbe.SlapdDirectory;
        var libraries = string.Join(':', Directory.EnumerateDirectories($"{root}/usr/lib", "*-linux-gnu*").Append($"{root}/usr/lib/ldap"));
        var start = new ProcessStartInfo(command[0], command[1..]) { RedirectStandardError = true };
        start.Environment["LD_LIBRARY_PATH"] = libraries;
        return Process.Start(start)!;
    }
}
