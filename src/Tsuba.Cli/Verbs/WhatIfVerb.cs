using System.CommandLine;
using Tsuba.Cli.Sites;
using Tsuba.Hosting.Lifecycle;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Tsuba.Scheduler.Recordings;
using Command = System.CommandLine.Command;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba whatif</c>: what would happen to the site as it is, if.</summary>
internal static class WhatIfVerb
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(20);

    public static Command Create()
    {
        var site = new SiteOptions();
        var events = new Argument<string[]>("event")
        {
            Description = "What is assumed: 'down NAME', 'state NAME STATE', 'downtime NAME', 'ack NAME', each with 'from TIME' and 'for SPAN', or 'command TEXT'.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        var script = new Option<string?>("--script", "-s") { Description = "File of such events, one a line; - for standard input.", HelpName = "FILE" };
        var from = new Option<string>("--from") { Description = "From when on: 14:30, 2026-11-29T14:30, +2h or epoch seconds.", HelpName = "TIME", DefaultValueFactory = _ => "now" };
        var span = new Option<string?>("--for") { Description = "How far to look from there (at most 31d); else an hour beyond the last event, and at least four.", HelpName = "SPAN" };
        var onlyNamed = new Option<bool>("--only-named") { Description = "Let only what is named fail, not the services of a host and the hosts behind it." };
        var offline = new Option<bool>("--offline") { Description = "Read what is recorded in the state directory, though the site runs: the parts of this machine." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("whatif", "Tell what would happen to the site as it is now, if. Nothing of it touches the site.") { events, script, from, span, onlyNamed, offline, json };
        site.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var lines = Lines(parsed.GetValue(events) ?? []);
            if (parsed.GetValue(script) is { } path)
            {
                var text = path == "-" ? await Console.In.ReadToEndAsync(token) : await File.ReadAllTextAsync(path, token);
                lines = [.. lines, .. text.ReplaceLineEndings("\n").Split('\n')];
            }

            var request = new ForecastRequest
            {
                From = parsed.GetRequiredValue(from),
                Span = parsed.GetValue(span) ?? "",
                OnlyNamed = parsed.GetValue(onlyNamed),
                NowUtcMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(),
            };
            request.Lines.AddRange(lines);
            var reply = await AskAsync(SiteFinder.Open(parsed, site), request, parsed.GetValue(offline), token);
            foreach (var line in reply.Faults.Concat(reply.Missing))
            {
                await Console.Error.WriteLineAsync(line);
            }

            if (reply.Parts.Count == 0)
            {
                return ExitCodes.Failure;
            }

            var report = ForecastReading.Read(reply);
            await using var output = new StreamWriter(Console.OpenStandardOutput());
            await output.WriteAsync(parsed.GetValue(json)
                ? ForecastPrinter.Json(report, reply.FromUtcMs, reply.UntilUtcMs)
                : ForecastPrinter.Text(report, reply.FromUtcMs, reply.UntilUtcMs, lines, TimeZoneInfo.FindSystemTimeZoneById(reply.Zone)));
            foreach (var refusal in report.Refused)
            {
                await Console.Error.WriteLineAsync(refusal.ToString());
            }

            return report.Refused.IsEmpty && report.IsComplete && reply.Missing.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }

    /// <summary>Words that were typed without quotes are one event.</summary>
    internal static string[] Lines(string[] arguments) =>
        arguments.Length > 1 && arguments.All(argument => !argument.Any(char.IsWhiteSpace)) ? [string.Join(' ', arguments)] : arguments;

    // Where no broker runs, what the schedulers of this machine recorded is read, whether they run or not.
    private static async Task<ForecastReply> AskAsync(SiteState state, ForecastRequest request, bool offline, CancellationToken token)
    {
        if (!offline && RunningDaemon.List(state).Any(daemon => daemon.ToPeer()?.Role == DaemonRole.Broker))
        {
            await using var calls = new OperatorCalls(state);
            return await calls.CallAsync(DaemonRole.Broker, Routes.Forecast, request, Limit, token);
        }

        if (!offline)
        {
            await Console.Error.WriteLineAsync($"tsuba: no broker of site {state.Site} runs on this machine: this is from what is recorded in {state.Directory}");
        }

        try
        {
            return OfflineForecast.Answer(state.Directory, request, token);
        }
        catch (InvalidDataException unreadable)
        {
            throw new IOException($"what is recorded in {state.Directory} cannot be read: {unreadable.Message}", unreadable);
        }
    }
}
