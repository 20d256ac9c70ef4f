using System.CommandLine;
using Tsuba.Cli.Sites;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Hosting.Pki;

namespace Tsuba.Cli.Verbs.Pki;

/// <summary>
/// <c>tsuba pki rotate begin|switch|finish</c>: another authority, without a moment in which two daemons do not believe each other.
/// </summary>
internal static class RotateVerb
{
    public static Command Create() => new("rotate", "Change the authority of the site in three steps; daemons go on running.")
    {
        Step("begin", "Make the next authority and believe it beside the present one. It signs nothing yet.", state =>
        {
            state.Pki.BeginRotation();
            Console.WriteLine("The next authority is believed on this machine. Copy pki/ca.pem to the other machines, then: tsuba pki rotate switch");
        }),
        Step("switch", "Let the next authority sign, and sign every certificate of this machine anew.", state =>
        {
            state.Pki.SwitchRotation();
            foreach (var (identity, path) in state.Pki.RenewAll(SitePki.OwnLife))
            {
                Console.WriteLine($"{identity.ToUri()}: {path}");
            }

            Console.WriteLine("Make new bundles for the other machines (tsuba pki bundle) and copy them, then: tsuba pki rotate finish");
        }),
        Step("finish", "Believe the old authority no more.", state =>
        {
            state.Pki.FinishRotation();
            Console.WriteLine("The old authority is believed on this machine no more. Copy pki/ca.pem to the other machines.");
        }),
    };

    private static Command Step(string name, string description, Action<SiteState> take)
    {
        var site = new SiteOptions();
        var command = new Command(name, description);
        site.AddTo(command);
        command.SetAction(parsed =>
        {
            take(SiteFinder.Open(parsed, site));
            return ExitCodes.Success;
        });
        return command;
    }
}
