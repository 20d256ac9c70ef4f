using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Tsuba.Configuration.Edits;
using Tsuba.Model.Definitions;
using Tsuba.Testing.Requirements;

namespace Tsuba.Configuration.Tests.Edits;

public sealed class AddDeleteTests
{
    private static readonly ObjectType[] Types =
        [ObjectType.Host, ObjectType.Service, ObjectType.Contact, ObjectType.Command, ObjectType.HostGroup, ObjectType.HostDependency, ObjectType.Escalation, ObjectType.Poller];

    private static readonly Gen<string> FileText = Gen.Elements(
            "define host{\n host_name a\n}\n", "define command {\r\n command_name c\r\n}\r\n", "\n", "# comment\n", "x = y\n", "  \n", "\r\n", "# no line end", "define host{\n host_name z\n}", "   ")
        .ListOf()
        .Select(pieces => string.Concat(pieces));

    [Fact]
    public void AddThenDelete_AnyFile_GivesTheSameBytes() =>
        Prop.ForAll(FileText.ToArbitrary(), Gen.Elements(Types).ToArbitrary(), (text, type) =>
        {
            var book = EditedTree.Of(text);
            var added = ConfigurationEditor.Apply(book, [NewObject(type, "/etc/objects.cfg")]);
            Assert.Null(added.Refusal);
            var deleted = ConfigurationEditor.Apply(added.Book, [new DeleteObject(Assert.Single(added.Touched))]);

            Assert.Null(deleted.Refusal);
            Assert.True(book.Image.HasSameFiles(deleted.Book.Image));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1_000).WithEndSize(8));

    [RequiresFact(Requirement.Corpus)]
    public void AddThenDelete_FilesOfShinken_GivesTheSameBytes() => AddThenDeleteEverywhere(EditedTree.Shinken());

    [RequiresFact(Requirement.Nagios4Files)]
    public void AddThenDelete_FilesOfDebiansNagios_GivesTheSameBytes() => AddThenDeleteEverywhere(EditedTree.DebiansNagios());

    [Fact]
    public void Add_WithoutAFile_StandsBehindOthersOfItsType()
    {
        var book = EditedTree.Of(("/etc/main.cfg", "cfg_dir=conf.d\n"), ("/etc/conf.d/a.cfg", "define host{\n host_name a\n}\n"), ("/etc/conf.d/b.cfg", "define command{\n command_name c\n}\n"));

        var outcome = ConfigurationEditor.Apply(book, [new AddObject(ObjectType.Host, Properties(("host_name", "b"), ("address", "10.0.0.1 ; no comment")), File: null)]);

        Assert.Null(outcome.Refusal);
        Assert.Equal(
            "define host{\n host_name a\n}\n\ndefine host {\n    host_name                     b\n    address                       10.0.0.1 \\; no comment\n}\n",
            EditedTree.TextOf(outcome.Book, "/etc/conf.d/a.cfg"));
        Assert.Equal("10.0.0.1 ; no comment", outcome.Book.Find(EditedTree.Id("host/b"))?.Find("address"));
    }

    [Fact]
    public void Add_NewFileInADirectoryThatIsRead_IsRead()
    {
        var book = EditedTree.Of(("/etc/main.cfg", "cfg_dir=conf.d\n"), ("/etc/conf.d/a.cfg", "# empty\n"));

        var outcome = ConfigurationEditor.Apply(book, [new AddObject(ObjectType.Host, Properties(("host_name", "b")), "/etc/conf.d/hosts/b.cfg")]);

        Assert.Null(outcome.Refusal);
        Assert.Equal("/etc/conf.d/hosts/b.cfg", outcome.Book.Find(EditedTree.Id("host/b"))?.Tree.Path);
    }

    [Theory]
    [InlineData("/etc/conf.d/../../passwd.cfg")]
    [InlineData("/etc/other/a.cfg")]
    [InlineData("/etc/conf.d/.git/a.cfg")]
    [InlineData("/etc/conf.d/a.txt")]
    [InlineData("/etc/conf.d/a\n.cfg")]
    [InlineData("conf.d/a.cfg")]
    [InlineData("/etc/conf.d/a.cfg/b.cfg")]
    [InlineData("/etc/conf.d/dir.cfg")]
    [InlineData("")]
    public void Add_FileThatWouldNotBeRead_IsRefused(string path)
    {
        var book = EditedTree.Of(("/etc/main.cfg", "cfg_dir=conf.d\n"), ("/etc/conf.d/a.cfg", "# empty\n"), ("/etc/conf.d/dir.cfg/c.cfg", "# empty\n"));

        var outcome = ConfigurationEditor.Apply(book, [new AddObject(ObjectType.Host, Properties(("host_name", "b")), path)]);

        Assert.Equal(EditRefusalKind.NotFound, outcome.Refusal?.Kind);
    }

