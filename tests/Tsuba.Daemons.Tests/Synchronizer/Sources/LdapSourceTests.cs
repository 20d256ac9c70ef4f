using System.DirectoryServices.Protocols;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using Tsuba.Daemons.Tests.Arbiter;
using Tsuba.Hosting.Files;
using Tsuba.Model.Definitions;
using Tsuba.Synchronizer.Core.Sources.Memory;
using Tsuba.Synchronizer.Core.Sources.Planning;
using Tsuba.Synchronizer.Core.Sources.Reading;
using Tsuba.Synchronizer.Sources.Desk;
using Tsuba.Synchronizer.Sources.Ledger;
using Tsuba.Synchronizer.Sources.Readers;
using Tsuba.Testing.Requirements;
using Tsuba.Testing.Time;

namespace Tsuba.Daemons.Tests.Synchronizer.Sources;

/// <summary>Against a real slapd.</summary>
public sealed class LdapSourceTests : IAsyncLifetime
{
    private const string Hosts = $"ou=hosts,{Slapd.Suffix}";
    private const string People = $"ou=people,{Slapd.Suffix}";

    private const string Entries = $"""
        dn: {Slapd.Suffix}
        objectClass: domain
        dc: example

        dn: {Hosts}
        objectClass: organizationalUnit
        ou: hosts

        dn: {People}
        objectClass: organizationalUnit
        ou: people

        dn: cn=WEB1,{Hosts}
        objectClass: device
        objectClass: ipHost
        cn: WEB1
        ipHostNumber: 192.0.2.1
        l: Paris (3e)
        description: Linux web server

        dn: cn=db1,{Hosts}
        objectClass: device
        objectClass: ipHost
        cn: db1
        ipHostNumber: 192.0.2.2
        description: Windows database

        dn: cn=evil,{Hosts}
        objectClass: device
        objectClass: ipHost
        cn: evil
        ipHostNumber: 192.0.2.3
        description: Linux; $USER1$ `reboot`

        dn: cn=bad\;name,{Hosts}
        objectClass: device
        objectClass: ipHost
        cn: bad;name
        ipHostNumber: 192.0.2.4

        dn: uid=bob,{People}
        objectClass: inetOrgPerson
        uid: bob
        cn: Bob
        sn: Bob
        mail: bob@example.org

        dn: cn=operators,{People}
        objectClass: groupOfNames
        cn: operators
        member: uid=Bob,{People}
        member: uid=nobody,{People}

        """;

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualTime _time = new();
    private readonly MemoryStaging _staging = new();
    private Slapd? _slapd;
    private SourceDesk? _desk;

