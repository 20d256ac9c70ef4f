using Tsuba.System.Tests.Sites;
using Tsuba.Testing.Requirements;

namespace Tsuba.System.Tests;

/// <summary>An adopted site whose arbiter dies: the configuration is edited on, and no arbiter goes back to the files of before.</summary>
public sealed class SpareArbiterEditingTests(TwoArbiterSite site) : IClassFixture<TwoArbiterSite>
{
    private const string Master = "arbiter-master";
    private const string Spare = "arbiter-spare";

    [RequiresFact(Requirement.Git)]
    public async Task Apply_AfterTheArbiterThatAdoptedDied_IsJudgedByTheOther()
    {
        await site.UntilLeadsAsync(Master);
        Assert.Equal(0, (await site.VerbAsync("adopt", "-c", site.MainFile)).ExitCode);
        using var editing = await site.EditAsync();
        await editing.SetAsync(1, "host/h0", "alias", "first", "Before");
        Assert.Equal("applied", (await editing.ApplyAsync()).GetProperty("state").GetString());
        await AliasAsync("first");

        await site.KillAsync(TwoSchedulerSite.Arbiter);
        await site.UntilLeadsAsync(Spare);
        await editing.SetAsync(2, "host/h0", "alias", "second", "After");
        Assert.Equal("applied", (await editing.ApplyAsync()).GetProperty("state").GetString());
        await AliasAsync("second");

        // The file says otherwise, and neither reads it any more: not on an order, not at a start.
        Assert.Contains("nothing changed", (await site.VerbAsync("reload")).Output, StringComparison.Ordinal);
        await site.KillAsync(TwoSchedulerSite.SpareArbiter);
        site.Start(TwoSchedulerSite.SpareArbiter);
        site.Start(TwoSchedulerSite.Arbiter);
        await site.UntilAliveAsync($"arbiter {Master}", $"arbiter {Spare}");
        var ordered = (await site.VerbAsync("reload")).Output;
        Assert.True(ordered.Contains("nothing changed", StringComparison.Ordinal) || ordered.Contains("order it there", StringComparison.Ordinal), ordered);
        await AliasAsync("second");
    }

    private Task AliasAsync(string alias) => site.UntilAsync(
        $"h0 is called {alias}", async () => (await site.QueryAsync(@"GET hosts\nColumns: alias\nFilter: name = h0")).SingleOrDefault().ToString() == $"[\"{alias}\"]");
}
