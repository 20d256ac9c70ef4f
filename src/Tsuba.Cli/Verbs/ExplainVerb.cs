using System.CommandLine;
using Google.Protobuf;
using Tsuba.Cli.Sites;
using Tsuba.Engine.Explain;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Recordings;
using Command = System.CommandLine.Command;
using ItemName = Tsuba.Model.Items.ItemName;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba explain</c>: why an item is in its state, and who is or was notified and why not the others.</summary>
internal static class ExplainVerb
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(70);
    private static readonly string[] LanguageVariables = ["LC_ALL", "LC_MESSAGES", "LANG"];

    public static Command Create()
    {
        var site = new SiteOptions();
        var item = new Argument<string>("item") { Description = "HOST or HOST;SERVICE." };
        var contact = new Option<string?>("--contact") { Description = "Only what concerns this contact.", HelpName = "CONTACT" };
        var at = new Option<string?>("--at") { Description = "A moment of the past instead of now: " + Moments.Forms + ".", HelpName = "TIME" };
        var offline = new Option<bool>("--offline") { Description = "Read what is recorded in the state directory, though the site runs; without --at, its end." };
        var type = new Option<string?>("--type") { Description = "Kind of notification: problem (the default), recovery, acknowledgement, flappingstart, downtimestart, custom …", HelpName = "TYPE" };
        var language = new Option<string?>("--lang") { Description = "Language: en or fr; by default that of LANG.", HelpName = "LANG" };
        var json = new Option<bool>("--json") { Description = "Print the answer as JSON." };
        var command = new Command("explain", "Say why an item is in its state, who is notified, and why the others are not.") { item, contact, at, type, language, json, offline };
        site.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var name = ItemName.Parse(parsed.GetRequiredValue(item));
            var request = new ExplainRequest
            {
                Item = new() { Host = name.Host, Service = name.Description ?? "", HasService = name.Description is not null },
                Contact = parsed.GetValue(contact) ?? "",
                At = parsed.GetValue(at) ?? "",
                Type = parsed.GetValue(type) ?? "",
                Language = Languages.CodeOf(ReadLanguage(parsed.GetValue(language))),
            };
            var reply = await AskAsync(SiteFinder.Open(parsed, site), request, parsed.GetValue(offline), token);
            if (reply.Outcome != ExplainOutcome.Explained)
            {
                await Console.Error.WriteLineAsync($"tsuba: {reply.Refusal}");
                return ExitCodes.Failure;
            }

            await Console.Out.WriteAsync(parsed.GetValue(json) ? JsonFormatter.Default.Format(reply) + "\n" : ExplanationPrinter.Print(name, reply));
            return ExitCodes.Success;
        });
        return command;
    }

    // Where no broker runs, what the schedulers of this machine recorded is read, whether they run or not.
    private static async Task<ExplainReply> AskAsync(SiteState state, ExplainRequest request, bool offline, CancellationToken token)
    {
        var isRunning = RunningDaemon.List(state).Any(daemon => daemon.ToPeer()?.Role == DaemonRole.Broker);
        if (isRunning && !offline)
        {
            await using var calls = new OperatorCalls(state);
            return await calls.CallAsync(DaemonRole.Broker, Routes.Explain, request, Limit, token);
        }

        if (!offline)
        {
            await Console.Error.WriteLineAsync($"tsuba: no broker of site {state.Site} runs on this machine: this is from what is recorded in {state.Directory}");
        }

        try
        {
            return OfflineExplanation.Answer(state.Directory, request, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), token);
        }
        catch (InvalidDataException unreadable)
        {
            throw new IOException($"what is recorded in {state.Directory} cannot be read: {unreadable.Message}", unreadable);
        }
    }

    private static Language ReadLanguage(string? given)
    {
        if (given is not null)
        {
            return Languages.Read(given) ?? throw new ArgumentException($"--lang {given}: the languages are en and fr");
        }

        // The first variable that is set decides, as everywhere else.
        var variable = LanguageVariables.Select(Environment.GetEnvironmentVariable).FirstOrDefault(value => !string.IsNullOrEmpty(value));
        return Languages.Read(variable) ?? Language.English;
    }
}