    [RequiresFact(Requirement.Slapd)]
    public async Task Import_PreviewApplyRenameVanish_FollowsTheDirectory()
    {
        var slapd = await StartAsync(Entries);
        var desk = Desk(Definition(slapd, "minimum_share 50\n disable_after 1d\n delete_after 3d"));
        var source = desk.Definitions.All[0];

        // Preview: nothing is written or remembered.
        var preview = await desk.PreviewAsync(source, isFresh: true, CancellationToken.None);
        Assert.Equal("", preview.Memory.Trouble);
        Assert.Equal(["Add host db1", "Add host evil", "Add host web1", "Add contact bob", "Add contactgroup operators"], Text(preview.Plan));
        Assert.Empty(_staging.Text);
        Assert.Empty((await desk.PreviewAsync(source, isFresh: false, CancellationToken.None)).Plan.Changes);

        // Apply.
        await desk.ReadAsync(source, "alice", acceptsLoss: false, CancellationToken.None);
        var applied = await desk.ApplyAsync(source, "alice", version: null, chosen: null, CancellationToken.None);
        Assert.True(applied.Accepted, applied.Text);
        Assert.Equal(
            [
                "host db1 address=192.0.2.2 notes=Windows database use=server,windows",
                "host evil address=192.0.2.3 use=server",
                "host web1 _SITE=Paris _3e_ address=192.0.2.1 notes=Linux web server use=server",
                "contact bob email=bob@example.org",
                "contactgroup operators members=bob",
            ],
            _staging.Text);
        Assert.Contains(preview.Memory.Findings, finding => finding.Contains("no host is made", StringComparison.Ordinal));
        Assert.Contains(preview.Memory.Findings, finding => finding.Contains("notes is left out", StringComparison.Ordinal));

        // A person's work in between.
        _staging.Edit(new ObjectName(ObjectType.Host, "web1"), ("_SITE", "Paris _3e_"), ("address", "192.0.2.1"), ("alias", "by hand"), ("notes", "Linux web server"), ("use", "server"));

        // Rename and change: the entry keeps its entryUUID.
        slapd.Change(
            new ModifyDNRequest($"cn=WEB1,{Hosts}", Hosts, "cn=www"),
            new ModifyRequest($"cn=www,{Hosts}", DirectoryAttributeOperation.Replace, "ipHostNumber", "192.0.2.9"));
        await desk.ReadAsync(source, "alice", acceptsLoss: false, CancellationToken.None);
        preview = await desk.PreviewAsync(source, isFresh: false, CancellationToken.None);
        Assert.Equal(["Rename host www"], Text(preview.Plan));
        await desk.ApplyAsync(source, "alice", preview.Plan.Version, chosen: null, CancellationToken.None);
        Assert.Contains("host www _SITE=Paris _3e_ address=192.0.2.9 alias=by hand notes=Linux web server use=server", _staging.Text);

        // Vanish: shown, switched off, deleted.
        slapd.Change(new DeleteRequest($"cn=db1,{Hosts}"));
        await desk.ReadAsync(source, "alice", acceptsLoss: false, CancellationToken.None);
        Assert.Equal(["Vanish host db1"], Text((await desk.PreviewAsync(source, isFresh: false, CancellationToken.None)).Plan));
        _time.Advance(TimeSpan.FromDays(1));
        await desk.ReadAsync(source, "alice", acceptsLoss: false, CancellationToken.None);
        Assert.Equal(["Disable host db1"], Text((await desk.PreviewAsync(source, isFresh: false, CancellationToken.None)).Plan));
        await desk.ApplyAsync(source, "alice", version: null, chosen: null, CancellationToken.None);
        _time.Advance(TimeSpan.FromDays(2));
        await desk.ReadAsync(source, "alice", acceptsLoss: false, CancellationToken.None);
        await desk.ApplyAsync(source, "alice", version: null, chosen: null, CancellationToken.None);
        Assert.DoesNotContain(_staging.Text, text => text.StartsWith("host db1", StringComparison.Ordinal));
    }

    [RequiresFact(Requirement.Slapd)]
    public async Task Read_MoreEntriesThanAPage_ReadsThemAll()
    {
        var slapd = await StartAsync(Entries + "\n" + string.Concat(Enumerable.Range(0, 1200).Select(number =>
            string.Create(CultureInfo.InvariantCulture, $"dn: cn=h{number},{Hosts}\nobjectClass: device\nobjectClass: ipHost\ncn: h{number}\nipHostNumber: 198.51.100.1\n\n"))));

        var reading = await ReadAsync(Definition(slapd, ""));

        Assert.Equal("", reading.Failure);
        Assert.Equal(1203, reading.Objects.Count(item => item.Name.Type == ObjectType.Host));
    }

    [RequiresFact(Requirement.Slapd)]
    public async Task Read_OverTls_OnlyWithATrustedCertificate()
    {
        var slapd = await StartAsync(Entries);

        Assert.Equal("", (await ReadAsync(Definition(slapd, $"url ldaps://127.0.0.1:{slapd.TlsPort}\n ca_file {slapd.AuthorityFile}"))).Failure);
        Assert.Equal("", (await ReadAsync(Definition(slapd, $"start_tls 1\n ca_file {slapd.AuthorityFile}"))).Failure);
        Assert.Contains("LDAP 81", (await ReadAsync(Definition(slapd, $"url ldaps://127.0.0.1:{slapd.TlsPort}"))).Failure, StringComparison.Ordinal);
        Assert.NotEqual("", (await ReadAsync(Definition(slapd, $"url ldaps://localhost:{slapd.TlsPort}\n ca_file {slapd.AuthorityFile}"))).Failure);
        Assert.NotEqual("", (await ReadAsync(Definition(slapd, "start_tls 1"))).Failure);
    }

