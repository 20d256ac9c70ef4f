using System.CommandLine;
using System.Globalization;
using Tsuba.Cli.Sites;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Pki;

namespace Tsuba.Cli.Verbs.Pki;

/// <summary><c>tsuba pki init|issue|bundle|renew|rotate|list</c>: the certificates of a site. Running daemons take over what changes.</summary>
internal static class PkiVerb
{
    private const int MostDays = 3650;

    public static Command Create() => new("pki", "Make and renew the certificates of a site.")
    {
        Init(),
        Issue(),
        BundleVerb.Create(),
        Renew(),
        RotateVerb.Create(),
        List(),
    };

    /// <summary><c>--days</c>.</summary>
    internal static Option<int> Days(TimeSpan usual)
    {
        var option = new Option<int>("--days")
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"Days of validity, at most {MostDays}."),
            HelpName = "N",
            DefaultValueFactory = _ => (int)usual.TotalDays,
        };
        option.Validators.Add(result =>
        {
            if (result.GetValue(option) is < 1 or > MostDays)
            {
                result.AddError($"--days is a number from 1 to {MostDays}.");
            }
        });
        return option;
    }

    private static Command Init()
    {
        var site = new SiteOptions();
        var command = new Command("init", "Make the authority of a new site. Daemons do it by themselves when they first start.");
        site.AddTo(command);
        command.SetAction(parsed =>
        {
            var directory = SiteFinder.DirectoryFor(parsed, site, SiteFinder.DefaultSite);
            var isNew = !File.Exists(Path.Combine(directory, "pki", "ca.pem"));
            var state = SiteState.OpenOrCreate(directory, parsed.GetValue(site.Site), TimeProvider.System);
            Console.WriteLine(isNew
                ? $"Made the authority of site {state.Site} in {Path.Combine(state.Directory, "pki")}."
                : $"Site {state.Site} has its authority in {Path.Combine(state.Directory, "pki")} already; nothing was changed.");
            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Issue()
    {
        var site = new SiteOptions();
        var role = new Argument<string>("role") { Description = "synchronizer, arbiter, scheduler, poller, reactionner, receiver, broker, operator or monitor." };
        var name = new Argument<string>("name") { Description = "Name of the daemon's object, or of the person or program." };
        var hosts = new Option<string[]>("--host") { Description = "Name or address under which the daemon is reached; repeat it for more.", HelpName = "HOST" };
        var days = Days(SitePki.CarriedLife);
        var outDirectory = new Option<string?>("--out") { Description = "Make a state directory there with certificate, key and authorities, to be copied to another machine.", HelpName = "DIR" };
        var command = new Command("issue", "Sign a certificate for a daemon, a person or a program.") { role, name, hosts, days, outDirectory };
        site.AddTo(command);
        command.SetAction(parsed =>
        {
            var roleText = parsed.GetRequiredValue(role);
            if (!DaemonRoleNames.TryParse(roleText, out var daemonRole))
            {
                Console.Error.WriteLine($"tsuba: there is no role '{roleText}'; the roles are {role.Description}");
                return ExitCodes.Usage;
            }

            var state = SiteFinder.Open(parsed, site);
            var identity = new PeerIdentity(state.Site, daemonRole, parsed.GetRequiredValue(name));
            var life = TimeSpan.FromDays(parsed.GetValue(days));
            string[] names = parsed.GetValue(hosts) ?? [];
            if (parsed.GetValue(outDirectory) is { } target)
            {
                state.WriteBundle(target, [identity], names, life);
                Console.WriteLine($"{identity.ToUri()}: {target}");
            }
            else
            {
                Console.WriteLine($"{identity.ToUri()}: {state.Pki.Issue(identity, names, life)}");
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static Command Renew()
    {
        var site = new SiteOptions();
        var days = Days(SitePki.OwnLife);
        var command = new Command("renew", "Sign every certificate of this machine anew. Running daemons take theirs over within seconds.") { days };
        site.AddTo(command);
        command.SetAction(parsed =>
        {
            foreach (var (identity, path) in SiteFinder.Open(parsed, site).Pki.RenewAll(TimeSpan.FromDays(parsed.GetValue(days))))
            {
                Console.WriteLine($"{identity.ToUri()}: {path}");
            }

            return ExitCodes.Success;
        });
        return command;
    }

    private static Command List()
    {
        var site = new SiteOptions();
        var command = new Command("list", "Show the certificates of this machine and when they end.");
        site.AddTo(command);
        command.SetAction(parsed =>
        {
            foreach (var (identity, notAfter) in SiteFinder.Open(parsed, site).Pki.List())
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{notAfter:yyyy-MM-dd} {identity.ToUri()}"));
            }

            return ExitCodes.Success;
        });
        return command;
    }
}
