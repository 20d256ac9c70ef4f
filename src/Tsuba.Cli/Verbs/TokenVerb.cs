using System.CommandLine;
using System.Globalization;
using Tsuba.Cli.Sites;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Web.SignIn;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba token list|add|revoke</c>: tokens of the ports of this machine. Running ports see a change within a second.</summary>
internal static class TokenVerb
{
    private const int MostDays = 3660;

    // Each daemon that has a port for people keeps its tokens in its own directory, or in that of the module.
    private static readonly string[] Roles = ["broker", "receiver", "arbiter", "synchronizer"];

    public static Command Create()
    {
        var command = new Command("token", "Show, make and revoke tokens of the API, the web service and the editing port.");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Add());
        command.Subcommands.Add(Revoke());
        return command;
    }

    private static Command List()
    {
        var site = new SiteOptions();
        var on = On();
        var command = new Command("list", "Show tokens: scopes, limits, when they expire. The tokens themselves are kept nowhere.") { on };
        site.AddTo(command);
        command.SetAction(parsed =>
        {
            var columns = new TextColumns("PORT OF", "NAME", "SCOPES", "HOSTS", "CONTACT GROUPS", "MADE", "EXPIRES");
            foreach (var (daemon, file) in Files(SiteFinder.Open(parsed, site), parsed.GetValue(on)))
            {
                foreach (var token in file.Read())
                {
                    columns.Add(daemon, token.Name, token.ScopeWords, string.Join(',', token.Hosts), string.Join(',', token.ContactGroups), Date(token.Created), Date(token.Expires));
                }
            }

            Console.Out.Write(columns);
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Add()
    {
        var site = new SiteOptions();
        var on = On();
        var name = new Argument<string>("name") { Description = "What it is called; commands that are given with it name it as their author." };
        var scopes = new Option<string>("--scope") { Description = "read, command, passive, admin; several with commas.", HelpName = "SCOPES", DefaultValueFactory = _ => "read" };
        var hosts = new Option<string[]>("--host") { Description = "Good for hosts whose name fits this pattern only; may be given several times.", HelpName = "PATTERN" };
        var groups = new Option<string[]>("--contactgroup") { Description = "Good for items of the contacts of this group only; may be given several times.", HelpName = "GROUP" };
        var days = new Option<int?>("--days") { Description = "Days until it expires; never if absent.", HelpName = "DAYS" };
        var command = new Command("add", "Make a token and print it once.") { name, scopes, hosts, groups, days, on };
        site.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var (called, words) = (parsed.GetRequiredValue(name), parsed.GetRequiredValue(scopes));
            var (patterns, limits) = (parsed.GetValue(hosts) ?? [], parsed.GetValue(groups) ?? []);
            var fault = ApiToken.Fault(called, words, [.. patterns, .. limits]) ?? (parsed.GetValue(days) is < 1 or > MostDays ? FormattableString.Invariant($"days are 1 to {MostDays}") : null);
            if (fault is not null)
            {
                return await FailAsync(fault);
            }

            var state = SiteFinder.Open(parsed, site);
            state.RequireOwner();
            var files = Files(state, parsed.GetValue(on)).ToList();
            if (files.Count == 0)
            {
                return await FailAsync("no port of this machine has been opened yet; start the site once");
            }

            var now = TimeProvider.System.GetUtcNow();
            var (made, secret) = ApiToken.Make(called, words, now);
            made = made with { Hosts = [.. patterns], ContactGroups = [.. limits], Expires = parsed.GetValue(days) is { } length ? now.AddDays(length) : null };
            if (files.Where(file => file.File.Read().Any(known => known.Name == called)).Select(file => file.Daemon).FirstOrDefault() is { } holder)
            {
                return await FailAsync($"{holder} has a token {called} already");
            }

            foreach (var (daemon, file) in files)
            {
                if (!file.Add(made))
                {
                    return await FailAsync($"{daemon} does not take another token");
                }
            }

            await Console.Out.WriteLineAsync(secret.AsMemory(), token);
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Revoke()
    {
        var site = new SiteOptions();
        var on = On();
        var name = new Argument<string>("name") { Description = "Its name." };
        var command = new Command("revoke", "Revoke a token; who uses it is refused within a second.") { name, on };
        site.AddTo(command);
        command.SetAction(async (parsed, _) =>
        {
            var called = parsed.GetRequiredValue(name);
            var state = SiteFinder.Open(parsed, site);
            state.RequireOwner();
            var revoked = Files(state, parsed.GetValue(on)).Count(file => file.File.Revoke(called));
            return revoked > 0 ? ExitCodes.Success : await FailAsync($"there is no token {called}");
        });
        return command;
    }

    private static IEnumerable<(string Daemon, TokenFile File)> Files(SiteState state, string? on)
    {
        foreach (var directory in Directory.EnumerateDirectories(state.Directory).Order(StringComparer.Ordinal))
        {
            var daemon = Path.GetFileName(directory);
            var role = daemon.Split('-')[0];
            if (!Roles.Contains(role) || (on is not null && on != role && on != daemon))
            {
                continue;
            }

            foreach (var place in Directory.EnumerateDirectories(directory, "module-*").Prepend(directory))
            {
                var file = new TokenFile(Path.Combine(place, TokenFile.Name));
                if (file.Stamp().Length > 0)
                {
                    yield return (daemon, file);
                }
            }
        }
    }

    private static Option<string?> On() => new("--on") { Description = "Only the ports of this role (broker, receiver, arbiter, synchronizer) or daemon.", HelpName = "ROLE" };

    private static string Date(DateTimeOffset? time) => time?.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";

    private static async Task<int> FailAsync(string text)
    {
        await Console.Error.WriteLineAsync("tsuba: " + text);
        return ExitCodes.Failure;
    }
}
