using System.Globalization;
using Tsuba.Differential.Tests.Cases;
using Tsuba.Differential.Tests.Engines;
using Tsuba.Testing.Requirements;
using Xunit.Abstractions;

namespace Tsuba.Differential.Tests;

/// <summary>
/// Random configurations and events in Debian's nagios4 and in the engine, profile nagios. <c>TSUBA_DIFFERENTIAL_CASES</c> says how many
/// (500 by hand), <c>TSUBA_DIFFERENTIAL_SEED</c> names another run, <c>TSUBA_DIFFERENTIAL_CASE</c> picks
/// one of its cases, <c>TSUBA_DIFFERENTIAL_SHRINK=0</c> tells the cases that fail as they are.
/// </summary>
public sealed class DifferentialTests(ITestOutputHelper output)
{
    private const int ShortForm = 60;
    private const int UsualSeed = 1;

    [RequiresFact(Requirement.Nagios4, Requirement.CCompiler)]
    public async Task Run_RandomCases_BothDoTheSame()
    {
        var seed = Setting("TSUBA_DIFFERENTIAL_SEED") ?? UsualSeed;
        var count = Setting("TSUBA_DIFFERENTIAL_CASES") ?? ShortForm;
        output.WriteLine($"TSUBA_DIFFERENTIAL_SEED={seed} TSUBA_DIFFERENTIAL_CASES={count}");
        var numbers = Setting("TSUBA_DIFFERENTIAL_CASE") is { } only ? [only] : Enumerable.Range(0, count);
        using var differential = new Differential();

        var report = await differential.ReportAsync(
            new DifferentialRun { Cases = [.. numbers.Select(number => CaseGenerator.Make(seed, number))] }, Setting("TSUBA_DIFFERENTIAL_SHRINK") != 0, CancellationToken.None);

        Assert.True(report is null, $"TSUBA_DIFFERENTIAL_SEED={seed}: {report}");
    }

    private static int? Setting(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
