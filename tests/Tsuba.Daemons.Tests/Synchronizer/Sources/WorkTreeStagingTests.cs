using System.Text;
using Tsuba.Daemons.Tests.Synchronizer.Versions;
using Tsuba.Model.Definitions;
using Tsuba.Synchronizer.Core.Sources.Planning;
using Tsuba.Synchronizer.Core.Sources.Reading;
using Tsuba.Synchronizer.Sources.Staging;
using Tsuba.Synchronizer.Versions;
using Tsuba.Testing.Requirements;

namespace Tsuba.Daemons.Tests.Synchronizer.Sources;

/// <summary>Change sets of sources in a real work tree.</summary>
public sealed class WorkTreeStagingTests
{
    private const string SourceFile = "/etc/site/conf.d/source-table.cfg";

    private static readonly ObjectName Web = new(ObjectType.Host, "web");

    [RequiresFact(Requirement.Git)]
    public async Task Write_EditsOfEveryKind_AreOneCommitInTheNameOfTheSource()
    {
        var (rig, tree) = await WorkTreeRig.AdoptAsync();
        await using var owned = rig;
        var staging = new WorkTreeStaging(tree);
        var before = await staging.ReadAsync(CancellationToken.None);
        Assert.Equal("address=10.0.0.1 alias=Web", string.Join(' ', before.Find(Web)!.Select(pair => $"{pair.Key}={pair.Value}")));

        var outcome = await staging.WriteAsync(
            Changes(
                before.Version,
                new SourceEdit.DeleteObject(new ObjectName(ObjectType.Host, "db")),
                new SourceEdit.RenameObject(Web, new ObjectName(ObjectType.Host, "www")),
                new SourceEdit.AddObject(new ObjectName(ObjectType.Host, "mail"), [new("host_name", "mail"), new("_NOTE", "a;b")]),
                new SourceEdit.AddObject(new ObjectName(ObjectType.Contact, "bob"), [new("contact_name", "bob")]),
                new SourceEdit.SetProperty(new ObjectName(ObjectType.Host, "www"), "address", "192.0.2.1"),
                new SourceEdit.SetProperty(new ObjectName(ObjectType.Host, "www"), "alias", null),
                new SourceEdit.SetProperty(new ObjectName(ObjectType.Host, "mail"), "address", "192.0.2.25")),
            CancellationToken.None);

        Assert.True(outcome.Accepted, outcome.Text);
        var after = await staging.ReadAsync(CancellationToken.None);
        Assert.Equal(outcome.Commit, after.Version);
        Assert.Equal(["contact bob", "host mail", "host www"], after.Objects.Keys.Select(name => name.ToString()).Order(StringComparer.Ordinal));
        Assert.Equal("a;b", after.Find(new ObjectName(ObjectType.Host, "mail"))!["_NOTE"]);
        Assert.Equal(
            "# objects\ndefine host{\n    host_name  www\n    address    192.0.2.1\n}\n",
            await WorkTreeRig.TextAsync(tree, "staging"));
        var newest = WorkTreeRig.Value(await tree.HistoryAsync("staging", 0, 1, CancellationToken.None))[0];
        Assert.Equal(("source table", "Source table: test", "Asked for by alice."), (newest.Author, newest.Subject, newest.Body));
        Assert.Contains("host_name", await FileAsync(tree), StringComparison.Ordinal);
        Assert.Empty(await tree.DraftsAsync(CancellationToken.None));
    }

    [RequiresFact(Requirement.Git)]
    public async Task Write_OneEditThatCannotBeMade_ChangesNothingAndNamesTheObject()
    {
        var (rig, tree) = await WorkTreeRig.AdoptAsync();
        await using var owned = rig;
        var staging = new WorkTreeStaging(tree);
        var before = await staging.ReadAsync(CancellationToken.None);

        var outcome = await staging.WriteAsync(
            Changes(
                before.Version,
                new SourceEdit.SetProperty(Web, "address", "192.0.2.1"),
                new SourceEdit.SetProperty(new ObjectName(ObjectType.Host, "gone"), "address", "192.0.2.1")),
            CancellationToken.None);

        Assert.False(outcome.Accepted);
        Assert.StartsWith("host gone: ", outcome.Text, StringComparison.Ordinal);
        Assert.Equal(before.Version, (await staging.ReadAsync(CancellationToken.None)).Version);
        Assert.Empty(await tree.DraftsAsync(CancellationToken.None));
    }

    [RequiresFact(Requirement.Git)]
    public async Task Write_ForAnOlderStaging_ChangesNothing()
    {
        var (rig, tree) = await WorkTreeRig.AdoptAsync();
        await using var owned = rig;
        var staging = new WorkTreeStaging(tree);
        var before = await staging.ReadAsync(CancellationToken.None);
        await staging.WriteAsync(Changes(before.Version, new SourceEdit.SetProperty(Web, "address", "192.0.2.1")), CancellationToken.None);

        var outcome = await staging.WriteAsync(Changes(before.Version, new SourceEdit.SetProperty(Web, "address", "192.0.2.2")), CancellationToken.None);

        Assert.False(outcome.Accepted);
        Assert.Equal("192.0.2.1", (await staging.ReadAsync(CancellationToken.None)).Find(Web)!["address"]);
    }

    private static SourceChangeSet Changes(string version, params SourceEdit[] edits) => new("table", "alice", "Source table: test", version, [.. edits]);

    private static async Task<string> FileAsync(WorkTree tree) =>
        Encoding.UTF8.GetString(WorkTreeRig.Value(await tree.ReadAsync("staging", CancellationToken.None)).Book.Image.Files[SourceFile].Span);
}
