using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using Tsuba.Differential.Tests.Cases;
using Tsuba.Differential.Tests.Engines;
using Tsuba.Differential.Tests.Observations;
using Tsuba.Testing.Requirements;

namespace Tsuba.Differential.Tests.Nagios;

/// <summary>Runs cases in Debian's nagios4, in virtual time, and tells what it did.</summary>
internal sealed class NagiosOracle : IDisposable
{
    private const long Second = 1_000_000;

    // Answers change before, commands come after the checks of their second, states are read last.
    private const long AnswerOffset = -400_000;
    private const long CommandOffset = 400_000;
    private const long StatusOffset = 900_000;

    private readonly string _folder = Directory.CreateTempSubdirectory("tsuba-nagios-").FullName;
    private (string Clock, string Plugin)? _native;
    private int _runs;

    /// <summary>Removes what the runs left.</summary>
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>Runs the cases side by side.</summary>
    public async Task<ImmutableArray<Observation>> RunAsync(DifferentialRun run, CancellationToken token)
    {
        var site = await MakeSiteAsync(token);
        await WriteAsync(run, site, token);
        await StartAsync(run, site, token);
        var seen = await ReadAsync(run, site, token);
        Directory.Delete(site, recursive: true);
        return seen;
    }

    /// <summary>Asks nagios4 about the moments of spans: for each question a letter a moment, 1 inside the time period and 0 outside.</summary>
    /// <param name="run">The time periods and the zone.</param>
    /// <param name="questions">What is asked.</param>
    /// <param name="token">Stops.</param>
    public async Task<ImmutableArray<string>> AskAsync(DifferentialRun run, ImmutableArray<PeriodQuestion> questions, CancellationToken token)
    {
        var site = await MakeSiteAsync(token);
        await WriteAsync(run, site, token);
        var script = questions.Select((question, number) => string.Create(
            CultureInfo.InvariantCulture, $"{run.Start * Second} period {question.Period} {question.First} {question.Last} {question.Step} {site}/var/answers.{number}\n"));
        await File.WriteAllTextAsync($"{site}/script", string.Concat(script) + string.Create(CultureInfo.InvariantCulture, $"{(run.Start + 1) * Second} end\n"), token);
        await StartAsync(run, site, token);
        var answers = ImmutableArray.CreateBuilder<string>(questions.Length);
        for (var number = 0; number < questions.Length; number++)
        {
            answers.Add(await File.ReadAllTextAsync($"{site}/var/answers.{number.ToString(CultureInfo.InvariantCulture)}", token));
        }

        Directory.Delete(site, recursive: true);
        return answers.MoveToImmutable();
    }

    /// <summary>Runs the cases and gives the lines of a file that nagios4 wrote into <c>@SITE@</c>.</summary>
    public async Task<string[]> RunForFileAsync(DifferentialRun run, string name, CancellationToken token)
    {
        var site = await MakeSiteAsync(token);
        await WriteAsync(run, site, token);
        await StartAsync(run, site, token);
        var lines = (await File.ReadAllTextAsync($"{site}/var/{name}", token)).Split('\n');
        Directory.Delete(site, recursive: true);
        return lines[..^1];
    }

    private async Task<string> MakeSiteAsync(CancellationToken token)
    {
        _native ??= await NativeParts.BuildAsync(_folder, token);
        var site = Path.Combine(_folder, (_runs++).ToString(CultureInfo.InvariantCulture));
        foreach (var name in new[] { "answers", "var", "rw", "spool" })
        {
            Directory.CreateDirectory(Path.Combine(site, name));
        }

        return site;
    }

