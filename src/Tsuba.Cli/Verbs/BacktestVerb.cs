using System.CommandLine;
using Tsuba.Cli.Sites;
using Tsuba.Engine.Backtests;
using Tsuba.Engine.Forecasts;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;
using Tsuba.Scheduler.Recordings;

namespace Tsuba.Cli.Verbs;

/// <summary><c>tsuba backtest</c>: what another configuration would have made of what was recorded.</summary>
internal static class BacktestVerb
{
    // As diff says it.
    private const int Same = 0;
    private const int Different = 1;
    private const int Trouble = 2;

    private const int MaxDifferences = 100_000;

    public static Command Create()
    {
        var site = new SiteOptions();
        var files = ConfigurationOption.Create();
        var from = new Option<string>("--from") { Description = "From when on: 14:30, 2026-11-29T14:30, -2h or epoch seconds.", HelpName = "TIME", DefaultValueFactory = _ => "-1d" };
        var to = new Option<string>("--to") { Description = "Until when.", HelpName = "TIME", DefaultValueFactory = _ => "now" };
        var json = new Option<bool>("--json") { Description = "Print JSON." };
        var command = new Command("backtest", "Run the recorded journals through another configuration and print what would have been different; exit 0: nothing, 1: something, 2: it cannot be run.") { files, from, to, json };
        site.AddTo(command);
        command.SetAction(async (parsed, token) =>
        {
            var candidate = CandidateConfiguration.Load(parsed.GetRequiredValue(files), TimeZoneInfo.Local);
            if (candidate.Zone is not { } zone)
            {
                return await FailAsync([.. candidate.Problems]);
            }

            var now = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
            if (TimeWord.TryParse(parsed.GetRequiredValue(from), now, zone, isPast: true) is not { } begin
                || TimeWord.TryParse(parsed.GetRequiredValue(to), now, zone, isPast: true) is not { } end
                || begin >= end)
            {
                return await FailAsync("--from and --to need times of the past, the first before the second: 14:30, 2026-11-29T14:30, -2h or epoch seconds.");
            }

            var directory = SiteFinder.Open(parsed, site).Directory;
            try
            {
                return await RunAsync(RecordedPart.Find(directory), candidate, begin, end, zone, parsed.GetValue(json));
            }
            catch (InvalidDataException exception)
            {
                return await FailAsync($"The recording cannot be used: {exception.Message}");
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyList<RecordedPart> parts, CandidateConfiguration candidate, long begin, long end, TimeZoneInfo zone, bool asJson)
    {
        var replays = new List<PartReplay>();
        try
        {
            foreach (var part in parts)
            {
                if (PartReplay.To(part, begin) is { } replay)
                {
                    replays.Add(replay);
                }
                else
                {
                    await Console.Error.WriteLineAsync($"note: of part {part.Part} nothing is recorded that can be used");
                }
            }

            if (replays.Count == 0)
            {
                return await FailAsync("Nothing is recorded.");
            }

            // A host that moved is where the earliest recording has it.
            replays = [.. replays.OrderBy(replay => replay.Engine.LastTurn.UtcMilliseconds).ThenBy(replay => replay.Part)];
            var seen = new HashSet<string>(StringComparer.Ordinal);
            var split = candidate.Split(replays.ToDictionary(replay => replay.Part, replay => (IEnumerable<string>)[.. replay.Engine.PresentHosts.Where(seen.Add)]));
            if (split is null)
            {
                return await FailAsync([.. candidate.Problems]);
            }

            foreach (var replay in replays.Where(replay => replay.Engine.LastTurn.UtcMilliseconds > begin))
            {
                await Console.Error.WriteLineAsync($"note: the recording of part {replay.Part} begins at {LocalTime.Full(replay.Engine.LastTurn.UtcMilliseconds, zone)}");
            }

            var report = Run(replays, split, end);
            await using var output = new StreamWriter(Console.OpenStandardOutput());
            await output.WriteAsync(asJson ? BacktestPrinter.Json(report) : BacktestPrinter.Text(report, zone));
            return !report.IsComplete ? Trouble : report.Differs ? Different : Same;
        }
        finally
        {
            replays.ForEach(replay => replay.Dispose());
        }
    }

    // The turns of all parts in the order of the wall clock; of each part one segment is in memory.
    private static BacktestReport Run(List<PartReplay> replays, IReadOnlyDictionary<PartId, ConfigurationSnapshot> candidates, long end)
    {
        var backtest = new Backtest([.. replays.Select(replay => (replay.Engine, candidates[replay.Part]))], MaxDifferences);
        var turns = replays.Select(replay => replay.Until(end).GetEnumerator()).ToList();
        try
        {
            var next = new PriorityQueue<int, (long Utc, int Part)>();
            Enumerable.Range(0, turns.Count).ToList().ForEach(Queue);
            while (next.TryDequeue(out var part, out _))
            {
                backtest.Take(part, turns[part].Current);
                Queue(part);
            }

            return backtest.Finish();

            void Queue(int part)
            {
                if (turns[part].MoveNext())
                {
                    next.Enqueue(part, (turns[part].Current.Time.UtcMilliseconds, part));
                }
                else
                {
                    backtest.End(part);
                }
            }
        }
        finally
        {
            turns.ForEach(turn => turn.Dispose());
        }
    }

    private static async Task<int> FailAsync(params string[] lines)
    {
        foreach (var line in lines)
        {
            await Console.Error.WriteLineAsync(line);
        }

        return Trouble;
    }
}
