using Tsuba.System.Tests.Sites;
using Tsuba.System.Tests.Sites.Machines;
using Tsuba.Testing.Etcd;
using Tsuba.Testing.Requirements;

namespace Tsuba.System.Tests;

/// <summary>Two machines with an etcd between them, as processes: it says who leads, and its own death changes nothing.</summary>
public sealed class EtcdTests
{
    private static readonly (string Address, string? Namespace)[] Machines = [("127.0.0.1", null), ("127.0.0.2", null)];

    [RequiresFact(Requirement.Etcd)]
    public async Task TwoMachines_TheLeadersIsKilled_TheOtherHasTheVoteOfEtcd_AndKeepsTheLeadWithoutIt()
    {
        await using var etcd = await EtcdServer.StartAsync(hasTls: true);
        await using var site = await MachineSite.OfSampleAsync("ha-two-nodes", text => text.Replace(
            "arbiter_name        arbiter-1\n",
            $"arbiter_name        arbiter-1\n    tie_breaker         etcd\n    etcd_endpoints      {etcd.Address}\n    etcd_ca             {etcd.Authority}\n    etcd_prefix         /site/\n",
            StringComparison.Ordinal));
        await site.StartAsync(Machines, FreePorts.Offset());
        await site.DoAsync("pki", "issue", "operator", Environment.UserName, "--out", site.Machines[1].State);
        await UntilLeadsAsync(site, site.First, "arbiter-1");
        var before = await site.UntilGivenAsync("the leader has the vote of etcd", async () => await etcd.ReadAsync("/site/term") is { } term && term.EndsWith(" arbiter-1", StringComparison.Ordinal) ? term : null);

        await site.First.Process.KillAsync();
        var second = site.Machines[1];
        await UntilLeadsAsync(site, second, "arbiter-2");
        await site.UntilGivenAsync("the heir has the vote of etcd", async () => await etcd.ReadAsync("/site/term") is { } term && term != before && term.EndsWith(" arbiter-2", StringComparison.Ordinal) ? term : null);

        site.First.Start();
        await site.UntilWellAsync();
        await etcd.KillAsync();
        await site.UntilAsync("the leader says that etcd is away", async () => (await second.VerbAsync("status")).Output.Contains("etcd does not vote", StringComparison.Ordinal));
        await UntilLeadsAsync(site, second, "arbiter-2");
    }

    private static Task UntilLeadsAsync(MachineSite site, SiteMachine machine, string arbiter) => site.UntilAsync($"{arbiter} leads", async () =>
    {
        var status = (await machine.VerbAsync("status")).Output;
        return status.Contains($"arbiter {arbiter}\n", StringComparison.Ordinal) && status.Contains("active", StringComparison.Ordinal);
    });
}
