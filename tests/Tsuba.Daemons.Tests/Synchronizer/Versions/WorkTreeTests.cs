using System.Text;
using Tsuba.Synchronizer.Git;
using Tsuba.Synchronizer.Versions;
using Tsuba.Testing.Requirements;
using static Tsuba.Daemons.Tests.Synchronizer.Versions.WorkTreeRig;

namespace Tsuba.Daemons.Tests.Synchronizer.Versions;

public sealed class WorkTreeTests
{
    [RequiresFact(Requirement.Git)]
    public async Task Draft_EditedCommittedMerged_ChangesOneLineOfStagingOnly()
    {
        var (rig, tree) = await AdoptAsync();
        await using var cleanup = rig;

        var draft = await DraftAsync(tree, "älice smith", Set("host/web", "address", "10.9.9.9"));
        var merged = Value(await tree.MergeAsync(draft.Name, "älice smith", "", "", [], CancellationToken.None));

        Assert.Equal(WorkTreeRig.Text.Replace("10.0.0.1", "10.9.9.9", StringComparison.Ordinal), await TextAsync(tree, "staging"));
        Assert.Equal(WorkTreeRig.Text, await TextAsync(tree, "production"));
        var latest = Value(await tree.HistoryAsync("staging", 0, 10, CancellationToken.None))[0];
        Assert.Equal((merged.Commit, "älice smith", "Change by älice smith"), (latest.Commit, latest.Author, latest.Subject));
        Assert.Empty(await tree.DraftsAsync(CancellationToken.None));
        Assert.Equal("älice smith/2", Value(await tree.OpenDraftAsync("älice smith", CancellationToken.None)).Name);
    }

    [RequiresFact(Requirement.Git)]
    public async Task Edit_OfAnOlderRevision_IsRefusedAndChangesNothing()
    {
        var (rig, tree) = await AdoptAsync();
        await using var cleanup = rig;
        var draft = Value(await tree.OpenDraftAsync("bob", CancellationToken.None));
        var first = Value(await tree.EditAsync(draft.Name, draft.Revision, [Set("host/web", "alias", "A")], _ => null, CancellationToken.None));

        var second = await tree.EditAsync(draft.Name, draft.Revision, [Set("host/web", "alias", "B")], _ => null, CancellationToken.None);

        Assert.Equal(RefusalKind.Moved, Refusal(second).Kind);
        Assert.Equal(first.Draft, Assert.Single(await tree.DraftsAsync(CancellationToken.None)));
    }

    [RequiresFact(Requirement.Git)]
    public async Task Merge_BranchThatCannotBeWritten_IsToldAsSuch()
    {
        var (rig, tree) = await AdoptAsync();
        await using var cleanup = rig;
        var draft = await DraftAsync(tree, "bob", Set("host/web", "alias", "A"));
        await File.WriteAllTextAsync(Path.Combine(rig.Directory, "work", ".git", "refs", "heads", "staging.lock"), "");

        var failure = await Assert.ThrowsAsync<GitFailure>(() => tree.MergeAsync(draft.Name, "bob", "", "", [], CancellationToken.None));

        Assert.Contains("staging.lock", failure.Message, StringComparison.Ordinal);
    }

    [RequiresFact(Requirement.Git)]
    public async Task Open_LocksOfAProcessThatWasKilled_AreNoObstacle()
    {
        var (rig, tree) = await AdoptAsync();
        await using var cleanup = rig;
        var draft = await DraftAsync(tree, "bob", Set("host/web", "alias", "A"));
        foreach (var name in (string[])["index.lock", "packed-refs.lock", "refs/heads/staging.lock", $"refs/heads/drafts/{draft.Name}.lock"])
        {
            await File.WriteAllTextAsync(Path.Combine(rig.Directory, "work", ".git", name), "");
        }

        var next = await rig.OpenAsync(beforeStep: null);

        Value(await next.MergeAsync(draft.Name, "bob", "", "", [], CancellationToken.None));
        Assert.True(await next.Mirror.ShowAsync(CancellationToken.None));
        Assert.Empty(await next.DraftsAsync(CancellationToken.None));
    }