    [RequiresFact(Requirement.Slapd)]
    public async Task Read_WhatTheDirectoryRefuses_IsAFailureWithoutTheSecret()
    {
        var slapd = await StartAsync(Entries);
        var wrong = Path.Combine(_directory.Path, "wrong");
        Hosting.Pki.PrivateFiles.Write(wrong, "not-the-password", isPublic: false);

        var refused = await ReadAsync(Definition(slapd, $"password_file {wrong}"));
        Assert.Contains("credential", refused.Failure, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("not-the-password", refused.Failure, StringComparison.Ordinal);

        File.SetUnixFileMode(wrong, UnixFileMode.UserRead | UnixFileMode.OtherRead);
        Assert.Contains("chmod 600", (await ReadAsync(Definition(slapd, $"password_file {wrong}"))).Failure, StringComparison.Ordinal);
        Assert.Contains("NoSuchObject", (await ReadAsync(Definition(slapd, "host.base dc=elsewhere"))).Failure, StringComparison.Ordinal);
        Assert.NotEqual("", (await ReadAsync(Definition(slapd, "host.filter (cn=*"))).Failure);
        Assert.Contains("max_entries 2", (await ReadAsync(Definition(slapd, "max_entries 2"))).Failure, StringComparison.Ordinal);
        Assert.Contains("max_bytes 50", (await ReadAsync(Definition(slapd, "max_bytes 50"))).Failure, StringComparison.Ordinal);
    }

    [RequiresFact(Requirement.Slapd)]
    public async Task Read_ActiveDirectory_TakesObjectGuidAsKey()
    {
        var slapd = await StartAsync($"""
            dn: {Slapd.Suffix}
            objectClass: domain
            dc: example

            dn: cn=DC1,{Slapd.Suffix}
            objectClass: computer
            cn: DC1
            sn: DC1
            instanceType: 4
            nTSecurityDescriptor: x
            objectCategory: cn=computer,{Slapd.Suffix}
            dNSHostName: dc1.example.org
            objectGUID:: AAECAwQFBgcICQoLDA0ODw==
            operatingSystem: Windows Server

            """);
        var source = SourceText.One($"""
            define source {"{"}
              source_name  ad
              module_type  active-directory
              url          ldap://127.0.0.1:{slapd.Port}
              bind_dn      {Slapd.Admin}
              password_file {slapd.PasswordFile}
              host.base    {Slapd.Suffix}
              host.filter  (objectClass=computer)
              host.template windows operatingSystem=Windows*
            {"}"}
            """);

        var reading = await Readers().ReadAsync(source, CancellationToken.None);

        Assert.Equal("", reading.Failure);
        var computer = Assert.Single(reading.Objects);
        Assert.Equal("03020100-0504-0706-0809-0a0b0c0d0e0f", computer.Key);
        Assert.Equal("host dc1", computer.Name.ToString());
        Assert.Equal("dc1.example.org", computer.Properties["address"]);
        Assert.Equal("windows", computer.Properties["use"]);
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        _desk?.Dispose();
        if (_slapd is not null)
        {
            await _slapd.DisposeAsync();
        }

        _directory.Dispose();
    }

    private async Task<Slapd> StartAsync(string entries) => _slapd = await Slapd.StartAsync(entries);

    private static string Definition(Slapd slapd, string more) => $$"""
        define source {
          source_name    directory
          module_type    ldap
          url            ldap://127.0.0.1:{{slapd.Port}}
          bind_dn        {{Slapd.Admin}}
          password_file  {{slapd.PasswordFile}}
          host.base      {{Hosts}}
          host.filter    (objectClass=device)
          host.host_name $cn|lower$
          host.address   $ipHostNumber$
          host._SITE     $l|safe$
          host.notes     $description$
          host.only      description!=*never*
          host.template  server
          host.template  windows description=*Windows*
          contact.base   {{People}}
          contact.filter (objectClass=inetOrgPerson)
          contact.contact_name $uid$
          contact.email  $mail$
          contactgroup.base {{People}}
          contactgroup.filter (objectClass=groupOfNames)
          contactgroup.contactgroup_name $cn$
          contactgroup.members $member|name$
          {{more}}
        }
        """;

    private SourceReaders Readers() => new(new DiskSourceFiles(), Path.Combine(_directory.Path, "repositories"), _time);

    private Task<SourceReading> ReadAsync(string definition) => Readers().ReadAsync(SourceText.One(definition), CancellationToken.None);

    private SourceDesk Desk(string definition) => _desk = new SourceDesk(
        SourceText.Read(definition), SourceLedger.Empty, Readers(), _staging, new LedgerStore(Path.Combine(_directory.Path, "ledger")), _time, NullLogger.Instance);

    private static IEnumerable<string> Text(SourcePlan plan) => plan.Changes.Select(change => $"{change.Kind} {change.Name}");
}
