using System.CommandLine;
using Tsuba.Cli.Sites;
using Tsuba.Dispatch.Daemons;
using Tsuba.Dispatch.Realms;
using Tsuba.Hosting.Files;
using Tsuba.Hosting.Pki;
using Tsuba.Model.Items;
using Tsuba.Synchronizer.Judging;

namespace Tsuba.Cli.Verbs.Pki;

/// <summary><c>tsuba pki bundle ADDRESS -c FILE --out DIR</c>: all that the daemons of another machine, and who works there, need to be believed.</summary>
internal static class BundleVerb
{
    public static Command Create()
    {
        var site = new SiteOptions();
        var address = new Argument<string>("address") { Description = "The machine, as the addresses of its daemon objects name it." };
        var files = ConfigurationOption.Create();
        var days = PkiVerb.Days(SitePki.CarriedLife);
        var outDirectory = new Option<string>("--out") { Description = "The state directory to make; copy it to that machine.", HelpName = "DIR", Required = true };
        var person = new Option<string>("--operator")
        {
            Description = "Name in the certificate for whoever types tsuba status, command or query there; made where an arbiter, broker or synchronizer is. ADDRESS if absent.",
            HelpName = "NAME",
            DefaultValueFactory = _ => "",
        };
        var command = new Command("bundle", "Sign certificates for every daemon that a configuration places on a machine.") { address, files, days, outDirectory, person };
        site.AddTo(command);
        command.SetAction(parsed =>
        {
            var machine = parsed.GetRequiredValue(address);
            var judgement = Judgement.Of(new DiskSourceFiles(), parsed.GetRequiredValue(files));
            if (!judgement.Verification.IsAccepted)
            {
                Console.Error.WriteLine("tsuba: the configuration has errors; tsuba verify shows them.");
                return ExitCodes.Failure;
            }

            var complete = DaemonDirectory.Complete(judgement.Resolved);
            var there = DaemonDirectory.Read(complete, RealmTree.Build(complete), portOffset: 0).Nodes
                .Where(node => string.Equals(node.Host, machine, StringComparison.OrdinalIgnoreCase))
                .ToList();
            if (there.Count == 0)
            {
                Console.Error.WriteLine($"tsuba: no daemon object has the address {machine}.");
                return ExitCodes.Failure;
            }

            var state = SiteFinder.Open(parsed, site);
            var target = parsed.GetRequiredValue(outDirectory);
            var identities = there.Select(node => new PeerIdentity(state.Site, node.Role, node.Name)).ToList();
            if (there.Any(node => node.Role is DaemonRole.Arbiter or DaemonRole.Broker or DaemonRole.Synchronizer))
            {
                // These answer tsuba status, command, query and config on their own machine. Elsewhere nobody would need it, so it is not given away.
                identities.Add(new PeerIdentity(state.Site, DaemonRole.Operator, parsed.GetValue(person) is { Length: > 0 } given ? given : machine));
            }

            state.WriteBundle(target, identities, [machine], TimeSpan.FromDays(parsed.GetValue(days)));
            foreach (var identity in identities)
            {
                Console.WriteLine(identity.ToUri());
            }

            Console.WriteLine($"Copy {target} to the state directory of {machine} (keys are 0600: cp -a, or tar).");
            return ExitCodes.Success;
        });
        return command;
    }
}