    [RequiresFact(Requirement.Git)]
    public async Task Merge_SamePlaceByTwoAuthors_ShowsObjectAndTextAndLosesNothing()
    {
        var (rig, tree) = await AdoptAsync();
        await using var cleanup = rig;
        var alice = await DraftAsync(tree, "alice", Set("host/web", "address", "10.1.1.1"));
        var bob = await DraftAsync(tree, "bob", Set("host/web", "address", "10.2.2.2"), Set("host/db", "address", "10.2.2.3"));
        Value(await tree.MergeAsync(alice.Name, "alice", "", "", [], CancellationToken.None));

        var refusal = Refusal(await tree.MergeAsync(bob.Name, "bob", "", "", [], CancellationToken.None));

        Assert.Equal(RefusalKind.Conflict, refusal.Kind);
        var conflict = Assert.Single(refusal.Conflicts);
        Assert.Equal(("host/web", WorkTreeRig.Objects, 4), (Assert.Single(conflict.Objects).ToString(), conflict.Path, conflict.Line));
        Assert.Equal(("    address    10.0.0.1\n", "    address    10.1.1.1\n", "    address    10.2.2.2\n"), (conflict.Base, conflict.Ours, conflict.Theirs));
        Assert.Equal(bob.Head, Assert.Single(await tree.DraftsAsync(CancellationToken.None)).Head);
        Assert.Contains("10.1.1.1", await TextAsync(tree, "staging"), StringComparison.Ordinal);

        var merged = Value(await tree.MergeAsync(bob.Name, "bob", "", refusal.MergeToken, [new MergeDecision(conflict.Path, conflict.Index, MergeSide.Theirs, "")], CancellationToken.None));

        var expected = WorkTreeRig.Text.Replace("10.0.0.1", "10.2.2.2", StringComparison.Ordinal).Replace("10.0.0.2", "10.2.2.3", StringComparison.Ordinal);
        Assert.Equal(expected, await TextAsync(tree, merged.Commit));
        Assert.Equal(["Change by bob", "Change by alice"], Value(await tree.HistoryAsync("staging", 0, 2, CancellationToken.None)).Select(change => change.Subject));
        Assert.Contains("10.1.1.1", await TextAsync(tree, alice.Head), StringComparison.Ordinal);
    }

    [RequiresTheory(Requirement.Git)]
    [InlineData(MergeSide.Ours, "", "    address    10.1.1.1\n")]
    [InlineData(MergeSide.Both, "", "    address    10.1.1.1\n    address    10.2.2.2\n")]
    [InlineData(MergeSide.Text, "    address    10.3.3.3", "    address    10.3.3.3\n")]
    public async Task Merge_Decided_HoldsWhatWasDecided(MergeSide take, string text, string expected)
    {
        var (rig, tree) = await AdoptAsync();
        await using var cleanup = rig;
        var alice = await DraftAsync(tree, "alice", Set("host/web", "address", "10.1.1.1"));
        var bob = await DraftAsync(tree, "bob", Set("host/web", "address", "10.2.2.2"));
        Value(await tree.MergeAsync(alice.Name, "alice", "", "", [], CancellationToken.None));
        var refusal = Refusal(await tree.MergeAsync(bob.Name, "bob", "", "", [], CancellationToken.None));

        Value(await tree.MergeAsync(bob.Name, "bob", "", refusal.MergeToken, [new MergeDecision(WorkTreeRig.Objects, 0, take, text)], CancellationToken.None));

        Assert.Equal(WorkTreeRig.Text.Replace("    address    10.0.0.1\n", expected, StringComparison.Ordinal), await TextAsync(tree, "staging"));
    }