    private async Task WriteAsync(DifferentialRun run, string site, CancellationToken token)
    {
        var main = $"""
            cfg_file={site}/objects.cfg
            log_file={site}/var/nagios.log
            object_cache_file={site}/var/objects.cache
            precached_object_file={site}/var/objects.precache
            status_file={site}/var/status.dat
            status_update_interval=100000
            state_retention_file={site}/var/retention.dat
            lock_file={site}/var/nagios.pid
            temp_file={site}/var/nagios.tmp
            temp_path={site}/var
            check_result_path={site}/spool
            command_file={site}/rw/nagios.cmd
            query_socket={site}/rw/nagios.qh
            nagios_user=root
            nagios_group=root
            check_external_commands=1
            check_workers=2
            check_for_updates=0

            """;
        await File.WriteAllTextAsync($"{site}/nagios.cfg", main + run.MainSettings.Replace("@SITE@", $"{site}/var", StringComparison.Ordinal), token);
        await File.WriteAllTextAsync($"{site}/objects.cfg", run.Objects(_native!.Value.Plugin, $"{site}/clock", $"{site}/answers", $"{site}/record"), token);
        await File.WriteAllTextAsync($"{site}/script", Script(run, site), token);
        var clock = new byte[32];
        BitConverter.TryWriteBytes(clock, run.Start * Second);
        await File.WriteAllBytesAsync($"{site}/clock", clock, token);
        foreach (var one in run.Cases)
        {
            foreach (var item in one.Items)
            {
                var lines = one.Steps.OfType<AnswerStep>().Where(step => one.Named(step.Item) == item).Select(step =>
                    string.Create(CultureInfo.InvariantCulture, $"{((run.Start + step.At) * Second) + AnswerOffset} {step.Code} {step.Text}\n"));
                await File.WriteAllTextAsync($"{site}/answers/{AnswerFile.NameOf(item)}", "0 0 OK\n" + string.Concat(lines), token);
            }
        }
    }

    private static string Script(DifferentialRun run, string site)
    {
        var steps = new List<(long At, string Text)>();
        foreach (var one in run.Cases)
        {
            steps.AddRange(one.Steps.OfType<CommandStep>().Select(step =>
                ((step.At * Second) + CommandOffset, $"command {CaseTimes.Resolve(one.Named(step.Text), run.Start + step.At)}")));
        }

        steps.AddRange(run.StatusTimes.Select(at => ((at * Second) + StatusOffset, $"status {site}/var/status.dat {site}/var/status.{at}")));
        steps.Add(((run.Until * Second) + StatusOffset, "end"));
        var script = new StringBuilder();
        foreach (var (at, text) in steps.OrderBy(step => step.At))
        {
            script.Append(CultureInfo.InvariantCulture, $"{(run.Start * Second) + at} {text}\n");
        }

        return script.ToString();
    }

    private async Task StartAsync(DifferentialRun run, string site, CancellationToken token)
    {
        // A file takes what nagios4 prints: its workers outlive it for a moment and would hold a pipe open.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "exec \"$0\" \"$1\" >\"$2\" 2>&1 </dev/null", RequirementProbe.Nagios4Path("usr/sbin/nagios4")!, $"{site}/nagios.cfg", $"{site}/output"])
        {
            WorkingDirectory = site,
        };
        start.Environment["VIRTUAL_SCRIPT"] = $"{site}/script";
        start.Environment["TZ"] = run.Zone;
        start.ArgumentList[1] = $"export LD_PRELOAD='{_native!.Value.Clock}' VIRTUAL_CLOCK='{site}/clock'; {start.ArgumentList[1]}";
        using var nagios = Process.Start(start)!;
        await nagios.WaitForExitAsync(token);
        if (nagios.ExitCode != 0)
        {
            throw new InvalidOperationException($"nagios4 ended with {nagios.ExitCode}: {await File.ReadAllTextAsync($"{site}/output", token)}");
        }
    }

    private static async Task<ImmutableArray<Observation>> ReadAsync(DifferentialRun run, string site, CancellationToken token)
    {
        var seen = ImmutableArray.CreateBuilder<Observation>();
        foreach (var line in await File.ReadAllLinesAsync($"{site}/var/nagios.log", token))
        {
            if (LogReader.Read(line, run.Start) is { } observation)
            {
                seen.Add(observation);
            }
        }

        var records = File.Exists($"{site}/record") ? await File.ReadAllLinesAsync($"{site}/record", token) : [];
        foreach (var line in records)
        {
            var cut = line.IndexOf(' ', StringComparison.Ordinal);
            var at = (long.Parse(line.AsSpan(0, cut), CultureInfo.InvariantCulture) / Second) - run.Start;
            seen.Add(ActionReader.Read(at, line[(cut + 1)..].Split(';')));
        }

        foreach (var at in run.StatusTimes)
        {
            seen.AddRange(StatusFile.Read(await File.ReadAllLinesAsync($"{site}/var/status.{at}", token), at, run.Start));
        }

        return seen.ToImmutable();
    }
}
