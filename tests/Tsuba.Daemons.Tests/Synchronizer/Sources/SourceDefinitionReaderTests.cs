using Tsuba.Model.Definitions;
using Tsuba.Synchronizer.Core.Sources.Definitions;

namespace Tsuba.Daemons.Tests.Synchronizer.Sources;

public sealed class SourceDefinitionReaderTests
{
    [Fact]
    public void Read_LdapSource_HasItsMappingsAndLimits()
    {
        var source = SourceText.One("""
            define source {
                source_name      directory
                module_type      ldap
                order            2
                import_interval  15
                delete_after     90d
                disable_after    never
                url              ldaps://ldap.example.org
                bind_dn          cn=reader,dc=example,dc=org
                password_file    /etc/tsuba/ldap.secret
                host.base        ou=hosts,dc=example,dc=org
                host.filter      (objectClass=device)
                host.host_name   $cn|lower$
                host.address     $ipHostNumber,cn$
                host._SITE       $l|safe$
                host.template    linux
                host.template    windows description=*Windows*
                host.only        description!=*decommissioned*
                contact.base     ou=people,dc=example,dc=org
                contact.contact_name $uid$
                contact.email    $mail|first$
            }
            """);

        Assert.Equal(SourceKind.Ldap, source.Kind);
        Assert.Equal(TimeSpan.FromMinutes(15), source.Interval);
        Assert.Equal(TimeSpan.FromDays(90), source.DeleteAfter);
        Assert.Null(source.DisableAfter);
        Assert.False(source.IsTrusted);
        Assert.Equal([ObjectType.Host, ObjectType.Contact], source.Mappings.Select(mapping => mapping.Type));
        Assert.Equal(["cn", "description", "entryUUID", "ipHostNumber", "l"], source.Mappings[0].Fields);
    }

    [Fact]
    public void Read_ActiveDirectoryWithoutMapping_TakesItsComputers()
    {
        var source = SourceText.One("define source {\n source_name ad\n module_type active-directory\n url ldaps://dc1.example.org\n}\n");

        var computers = Assert.Single(source.Mappings);
        Assert.Equal("objectGUID", computers.KeyField);
        Assert.Equal("$cn|lower$", computers.Name.Text);
        Assert.Contains("objectCategory=computer", computers.Filter, StringComparison.Ordinal);
        Assert.Equal(["address"], computers.Properties.Select(rule => rule.Property));
    }

    [Fact]
    public void Read_SynchronizerNamesSources_OnlyThoseAreUsedTheStrongestFirst()
    {
        var read = SourceText.Read("""
            define synchronizer {
                synchronizer_name  main
                sources            late, early
            }
            define source {
                source_name  late
                module_type  cfg
                path         /srv/late
                order        9
            }
            define source {
                source_name  idle
                module_type  cfg
                path         /srv/idle
            }
            define source {
                source_name  early
                module_type  cfg
                path         /srv/early
                order        1
            }
            """);

        Assert.Empty(read.Findings);
        Assert.Equal(["early", "late"], read.All.Select(source => source.Name));
    }

    [Theory]
    [InlineData("source_name ../x", "TSB4102", 2)]
    [InlineData("order 0", "TSB4102", 5)]
    [InlineData("import_interval soon", "TSB4102", 5)]
    [InlineData("delete_after 99999d", "TSB4102", 5)]
    [InlineData("colour red", "TSB4101", 5)]
    [InlineData("url http://cmdb.example.org/hosts.csv", "TSB4105", 5)]
    [InlineData("url https://user:secret@cmdb.example.org/hosts.csv", "TSB4105", 5)]
    [InlineData("url gopher://cmdb.example.org/", "TSB4102", 5)]
    [InlineData("password_file secret", "TSB4102", 5)]
    [InlineData("host.adress $ip$", "TSB4101", 5)]
    [InlineData("host.register 0", "TSB4101", 5)]
    [InlineData("host.address $ip", "TSB4102", 5)]
    [InlineData("host.address $ip|reverse$", "TSB4102", 5)]
    [InlineData("host.only name", "TSB4102", 5)]
    [InlineData("host.template a|b", "TSB4102", 5)]
    [InlineData("service.service_description $x$", "TSB4101", 5)]
    [InlineData("command.command_name $x$", "TSB4101", 5)]
    public void Read_OneFault_IsSaidAtItsLineAndTheSourceIsLeftOut(string line, string code, int at)
    {
        // A line that repeats a property comes last and counts.
        var replaced = line.StartsWith("source_name", StringComparison.Ordinal);
        var read = SourceText.Read($$"""
            define source {
              {{(replaced ? line : "source_name table")}}
              module_type csv
              host.host_name $name$
              {{(replaced ? "order 1" : line)}}
              {{(line.StartsWith("url", StringComparison.Ordinal) ? "order 2" : "url https://cmdb.example.org/hosts.csv")}}
            }
            """);

        Assert.Empty(read.All);
        var finding = read.Findings.First(finding => finding.Code == code);
        Assert.Equal(at, finding.Location.Line);
    }

    [Fact]
    public void Read_TwoOfOneName_TheFirstCounts()
    {
        var read = SourceText.Read("""
            define source {
              source_name  a
              module_type  cfg
              path         /srv/one
            }
            define source {
              source_name  a
              module_type  cfg
              path         /srv/two
            }
            """);

        Assert.Equal("/srv/one", Assert.Single(read.All).Target.Path);
        Assert.Equal("TSB4104", Assert.Single(read.Findings).Code);
    }
}