    [Fact]
    public void Add_NameThatIsThere_IsRefused()
    {
        var book = EditedTree.Of("define host{\n host_name a\n}\n");

        var outcome = ConfigurationEditor.Apply(book, [new AddObject(ObjectType.Host, Properties(("host_name", "a")), File: null)]);

        Assert.Equal(EditRefusalKind.Exists, outcome.Refusal?.Kind);
    }

    [Fact]
    public void Delete_Host_GoesWithItsServicesAndLeavesTheLists()
    {
        var book = EditedTree.Of(
            """
            # Hosts
            define host{
             host_name web
            }

            define host{
             host_name db
             parents web, switch
            }
            define hostgroup{
             hostgroup_name all
             members db,web ; everyone
            }
            define service{
             host_name web
             service_description http
            }
            define service{
             host_name web,db
             service_description ping
            }
            define servicegroup{
             servicegroup_name pings
             members web,ping,db,ping
            }
            define servicedependency{
             host_name db
             service_description ping
             dependent_host_name web
             dependent_service_description http
            }
            define hostescalation{
             hostgroup_name all
             host_name web
             contacts x
            }

            """);

        var outcome = ConfigurationEditor.Apply(book, [new DeleteObject(EditedTree.Id("host/web"))]);

        Assert.Null(outcome.Refusal);
        Assert.Equal(
            """
            # Hosts

            define host{
             host_name db
             parents switch
            }
            define hostgroup{
             hostgroup_name all
             members db ; everyone
            }
            define service{
             host_name db
             service_description ping
            }
            define servicegroup{
             servicegroup_name pings
             members db,ping
            }
            define hostescalation{
             hostgroup_name all
             contacts x
            }

            """,
            EditedTree.TextOf(outcome.Book));
        Assert.Equal(3, outcome.Deleted.Length);
    }

    [Fact]
    public void Delete_Template_LeavesTheUsesOfOthers()
    {
        var book = EditedTree.Of("define host{\n name t\n register 0\n}\ndefine host{\n host_name a\n use t\n}\ndefine host{\n host_name b\n use s , t,u\n}\n");

        var outcome = ConfigurationEditor.Apply(book, [new DeleteObject(EditedTree.Id("host/~t"))]);

        Assert.Null(outcome.Refusal);
        Assert.Equal("define host{\n host_name a\n}\ndefine host{\n host_name b\n use s ,u\n}\n", EditedTree.TextOf(outcome.Book));
    }

    [Theory]
    [InlineData("define service{\n host_name a\n service_description rule\n check_command bp_rule!(web & a)\n}\n")]
    [InlineData("define service{\n hostgroup_name g & h\n service_description s\n}\ndefine command{\n command_name c\n command_line x $HOSTSTATE:web$\n}\n")]
    public void Delete_NameInAFormula_IsRefusedWithItsPlace(string users)
    {
        var book = EditedTree.Of("define host{\n host_name web\n}\ndefine host{\n host_name a\n}\n" + users);

        var outcome = ConfigurationEditor.Apply(book, [new DeleteObject(EditedTree.Id("host/web"))]);

        Assert.Equal(EditRefusalKind.Obstructed, outcome.Refusal?.Kind);
        Assert.Contains("/etc/objects.cfg:", outcome.Refusal!.Message, StringComparison.Ordinal);
        Assert.Same(book, outcome.Book);
    }

    private static void AddThenDeleteEverywhere(DefinitionBook book)
    {
        foreach (var tree in book.Trees.ToList())
        {
            var added = ConfigurationEditor.Apply(book, [NewObject(ObjectType.Service, tree.Path)]);
            Assert.Null(added.Refusal);
            var deleted = ConfigurationEditor.Apply(added.Book, [new DeleteObject(Assert.Single(added.Touched))]);
            Assert.Null(deleted.Refusal);
            Assert.True(book.Image.HasSameFiles(deleted.Book.Image), tree.Path);
        }
    }

    private static AddObject NewObject(ObjectType type, string file) => new(
        type,
        type switch
        {
            ObjectType.Service => Properties(("host_name", "new"), ("service_description", "new service")),
            ObjectType.HostDependency => Properties(("host_name", "p"), ("dependent_host_name", "q")),
            _ => Properties(($"{type.ToString().ToLowerInvariant()}_name", "new"), ("_NOTE", "a;b")),
        },
        file);

    private static ImmutableArray<KeyValuePair<string, string>> Properties(params (string Name, string Value)[] properties) =>
        [.. properties.Select(property => KeyValuePair.Create(property.Name, property.Value))];
}
