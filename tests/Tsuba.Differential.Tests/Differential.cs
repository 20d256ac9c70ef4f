using System.Collections.Immutable;
using System.Text;
using Tsuba.Differential.Tests.Cases;
using Tsuba.Differential.Tests.Engines;
using Tsuba.Differential.Tests.Nagios;
using Tsuba.Differential.Tests.Observations;
using Tsuba.Differential.Tests.Shrinking;

namespace Tsuba.Differential.Tests;

/// <summary>Runs cases in both programs and makes a report of what differs.</summary>
internal sealed class Differential : IDisposable
{
    private const int MostShrinkingRounds = 60;
    private const int MostStories = 10;

    private readonly NagiosOracle _nagios = new();

    /// <inheritdoc />
    public void Dispose() => _nagios.Dispose();

    /// <summary>Null if both did the same in every case, else the smallest failing case as a story, or (without shrinking) the first of them as they are.</summary>
    public async Task<string?> ReportAsync(DifferentialRun run, bool shrink, CancellationToken token)
    {
        var (theirs, ours, failed) = await CompareAsync(run, token);
        if (failed.Count == 0)
        {
            return null;
        }

        var report = new StringBuilder();
        report.Append(System.Globalization.CultureInfo.InvariantCulture, $"{failed.Count} of {run.Cases.Length} cases differ:\n");
        foreach (var (_, differences) in failed)
        {
            report.Append(differences[0]).Append('\n');
        }

        if (!shrink)
        {
            foreach (var (failing, differences) in failed.Take(MostStories))
            {
                report.Append('\n').Append(Story.Tell(failing, differences, theirs, ours));
            }

            return report.ToString();
        }

        var (one, its) = failed.MinBy(pair => pair.Case.Steps.Length + pair.Case.Objects.Length);
        var kind = its[0].Kind;
        for (var round = 0; round < MostShrinkingRounds; round++)
        {
            var smaller = run with { Cases = Shrinker.Smaller(one) };
            var (_, _, stillFailed) = await CompareAsync(smaller, token);
            if (stillFailed.Find(pair => pair.Differences.Any(difference => difference.Kind == kind)).Case is not { } next)
            {
                break;
            }

            one = next;
        }

        var last = run with { Cases = [one] };
        (theirs, ours, failed) = await CompareAsync(last, token);
        if (failed.Count == 0)
        {
            return report.Append("\nThe smallest does the same in both when it runs alone.\n").ToString();
        }

        return report.Append("\nThe smallest:\n\n").Append(Story.Tell(one, [.. failed.SelectMany(pair => pair.Differences)], theirs, ours)).ToString();
    }

    private static HashSet<string> Watched(DifferentialRun run) =>
    [
        .. run.Cases.SelectMany(one => one.Objects
            .Where(definition => definition.Item is not null && definition.Value("check_freshness") == "1")
            .Select(definition => one.Named(definition.Item!))),
    ];

    private async Task<(ImmutableArray<Observation> Theirs, ImmutableArray<Observation> Ours, List<(DifferentialCase Case, ImmutableArray<Difference> Differences)> Failed)> CompareAsync(
        DifferentialRun run, CancellationToken token)
    {
        var ours = EngineOracle.Run(run);
        var theirs = await _nagios.RunAsync(run, token);
        var differences = Comparer.Compare(theirs, ours, Watched(run)).ToLookup(difference => difference.Item[..(difference.Item.IndexOf('-', StringComparison.Ordinal) + 1)], StringComparer.Ordinal);
        return (theirs, ours, [.. run.Cases.Where(one => differences.Contains(one.Prefix)).Select(one => (one, differences[one.Prefix].ToImmutableArray()))]);
    }
}
