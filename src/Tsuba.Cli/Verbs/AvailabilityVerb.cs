using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Tsuba.Cli.Sites;
using Tsuba.Model.Items;
using Tsuba.Protocol;
using Tsuba.Protocol.Contracts;
using Command = System.CommandLine.Command;
using ItemName = Tsuba.Model.Items.ItemName;
using Verb = Tsuba.Protocol.Contracts.AvailabilityVerb;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba availability</c>: how items spent a range, and what is put right afterwards.</summary>
internal static class AvailabilityVerb
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    public static Command Create()
    {
        var item = new Argument<string?>("item") { Description = "HOST or HOST;SERVICE; all hosts if absent.", Arity = ArgumentArity.ZeroOrOne };
        var parameters = new (Option<string?> Option, string Name)[]
        {
            (Text("--hostgroup", "The members of a host group.", "GROUP"), "hostgroup"),
            (Text("--servicegroup", "The members of a service group.", "GROUP"), "servicegroup"),
            (Text("--range", "today, yesterday, last24hours (the default), last7days, last31days, thisweek, lastweek, thismonth, lastmonth, thisyear, lastyear.", "NAME"), "range"),
            (Text("--from", "Begin instead of a range: a date, or a date and time as 2026-01-31T14:00 in the site's zone, or seconds since 1970.", "TIME"), "from"),
            (Text("--to", "End; now if absent.", "TIME"), "to"),
            (Text("--timeperiod", "Count only the time inside a time period.", "NAME"), "timeperiod"),
            (Text("--initial-state", "State before the first one that was seen: undetermined (the default), current, up, down …", "STATE"), "initial_state"),
            (Text("--downtime", "Scheduled downtime: count as the state is (the default), exclude, available.", "HOW"), "downtime"),
            (Text("--unknown", "UNKNOWN and UNREACHABLE: count (the default), exclude, available.", "HOW"), "unknown"),
            (Text("--warning", "WARNING: available (the default), count, exclude.", "HOW"), "warning"),
            (Text("--no-data", "Time of which nothing is known: exclude (the default), count, available.", "HOW"), "no_data"),
        };
        var soft = new Option<bool>("--soft") { Description = "Count soft states too." };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var csv = new Option<bool>("--csv") { Description = "Print comma-separated values." };
        var command = new Command("availability", "Say how hosts and services spent a range of time.") { item, soft, json, csv };
        foreach (var (option, _) in parameters)
        {
            command.Options.Add(option);
        }

        Run(
            command,
            parsed =>
            {
                var request = new AvailabilityRequest { Verb = Verb.Report };
                AddItem(request, parsed.GetValue(item));
                foreach (var (option, name) in parameters)
                {
                    request.Parameters[name] = parsed.GetValue(option) ?? "";
                }

                request.Parameters["soft"] = parsed.GetValue(soft) ? "1" : "";
                request.Parameters["limit"] = "2000";
                request.Parameters["format"] = parsed.GetValue(csv) ? "csv" : "json";
                return request;
            },
            (parsed, body) => parsed.GetValue(json) || parsed.GetValue(csv) ? body : Table(body));
        command.Subcommands.Add(Corrections());
        command.Subcommands.Add(Correct());
        command.Subcommands.Add(Revoke());
        return command;
    }

    private static Command Corrections()
    {
        var command = new Command("corrections", "List what was corrected, as JSON; what was revoked too.");
        Run(command, _ => new AvailabilityRequest { Verb = Verb.Corrections }, (_, body) => body);
        return command;
    }

    private static Command Correct()
    {
        var item = new Argument<string>("item") { Description = "HOST or HOST;SERVICE." };
        var kind = new Option<string>("--as") { Description = "What it was: downtime, nodowntime, state, exclude.", HelpName = "KIND", Required = true };
        var state = Text("--in-state", "With --as state: the state it was in.", "STATE");
        var from = new Option<string>("--from") { Description = "Begin: a date, or a date and time as 2026-01-31T14:00 in the site's zone, or seconds since 1970.", HelpName = "TIME", Required = true };
        var to = new Option<string>("--to") { Description = "End.", HelpName = "TIME", Required = true };
        var reason = new Option<string>("--reason") { Description = "Why; it is kept with your name.", HelpName = "TEXT", Required = true };
        var command = new Command("correct", "Put right what a report says of a span of time, such as a downtime that nobody had entered.") { item, kind, state, from, to, reason };
        Run(
            command,
            parsed =>
            {
                var request = new AvailabilityRequest { Verb = Verb.Correct };
                AddItem(request, parsed.GetRequiredValue(item));
                request.Parameters["kind"] = parsed.GetRequiredValue(kind);
                request.Parameters["state"] = parsed.GetValue(state) ?? "";
                request.Parameters["from"] = parsed.GetRequiredValue(from);
                request.Parameters["to"] = parsed.GetRequiredValue(to);
                request.Parameters["reason"] = parsed.GetRequiredValue(reason);
                return request;
            },
            (_, body) => body);
        return command;
    }

    private static Command Revoke()
    {
        var id = new Argument<string>("number") { Description = "Number of the correction." };
        var reason = new Option<string>("--reason") { Description = "Why; it is kept with your name.", HelpName = "TEXT", Required = true };
        var command = new Command("revoke", "Revoke a correction; it stays in the list.") { id, reason };
        Run(
            command,
            parsed =>
            {
                var request = new AvailabilityRequest { Verb = Verb.Revoke };
                request.Parameters["id"] = parsed.GetRequiredValue(id);
                request.Parameters["reason"] = parsed.GetRequiredValue(reason);
                return request;
            },
            (_, body) => body);
        return command;
    }

    private static void Run(Command command, Func<ParseResult, AvailabilityRequest> ask, Func<ParseResult, string, string> print)
    {
        var site = new SiteOptions();
        site.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            await using var calls = new OperatorCalls(SiteFinder.Open(parsed, site));
            var request = ask(parsed);
            request.Author = calls.Name;
            var reply = await calls.CallAsync(DaemonRole.Broker, Routes.Availability, request, Limit, token);
            var body = reply.Body.ToStringUtf8();
            if (reply.Status >= 400)
            {
                using var refusal = JsonDocument.Parse(body);
                await Console.Error.WriteLineAsync($"tsuba: {refusal.RootElement.GetProperty("detail").GetString()}");
                return ExitCodes.Failure;
            }

            var text = print(parsed, body);
            await Console.Out.WriteAsync(text.Length == 0 || text.EndsWith('\n') ? text : text + "\n");
            return ExitCodes.Success;
        });
    }

    private static void AddItem(AvailabilityRequest request, string? text)
    {
        if (text is { Length: > 0 })
        {
            var name = ItemName.Parse(text);
            request.Parameters["host"] = name.Host;
            request.Parameters["service"] = name.Description ?? "";
        }
    }

    private static string Table(string body)
    {
        using var report = JsonDocument.Parse(body);
        var columns = new TextColumns("ITEM", "AVAILABLE", "STATES", "DOWNTIME", "UNDETERMINED");
        foreach (var row in report.RootElement.GetProperty("rows").EnumerateArray())
        {
            var service = row.GetProperty("service").GetString();
            var states = row.GetProperty("states").EnumerateArray().Where(state => state.GetProperty("seconds").GetDouble() > 0);
            columns.Add(
                row.GetProperty("host").GetString() + (service is null ? "" : ";" + service),
                Percent(row.GetProperty("availability")),
                string.Join(' ', states.Select(state => $"{state.GetProperty("state").GetString()} {Length(state.GetProperty("seconds"))}")),
                Length(row.GetProperty("downtime_seconds")),
                Length(row.GetProperty("undetermined_seconds")));
        }

        return columns + $"average {Percent(report.RootElement.GetProperty("average"))}\n";
    }

    private static string Percent(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number ? value.GetDouble().ToString("0.000", CultureInfo.InvariantCulture) + "%" : "-";

    private static string Length(JsonElement seconds) =>
        seconds.GetDouble() is > 0 and var length ? string.Create(CultureInfo.InvariantCulture, $"{length:0}s") : "";

    private static Option<string?> Text(string name, string description, string help) => new(name) { Description = description, HelpName = help };
}
