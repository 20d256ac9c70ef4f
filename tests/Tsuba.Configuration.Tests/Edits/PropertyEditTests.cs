using FsCheck;
using FsCheck.Fluent;
using Tsuba.Configuration.Edits;
using Tsuba.Configuration.Syntax;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Testing.Requirements;

namespace Tsuba.Configuration.Tests.Edits;

public sealed class PropertyEditTests
{
    // What a person may type, and what the language could mistake for its own.
    private static readonly Gen<string> AnyValue = Gen.Elements(
            "a", "web", " ", ";", "\\;", "\\", "#", "{", "}", "define host{", "\t", "=", "!", "é", "ü漢", "\"", "'", "$ARG1$", "null", "+", ",", "\n", "\r\n", "\0", "\u0085", "\u00a0", "\ud800", "check!1;2", "100%")
        .ListOf()
        .Select(pieces => string.Concat(pieces));

    [RequiresFact(Requirement.Corpus)]
    public void Set_AnyPropertyOfShinkensTree_ChangesExactlyItsLine() => SetChangesExactlyOneLine(EditedTree.Shinken());

    [RequiresFact(Requirement.Nagios4Files)]
    public void Set_AnyPropertyOfDebiansNagios_ChangesExactlyItsLine() => SetChangesExactlyOneLine(EditedTree.DebiansNagios());

    [RequiresFact(Requirement.Corpus)]
    public void Remove_AnyPropertyOfShinkensTree_RemovesExactlyItsLine() => RemoveRemovesExactlyOneLine(EditedTree.Shinken());

    [RequiresFact(Requirement.Nagios4Files)]
    public void Remove_AnyPropertyOfDebiansNagios_RemovesExactlyItsLine() => RemoveRemovesExactlyOneLine(EditedTree.DebiansNagios());

    [Theory]
    [InlineData("define host{\n\thost_name\tweb ; the web\n\talias\t\tWeb\n}\n", "alias", "My Web", "define host{\n\thost_name\tweb ; the web\n\talias\t\tMy Web\n}\n")]
    [InlineData("define host{\n\thost_name\tweb ; the web\n}\n", "host_name", "db", "define host{\n\thost_name\tdb ; the web\n}\n")]
    [InlineData("define host {\r\n  host_name web\r\n}\r\n", "alias", "W", "define host {\r\n  host_name web\r\n  alias     W\r\n}\r\n")]
    [InlineData("define host {\n    host_name    web\n    # last\n}\n", "alias", "W", "define host {\n    host_name    web\n    alias        W\n    # last\n}\n")]
    [InlineData("define host {\n host_name web\n normal_check_interval 5 ; old\n}\n", "check_interval", "7", "define host {\n host_name web\n normal_check_interval 7 ; old\n}\n")]
    [InlineData("define host {\n host_name web\n hostgroups a\n alias x\n hostgroups b,c\n}\n", "hostgroups", "d", "define host {\n host_name web\n alias x\n hostgroups d\n}\n")]
    [InlineData("define host {\n host_name web\n hostgroups a,\\\n    b\n alias x\n}\n", "hostgroups", "d", "define host {\n host_name web\n hostgroups d\n alias x\n}\n")]
    [InlineData("define host {\n host_name web\n alias\n}\n", "alias", "x", "define host {\n host_name web\n alias x\n}\n")]
    [InlineData("define host {\n host_name web\n _snmp public\n}\n", "_SNMP", "a;b", "define host {\n host_name web\n _snmp a\\;b\n}\n")]
    public void Set_Layouts_ArePreserved(string before, string name, string value, string after)
    {
        var outcome = ConfigurationEditor.Apply(EditedTree.Of(before), [new SetProperty(EditedTree.Id("host/web"), name, value)]);

        Assert.Null(outcome.Refusal);
        Assert.Equal(after, EditedTree.TextOf(outcome.Book));
    }