    [RequiresFact(Requirement.Git)]
    public async Task Merge_LinesThatLookLikeMarkers_AreText()
    {
        var (rig, tree) = await AdoptAsync();
        await using var cleanup = rig;
        const string Marker = "# <<<<<<<<<<<<<<<<<<<<<<<<<<<<<< ours\n<<<<<<<<<<<<<<<<<<<<<<<<<<<<<< ours\n==============================\n>>>>>>>>>>>>>>>>>>>>>>>>>>>>>> theirs\n";
        var alice = Value(await tree.OpenDraftAsync("alice", CancellationToken.None));
        var bob = Value(await tree.OpenDraftAsync("bob", CancellationToken.None));
        foreach (var (draft, text) in new[] { (alice, Marker + WorkTreeRig.Text.Replace("10.0.0.1", "10.1.1.1", StringComparison.Ordinal)), (bob, WorkTreeRig.Text.Replace("10.0.0.1", "10.2.2.2", StringComparison.Ordinal)) })
        {
            Value(await tree.WriteFileAsync(draft.Name, null, WorkTreeRig.Objects, Encoding.UTF8.GetBytes(text), CancellationToken.None));
            Value(await tree.CommitAsync(draft.Name, draft.Author, "Write", CancellationToken.None));
        }

        Value(await tree.MergeAsync(alice.Name, "alice", "", "", [], CancellationToken.None));
        var refusal = Refusal(await tree.MergeAsync(bob.Name, "bob", "", "", [], CancellationToken.None));

        Assert.Equal("    address    10.2.2.2\n", Assert.Single(refusal.Conflicts).Theirs);
        Value(await tree.MergeAsync(bob.Name, "bob", "", refusal.MergeToken, [new MergeDecision(WorkTreeRig.Objects, 0, MergeSide.Theirs, "")], CancellationToken.None));
        Assert.Equal(Marker + WorkTreeRig.Text.Replace("10.0.0.1", "10.2.2.2", StringComparison.Ordinal), await TextAsync(tree, "staging"));
    }

    [RequiresFact(Requirement.Git)]
    public async Task Merge_DecisionAboutOlderConflicts_IsRefused()
    {
        var (rig, tree) = await AdoptAsync();
        await using var cleanup = rig;
        var alice = await DraftAsync(tree, "alice", Set("host/web", "address", "10.1.1.1"));
        var bob = await DraftAsync(tree, "bob", Set("host/web", "address", "10.2.2.2"));
        var carol = await DraftAsync(tree, "carol", Set("host/db", "address", "10.3.3.3"));
        Value(await tree.MergeAsync(alice.Name, "alice", "", "", [], CancellationToken.None));
        var shown = Refusal(await tree.MergeAsync(bob.Name, "bob", "", "", [], CancellationToken.None));
        Value(await tree.MergeAsync(carol.Name, "carol", "", "", [], CancellationToken.None));

        var late = await tree.MergeAsync(bob.Name, "bob", "", shown.MergeToken, [new MergeDecision(WorkTreeRig.Objects, 0, MergeSide.Theirs, "")], CancellationToken.None);

        Assert.Equal(RefusalKind.Moved, Refusal(late).Kind);
    }

    [RequiresFact(Requirement.Git)]
    public async Task Merge_ObjectDeletedHereAndChangedThere_IsAConflict()
    {
        var (rig, tree) = await AdoptAsync();
        await using var cleanup = rig;
        Assert.True(Tsuba.Configuration.Edits.DefinitionId.TryParse("host/web", out var web));
        var alice = await DraftAsync(tree, "alice", new Tsuba.Configuration.Edits.DeleteObject(web));
        var bob = await DraftAsync(tree, "bob", Set("host/web", "address", "10.2.2.2"));
        Value(await tree.MergeAsync(alice.Name, "alice", "", "", [], CancellationToken.None));

        var refusal = Refusal(await tree.MergeAsync(bob.Name, "bob", "", "", [], CancellationToken.None));

        Assert.Contains("host/web", Assert.Single(refusal.Conflicts).Objects.Select(id => id.ToString()));
        Assert.Contains("10.2.2.2", refusal.Conflicts[0].Theirs, StringComparison.Ordinal);
    }

