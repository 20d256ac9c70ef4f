using System.Net;
using Tsuba.System.Tests.Sites;
using Tsuba.Testing.Requirements;

namespace Tsuba.System.Tests;

/// <summary>A site whose configuration is adopted and edited while it runs, from the edit to the check.</summary>
public sealed class EditingTests
{
    private const string Text =
        """
        # One service
        define command {
            command_name    say
            command_line    /bin/echo $ARG1$
        }
        define contact {
            contact_name                    operator
            host_notification_commands      say!host
            service_notification_commands   say!service
        }
        define host {
            host_name            h0
            contacts             operator
            check_command        say!up
            max_check_attempts   3
        }
        define service {
            host_name            h0
            service_description  s0
            contacts             operator
            check_command        say!before   ; what it says
            max_check_attempts   3
            check_interval       1
            retry_interval       1
        }

        """;

    [RequiresFact(Requirement.Git)]
    public async Task Edit_OfAnAdoptedSite_ReachesTheRunningCheckAndNoFileOfTheUser()
    {
        await using var site = await RunningSite.StartAsync("interval_length=1\n" + Text);
        await SaysAsync(site, "before");
        using var editing = await ClientAsync(site);
        var original = await File.ReadAllTextAsync(site.Configuration);

        var adopted = await site.RunVerbAsync("adopt", "-c", site.Configuration);
        Assert.Contains("From now on the arbiter reads from the synchronizer", adopted, StringComparison.Ordinal);
        var edited = await editing.SetAsync(1, "service/h0;s0", "check_command", "say!after", "Say after");
        var difference = await site.RunVerbAsync("config", "diff");
        var applied = await editing.ApplyAsync();

        Assert.Equal("service/h0;s0", edited.GetProperty("touched")[0].GetString());
        Assert.Equal("applied", applied.GetProperty("state").GetString());
        Assert.Single(difference.Split('\n'), line => line.StartsWith('+') && !line.StartsWith("+++", StringComparison.Ordinal));
        Assert.Contains("+    check_command        say!after   ; what it says", difference, StringComparison.Ordinal);
        await SaysAsync(site, "after");
        Assert.Equal(original, await File.ReadAllTextAsync(site.Configuration));

        // The site comes back with what was adopted, not with the file that it is started with.
        await site.KillAsync();
        await site.StartAsync();
        await site.UntilAsync("the arbiter is well", async () => (await site.TryVerbAsync("status")).ExitCode == 0);
        await SaysAsync(site, "after");
        await LoseTheRepositoryAsync(site);
        var log = await site.RunVerbAsync("config", "log");
        var change = log.Split('\n').First(line => line.Contains("Say after", StringComparison.Ordinal)).Split(' ')[0];
        await site.RunVerbAsync("config", "revert", change);
        await site.RunVerbAsync("config", "apply", "--wait", "60");
        await SaysAsync(site, "before");
    }

    // A synchronizer without its repository mirrors the file that the site is started with: that is not what runs, and nobody takes it for that.
    private static async Task LoseTheRepositoryAsync(RunningSite site)
    {
        var repository = Path.Combine(site.State, "synchronizer-synchronizer-master");
        var backup = Path.Combine(site.Directory, "backup");
        await site.KillAsync();
        Directory.Move(repository, backup);
        await site.StartAsync();
        await site.UntilAsync("the status tells it", async () => (await site.TryVerbAsync("status")).Output.Contains("has lost the repository", StringComparison.Ordinal));
        Assert.NotEqual(0, (await site.TryVerbAsync("reload")).ExitCode);
        await SaysAsync(site, "after");

        await site.KillAsync();
        Directory.Delete(repository, recursive: true);
        Directory.Move(backup, repository);
        await site.StartAsync();
        await site.UntilAsync("the arbiter is well", async () => (await site.TryVerbAsync("status")).ExitCode == 0);
    }

    private static Task SaysAsync(RunningSite site, string output) => site.UntilAsync(
        $"the check says {output}",
        async () =>
        {
            using var answer = await site.Api.GetAsync(new Uri("api/v1/item?host=h0&service=s0", UriKind.Relative));
            return answer.StatusCode == HttpStatusCode.OK && (await answer.Content.ReadAsStringAsync()).Contains($"\"{output}\"", StringComparison.Ordinal);
        });

    private static async Task<EditingClient> ClientAsync(RunningSite site)
    {
        const string Key = "editing-token=";
        string? token = null;
        await site.UntilAsync("the token is printed", () => Task.FromResult((token = site.Process.Lines.FirstOrDefault(line => line.StartsWith(Key, StringComparison.Ordinal))) is not null));
        return new EditingClient(7766 + site.Offset, token![Key.Length..]);
    }
}
