using System.CommandLine;
using Tsuba.Cli.Sites;
using Tsuba.Engine;
using Tsuba.Engine.Forecasts;
using Tsuba.Engine.Scenarios;
using Tsuba.Scheduler.Recordings;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba whatif</c>: what would happen to the site as it is, if.</summary>
internal static class WhatIfVerb
{
    private const long LongestSeconds = 31L * 86_400;

    // Without --for: long enough for notifications that are repeated, and for what follows the end of an outage.
    private static readonly TimeSpan _least = TimeSpan.FromHours(4);
    private static readonly TimeSpan _afterwards = TimeSpan.FromHours(1);

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
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("whatif", "Tell what would happen to the site as it is now, if. Nothing of it touches the site.") { events, script, from, span, onlyNamed, json };
        site.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var lines = Lines(parsed.GetValue(events) ?? []);
            if (parsed.GetValue(script) is { } path)
            {
                var text = path == "-" ? await Console.In.ReadToEndAsync(token) : await File.ReadAllTextAsync(path, token);
                lines = [.. lines, .. text.ReplaceLineEndings("\n").Split('\n')];
            }

            var state = SiteFinder.Open(parsed, site);
            var engines = Present(state.Directory);
            if (engines.Count == 0)
            {
                return await FailAsync($"There is no part in {state.Directory} whose state can be read.");
            }

            var zone = engines[0].Snapshot!.Settings.Zone;
            var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            if (TimeWord.TryParse(parsed.GetRequiredValue(from), now, zone, isPast: false) is not { } begin || begin < now)
            {
                return await FailAsync($"'{parsed.GetValue(from)}' is no time from now on; expected 14:30, 2026-11-29T14:30, +2h or epoch seconds.");
            }

            var read = WhatIfParser.Parse(lines, begin, zone);
            if (!read.Errors.IsEmpty)
            {
                return await FailAsync([.. read.Errors.Select(error => error.ToString())]);
            }

            if (End(parsed.GetValue(span), begin, read) is not { } end)
            {
                return await FailAsync($"'{parsed.GetValue(span)}' is no span of up to 31d; expected 30m, 2h, 1d.");
            }

            var plan = new ForecastPlan
            {
                NowUtcMilliseconds = now,
                FromUtcMilliseconds = begin,
                UntilUtcMilliseconds = end,
                Events = read.Events,
                OnlyNamed = parsed.GetValue(onlyNamed),
            };
            var report = ForecastReport.Merge([.. engines.Select(engine => Forecast.Run(engine, plan))]);
            await using var output = new StreamWriter(Console.OpenStandardOutput());
            await output.WriteAsync(parsed.GetValue(json) ? ForecastPrinter.Json(report, plan) : ForecastPrinter.Text(report, plan, lines, zone));
            foreach (var refusal in report.Refused)
            {
                await Console.Error.WriteLineAsync(refusal.ToString());
            }

            return report.Refused.IsEmpty && report.IsComplete ? ExitCodes.Success : ExitCodes.Failure;
        });
        return command;
    }

    /// <summary>Words that were typed without quotes are one event.</summary>
    internal static string[] Lines(string[] arguments) =>
        arguments.Length > 1 && arguments.All(argument => !argument.Any(char.IsWhiteSpace)) ? [string.Join(' ', arguments)] : arguments;

    private static List<SchedulerEngine> Present(string directory)
    {
        var engines = new List<SchedulerEngine>();
        foreach (var part in RecordedPart.Find(directory))
        {
            if (part.Present() is { Snapshot: not null } engine)
            {
                engines.Add(engine);
            }
        }

        return engines;
    }

    private static long? End(string? span, long begin, WhatIfScript script)
    {
        if (span is not null)
        {
            return ScenarioTime.TryParse(span, LongestSeconds) is { } length ? begin + (long)length.TotalMilliseconds : null;
        }

        var least = begin + (long)_least.TotalMilliseconds;
        var end = script.LastUtcMilliseconds is { } last ? Math.Max(least, last + (long)_afterwards.TotalMilliseconds) : least;
        return Math.Min(end, begin + (LongestSeconds * 1000));
    }

    private static async Task<int> FailAsync(params string[] lines)
    {
        foreach (var line in lines)
        {
            await Console.Error.WriteLineAsync(line);
        }

        return ExitCodes.Failure;
    }
}