    [RequiresFact(Requirement.Git)]
    public async Task Revert_OneOfTwoChanges_LeavesTheOther()
    {
        var (rig, tree) = await AdoptAsync();
        await using var cleanup = rig;
        var first = await DraftAsync(tree, "alice", Set("host/web", "address", "10.1.1.1"));
        var merged = Value(await tree.MergeAsync(first.Name, "alice", "", "", [], CancellationToken.None));
        var second = await DraftAsync(tree, "bob", Set("host/db", "address", "10.2.2.2"));
        Value(await tree.MergeAsync(second.Name, "bob", "", "", [], CancellationToken.None));

        Value(await tree.RevertAsync(merged.Commit, "carol", "", [], CancellationToken.None));

        Assert.Equal(WorkTreeRig.Text.Replace("10.0.0.2", "10.2.2.2", StringComparison.Ordinal), await TextAsync(tree, "staging"));
        Assert.Equal("Revert \"Change by alice\"", Value(await tree.HistoryAsync("staging", 0, 1, CancellationToken.None))[0].Subject);
        Assert.Equal(RefusalKind.Invalid, Refusal(await tree.RevertAsync(merged.Commit, "carol", "", [], CancellationToken.None)).Kind);
    }

    [RequiresTheory(Requirement.Git)]
    [InlineData("--upload-pack=x")]
    [InlineData("HEAD@{1}")]
    [InlineData("refs/heads/production")]
    [InlineData("../../etc/passwd")]
    [InlineData("alice/1;rm")]
    [InlineData("a\nb/1")]
    [InlineData("")]
    public async Task Read_NameThatIsNoRevision_IsNotFound(string name)
    {
        var (rig, tree) = await AdoptAsync();
        await using var cleanup = rig;

        Assert.Equal(RefusalKind.NotFound, Refusal(await tree.ReadAsync(name, CancellationToken.None)).Kind);
    }

    [RequiresFact(Requirement.Git)]
    public async Task Anything_KilledBeforeAnyStep_LeavesATreeThatGoesOn()
    {
        var (start, first) = await AdoptAsync();
        await using var cleanup = start;
        var alice = await DraftAsync(first, "alice", Set("host/web", "address", "10.1.1.1"));
        for (var step = 0; ; step++)
        {
            await using var rig = start.Copy();
            var left = step;
            var killed = await rig.OpenAsync(command =>
            {
                // Only these leave something behind; a death before any other command is one behind the command before it.
                if (command[0] is "update-ref" or "write-tree" && left-- == 0)
                {
                    throw new GitFailureForTests();
                }
            });
            var finished = await WorkAsync(killed);

            await AssertUsableAsync(await rig.OpenAsync(beforeStep: null), alice);
            if (finished)
            {
                Assert.InRange(step, 8, 100);
                return;
            }
        }
    }

    // Merges one draft and edits another one; false if it was killed on the way.
    private static async Task<bool> WorkAsync(WorkTree tree)
    {
        try
        {
            Value(await tree.MergeAsync("alice/1", "alice", "", "", [], CancellationToken.None));
            var bob = await DraftAsync(tree, "bob", Set("host/db", "address", "10.2.2.2"));
            Value(await tree.MergeAsync(bob.Name, "bob", "", "", [], CancellationToken.None));
            return true;
        }
        catch (GitFailureForTests)
        {
            return false;
        }
    }

    // Whatever was under way: each branch reads, what alice committed is in her draft or in staging, and work goes on.
    private static async Task AssertUsableAsync(WorkTree tree, Draft alice)
    {
        Assert.Equal(WorkTreeRig.Text, await TextAsync(tree, "production"));
        Assert.Contains("10.1.1.1", await TextAsync(tree, alice.Head), StringComparison.Ordinal);
        foreach (var draft in await tree.DraftsAsync(CancellationToken.None))
        {
            if (draft.HasEdits)
            {
                Value(await tree.CommitAsync(draft.Name, draft.Author, "Go on", CancellationToken.None));
            }

            var merged = await tree.MergeAsync(draft.Name, draft.Author, "", "", [], CancellationToken.None);
            Assert.True(merged.Refusal is null or { Kind: RefusalKind.Invalid }, merged.Refusal?.Message);
        }

        Assert.Contains("10.1.1.1", await TextAsync(tree, "staging"), StringComparison.Ordinal);
        var carol = await DraftAsync(tree, "carol", Set("host/web", "alias", "New"));
        Value(await tree.MergeAsync(carol.Name, "carol", "", "", [], CancellationToken.None));
        Assert.Contains("New", await TextAsync(tree, "staging"), StringComparison.Ordinal);
    }

    private sealed class GitFailureForTests() : Exception("killed");
}
