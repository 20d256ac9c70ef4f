using Microsoft.Playwright;
using Tsuba.Daemons.Tests.Synchronizer.Api;
using Tsuba.Protocol.Contracts;
using Tsuba.Testing.Requirements;

namespace Tsuba.Daemons.Tests.Synchronizer.Pages;

/// <summary>The pages of the synchronizer in Chromium.</summary>
public sealed class EditingPageTests
{
    private static readonly string[] Paths =
        ["/", "/objects", "/object?id=host/web", "/object?id=host/web&at=admin/1", "/drafts", "/draft?name=admin/1", "/staging", "/history", "/sources", "/source?name=table"];

    [RequiresFact(Requirement.Chromium, Requirement.Git)]
    public async Task Pages_OneChange_GoesFromADraftToProductionAndBack()
    {
        await using var browser = await EditingBrowser.StartAsync(await EditingRig.StartAsync());
        Assert.Contains("admin, publisher", await browser.TextAsync(), StringComparison.Ordinal);

        // Search, and where values come from.
        await browser.FollowAsync("Objects");
        await browser.Page.GetByLabel("Name holds").FillAsync("we");
        await browser.PressAsync("Search");
        await browser.PictureAsync("objects");
        await browser.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "web", Exact = true }).ClickAsync();
        var origins = await browser.Page.GetByRole(AriaRole.Region, new PageGetByRoleOptions { Name = "Values and their origin" }).InnerTextAsync();
        Assert.Matches(@"max_check_attempts\s+3\s+template\s+generic", origins);

        // Edit: a refused value is told and not lost, an accepted one is in the draft.
        await browser.PressAsync("Edit in a draft");
        await browser.Page.GetByLabel("Property", new PageGetByLabelOptions { Exact = true }).FillAsync("no such property");
        await browser.Page.GetByLabel("Value", new PageGetByLabelOptions { Exact = true }).FillAsync("1");
        await browser.PressAsync("Add the property");
        Assert.NotEqual("", await browser.MessageAsync());
        Assert.Equal("no such property", await browser.Page.GetByLabel("Property", new PageGetByLabelOptions { Exact = true }).InputValueAsync());
        await browser.PictureAsync("object-refused");
        await browser.Page.GetByLabel("address", new PageGetByLabelOptions { Exact = true }).FillAsync("192.0.2.77");
        await browser.PressAsync("Set address");
        Assert.Equal("It is in the draft.", await browser.MessageAsync());

        // Commit and merge.
        await browser.FollowAsync("Drafts");
        await browser.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "admin/1" }).ClickAsync();
        Assert.Contains("192.0.2.77", await browser.TextAsync(), StringComparison.Ordinal);
        await browser.Page.GetByLabel("What the change is for").FillAsync("Move web");
        await browser.PressAsync("Commit");
        await browser.PictureAsync("draft");
        await browser.PressAsync("Merge into staging");
        Assert.Equal("It is merged into staging.", await browser.MessageAsync());

        // Apply: the arbiter accepts.
        Assert.Matches(@"host/web.*\s+address\s+10\.0\.0\.1\s+192\.0\.2\.77", await browser.TextAsync());
        await browser.PictureAsync("staging");
        browser.StartArbiter();
        await browser.PressAsync("Apply to production");
        Assert.Contains("applied: generation 7", await browser.TextAsync(), StringComparison.Ordinal);

        // Take it back.
        await browser.FollowAsync("History");
        await browser.PictureAsync("history");
        await browser.PressAsync("Take back Move web");
        Assert.Matches(@"host/web.*\s+address\s+192\.0\.2\.77\s+10\.0\.0\.1", await browser.TextAsync());
        Assert.Empty(browser.Complaints);
    }

    [RequiresFact(Requirement.Chromium, Requirement.Git)]
    public async Task Pages_TwoDraftsAtOnePlace_ShowTheConflictAndTakeTheDecision()
    {
        await using var browser = await EditingBrowser.StartAsync(await EditingRig.StartAsync());
        foreach (var (draft, address) in new[] { ("admin/1", "192.0.2.1"), ("admin/2", "192.0.2.2") })
        {
            await browser.FollowAsync("Drafts");
            await browser.PressAsync("Open a draft");
            await browser.Page.GotoAsync($"/object?id=host/db&at={draft}");
            await browser.Page.GetByLabel("address", new PageGetByLabelOptions { Exact = true }).FillAsync(address);
            await browser.PressAsync("Set address");
            await browser.Page.GotoAsync($"/draft?name={draft}");
            await browser.Page.GetByLabel("What the change is for").FillAsync($"To {address}");
            await browser.PressAsync("Commit");
        }

        await browser.PressAsync("Merge into staging");
        await browser.Page.GotoAsync("/draft?name=admin/1");
        await browser.PressAsync("Merge into staging");

        var conflict = await browser.Page.Locator("fieldset").InnerTextAsync();
        Assert.Contains("host/db", conflict, StringComparison.Ordinal);
        Assert.Contains("192.0.2.1", conflict, StringComparison.Ordinal);
        Assert.Contains("192.0.2.2", conflict, StringComparison.Ordinal);
        await browser.PictureAsync("conflict");
        Assert.Empty(await browser.ObstaclesAsync());

        await browser.Page.GetByLabel("Take").SelectOptionAsync("theirs");
        await browser.PressAsync("Merge with these decisions");
        Assert.Equal("It is merged into staging.", await browser.MessageAsync());
        Assert.Matches(@"host/db.*\s+address\s+10\.0\.0\.2\s+192\.0\.2\.1", await browser.TextAsync());
    }

    [RequiresFact(Requirement.Chromium, Requirement.Git)]
    public async Task Pages_Source_IsReadPreviewedAndApplied()
    {
        await using var browser = await EditingBrowser.StartAsync(await StartWithSourceAsync());
        await browser.FollowAsync("Sources");
        await browser.PictureAsync("sources");
        await browser.Page.GetByRole(AriaRole.Link, new PageGetByRoleOptions { Name = "table" }).ClickAsync();
        await browser.PressAsync("Read it now");
        Assert.Equal("The source was read.", await browser.MessageAsync());
        Assert.Matches(@"add\s+host mail", await browser.TextAsync());
        Assert.Contains("address is left out", await browser.TextAsync(), StringComparison.Ordinal);
        await browser.PictureAsync("source");

        await browser.PressAsync("Write all proposals into staging");

        Assert.Equal("The proposals are in staging.", await browser.MessageAsync());
        Assert.Contains("Staging is as this source wants it", await browser.TextAsync(), StringComparison.Ordinal);
        await browser.FollowAsync("History");
        Assert.Contains("source table", await browser.TextAsync(), StringComparison.Ordinal);
        Assert.Empty(browser.Complaints);
    }

    [RequiresFact(Requirement.Chromium, Requirement.Git)]
    public async Task Pages_InBothColourSchemes_AreAccessible()
    {
        foreach (var scheme in (ColorScheme[])[ColorScheme.Light, ColorScheme.Dark])
        {
            await using var browser = await EditingBrowser.StartAsync(await StartWithSourceAsync(), scheme);
            await browser.FollowAsync("Drafts");
            await browser.PressAsync("Open a draft");
            foreach (var path in Paths)
            {
                await browser.Page.GotoAsync(path);
                Assert.Empty(await browser.ObstaclesAsync());
            }

            await browser.Page.GotoAsync("/object?id=host/web&at=admin/1");
            await browser.PictureAsync($"object-{scheme}");
        }
    }

    [RequiresFact(Requirement.Chromium, Requirement.Git)]
    public async Task Pages_OnASmallScreen_FitIt()
    {
        await using var browser = await EditingBrowser.StartAsync(await StartWithSourceAsync());
        await browser.FollowAsync("Drafts");
        await browser.PressAsync("Open a draft");
        await browser.Page.SetViewportSizeAsync(390, 844);
        foreach (var path in Paths)
        {
            await browser.Page.GotoAsync(path);
            await browser.PictureAsync("small" + path.Split('?')[0].Replace('/', '-'));
            Assert.True(await browser.Page.EvaluateAsync<int>("document.documentElement.scrollWidth") <= 390, path);
        }
    }

    [RequiresTheory(Requirement.Chromium, Requirement.Git)]
    [InlineData("/nowhere", "There is no such page.")]
    [InlineData("/object?id=host/nobody", "There is no such object in staging.")]
    [InlineData("/draft?name=admin/9", "There is no open draft of that name.")]
    public async Task Pages_NotThere_SayItInTheFrame(string path, string text)
    {
        await using var browser = await EditingBrowser.StartAsync(await EditingRig.StartAsync());

        var answer = await browser.Page.GotoAsync(path);

        Assert.Equal(404, answer!.Status);
        Assert.Equal(text, await browser.MessageAsync());
        await browser.FollowAsync("Objects");
        Assert.Empty(browser.Complaints);
    }

    [RequiresFact(Requirement.Chromium, Requirement.Git)]
    public async Task Pages_ArbiterWantsAConfirmation_AskForIt()
    {
        var rig = await EditingRig.StartAsync();
        rig.Judge = reply => reply.Confirm == "h4sh"
            ? new ReloadReply { Accepted = true, Outcome = ReloadOutcome.Accepted, Text = "generation 8", Generation = 8 }
            : new ReloadReply { Accepted = false, Outcome = ReloadOutcome.NeedsConfirmation, Text = "all hosts would go", Hash = "h4sh" };
        await using var browser = await EditingBrowser.StartAsync(rig);
        await browser.Page.GotoAsync("/object?id=host/db");
        await browser.PressAsync("Edit in a draft");
        await browser.PressAsync("Delete, with every reference to it");
        await browser.Page.GetByLabel("What the change is for").FillAsync("db is gone");
        await browser.PressAsync("Commit");
        await browser.PressAsync("Merge into staging");
        browser.StartArbiter();
        await browser.PressAsync("Apply to production");
        Assert.Contains("all hosts would go", await browser.TextAsync(), StringComparison.Ordinal);

        await browser.Page.GetByLabel("This deletes much, and that is meant").CheckAsync();
        await browser.PressAsync("Apply it all the same");

        Assert.Contains("generation 8", await browser.TextAsync(), StringComparison.Ordinal);
    }

    private static Task<EditingRig> StartWithSourceAsync() => SourceApiTests.StartAsync("name,ip\nmail,192.0.2.25\nbad,$USER1$\n");
}