    [Theory]
    [InlineData("cfg_file=../common/hosts.cfg\n")]
    [InlineData("cfg_file=/etc/site/../common/./hosts.cfg\n")]
    [InlineData("cfg_dir=../common/\n")]
    [InlineData("cfg_dir=/etc//common\n")]
    public void Set_InAFileThatIsNamedByADetour_ChangesThatFile(string main)
    {
        var book = EditedTree.Of(("/etc/site/main.cfg", main), ("/etc/common/hosts.cfg", "define host{\n host_name web\n}\n"));

        var outcome = ConfigurationEditor.Apply(book, [new SetProperty(EditedTree.Id("host/web"), "alias", "Web"), new AddObject(ObjectType.Host, [new("host_name", "db")], "/etc/common/hosts.cfg")]);

        Assert.Null(outcome.Refusal);
        Assert.Equal(["/etc/common/hosts.cfg", "/etc/site/main.cfg"], outcome.Book.Image.Files.Keys);
        Assert.StartsWith("define host{\n host_name web\n alias     Web\n}\n\ndefine host {\n", EditedTree.TextOf(outcome.Book, "/etc/common/hosts.cfg"), StringComparison.Ordinal);
        Assert.Equal("/etc/common/hosts.cfg", outcome.Book.Find(EditedTree.Id("host/db"))?.Location.File);
    }

    [Fact]
    public void Set_DateOfATimePeriod_KeepsTheDate()
    {
        var book = EditedTree.Of("define timeperiod{\n timeperiod_name t\n monday 00:00-24:00\n day 1 - 15 08:00-12:00 ; half\n}\n");

        var outcome = ConfigurationEditor.Apply(book, [new SetProperty(EditedTree.Id("timeperiod/t"), "day 1 - 15", "09:00-10:00"), new SetProperty(EditedTree.Id("timeperiod/t"), "july 10", "00:00-01:00")]);

        Assert.Null(outcome.Refusal);
        Assert.Equal("define timeperiod{\n timeperiod_name t\n monday 00:00-24:00\n day 1 - 15 09:00-10:00 ; half\n july 10 00:00-01:00\n}\n", EditedTree.TextOf(outcome.Book));
    }

    [Fact]
    public void Set_SeveralValuesOfARepeatableProperty_ReplaceItsLines()
    {
        var book = EditedTree.Of("define host{\n host_name web\n service_overrides a,check_interval 1\n alias x\n service_overrides b,check_interval 2\n}\n");

        var outcome = ConfigurationEditor.Apply(book, [new SetProperty(EditedTree.Id("host/web"), "service_overrides", ["a,check_interval 1", "b,check_interval 3", "c,alias y"])]);

        Assert.Null(outcome.Refusal);
        Assert.Equal(
            "define host{\n host_name web\n service_overrides a,check_interval 1\n alias x\n service_overrides b,check_interval 3\n service_overrides c,alias y\n}\n",
            EditedTree.TextOf(outcome.Book));
    }

    [Theory]
    [InlineData("alias", "two\nlines")]
    [InlineData("alias", "ends in \\")]
    [InlineData("alias", "  ")]
    [InlineData("alias", "nul\0")]
    [InlineData("bad name", "x")]
    [InlineData("}", "x")]
    [InlineData("a\n}", "x")]
    [InlineData("define", "host{")]
    [InlineData("#alias", "x")]
    [InlineData("a;b", "x")]
    public void Set_WhatWouldBecomeSyntax_IsRefused(string name, string value)
    {
        var book = EditedTree.Of("define host{\n host_name web\n}\n");

        var outcome = ConfigurationEditor.Apply(book, [new SetProperty(EditedTree.Id("host/web"), name, value)]);

        Assert.Equal(EditRefusalKind.Unwritable, outcome.Refusal?.Kind);
        Assert.Same(book, outcome.Book);
    }

    [Fact]
    public void Apply_OneOfSeveralIsRefused_ChangesNothing()
    {
        var book = EditedTree.Of("define host{\n host_name web\n}\n");

        var outcome = ConfigurationEditor.Apply(book, [new SetProperty(EditedTree.Id("host/web"), "alias", "W"), new SetProperty(EditedTree.Id("host/wbe"), "alias", "W")]);

        Assert.Equal(1, outcome.RefusedIndex);
        Assert.Equal("there is no host/wbe; did you mean host/web?", outcome.Refusal?.Message);
        Assert.Same(book, outcome.Book);
    }

    [Fact]
    public void Set_AnyTextIntoASmallObject_IsReadBackOrRefused() =>
        Prop.ForAll(AnyValue.ToArbitrary(), value =>
        {
            var book = EditedTree.Of("define host{\n host_name web\n alias old\n}\n\ndefine host{\n host_name db\n}\n");
            var outcome = ConfigurationEditor.Apply(book, [new SetProperty(EditedTree.Id("host/web"), "alias", value)]);

            Assert.Equal(PropertyText.ValueFault(value) is null, outcome.Refusal is null);
            var hosts = outcome.Book.OfType(ObjectType.Host).ToList();
            Assert.Equal(["host/web", "host/db"], hosts.Select(host => host.Id.ToString()));
            Assert.Equal(outcome.Refusal is null ? value.Trim(' ', '\t', '\r', '\v', '\f') : "old", hosts[0].Find("alias"));
            Assert.Equal(["host_name", "alias"], hosts[0].Properties.Select(property => property.Name));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2_000).WithEndSize(30));

    private static void SetChangesExactlyOneLine(DefinitionBook book) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).Two().ToArbitrary(), AnyValue.ToArbitrary(), (choice, text) =>
        {
            if (Choose(book, choice) is not var (definition, property) || PropertyText.ValueFault(text) is not null)
            {
                return;
            }

            var isDate = definition.Type == ObjectType.TimePeriod && PropertyCatalogue.Find(definition.Type, property.Name) is null;
            var value = isDate ? "01:00-02:00" : text;
            var outcome = ConfigurationEditor.Apply(book, [new SetProperty(definition.Id, property.Name, value)]);

            Assert.Null(outcome.Refusal);
            AssertOthersEqual(book, outcome.Book, definition.Tree.Path);
            var (before, after) = (Lines(definition.Tree), Lines(outcome.Book.Trees.Single(tree => tree.Path == definition.Tree.Path)));
            Assert.Equal(before.Count, after.Count);
            Assert.Equal(property.Value == PropertyTextOf(value) ? [] : [property.Line], Enumerable.Range(0, before.Count).Where(line => before[line] != after[line]));
            var edited = outcome.Book.Definitions[book.Definitions.IndexOf(definition)];
            Assert.Equal(PropertyTextOf(value), edited.Find(property.Name));
            Assert.Equal(
                definition.Properties.Where(other => other.Line != property.Line).Select(other => (other.Name, other.Value)),
                edited.Properties.Where(other => other.Line != property.Line).Select(other => (other.Name, other.Value)));
            AssertOtherDefinitionsEqual(book, outcome.Book, definition);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300).WithEndSize(20));

    private static void RemoveRemovesExactlyOneLine(DefinitionBook book) =>
        Prop.ForAll(Gen.Choose(0, int.MaxValue - 1).Two().ToArbitrary(), choice =>
        {
            if (Choose(book, choice) is not var (definition, property))
            {
                return;
            }

            var outcome = ConfigurationEditor.Apply(book, [new RemoveProperty(definition.Id, property.Name)]);

            Assert.Null(outcome.Refusal);
            AssertOthersEqual(book, outcome.Book, definition.Tree.Path);
            var expected = Lines(definition.Tree);
            expected.RemoveAt(property.Line);
            Assert.Equal(expected, Lines(outcome.Book.Trees.Single(tree => tree.Path == definition.Tree.Path)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(200));

    // A property that stands once in its object: of several lines of one name the earlier ones go, which another test shows.
    private static (WrittenDefinition Definition, WrittenProperty Property)? Choose(DefinitionBook book, (int First, int Second) choice)
    {
        var definition = book.Definitions[choice.First % book.Definitions.Length];
        var single = definition.Properties.GroupBy(property => property.Name).Where(group => group.Count() == 1).Select(group => group.Single()).ToList();
        return single.Count == 0 ? null : (definition, single[choice.Second % single.Count]);
    }

    private static void AssertOthersEqual(DefinitionBook before, DefinitionBook after, string path)
    {
        Assert.Equal(before.Image.Files.Keys, after.Image.Files.Keys);
        Assert.All(before.Image.Files.Where(file => file.Key != path), file => Assert.True(file.Value.Equals(after.Image.Files[file.Key])));
    }

    private static void AssertOtherDefinitionsEqual(DefinitionBook before, DefinitionBook after, WrittenDefinition edited)
    {
        Assert.Equal(before.Definitions.Length, after.Definitions.Length);
        for (var index = 0; index < before.Definitions.Length; index++)
        {
            if (!ReferenceEquals(before.Definitions[index], edited))
            {
                Assert.True(before.Definitions[index].Text.Span.SequenceEqual(after.Definitions[index].Text.Span));
            }
        }
    }

    private static string PropertyTextOf(string value) => value.Trim(' ', '\t', '\r', '\v', '\f');

    private static List<string> Lines(SyntaxTree tree) =>
        [.. Enumerable.Range(0, tree.Lines.Length).Select(line => System.Text.Encoding.Latin1.GetString(tree.LineBytes(line)))];
}
