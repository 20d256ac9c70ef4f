using Tsuba.Arbiter.Core;
using Tsuba.Arbiter.Core.Configuration;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Protocol.Configuration;

namespace Tsuba.Arbiter.Loading;

/// <summary>Compiles what was read and says whether it may run, before anyone is told of it.</summary>
/// <param name="chunks">Chunks of earlier configurations.</param>
/// <param name="portOffset">Added to every port.</param>
/// <param name="machine">Zone of configurations that name none.</param>
/// <param name="warn">Takes each warning about a configuration.</param>
internal sealed class ReloadJudge(ChunkCache chunks, int portOffset, TimeZoneInfo machine, Action<string> warn)
{
    private readonly LinkCheck _links = new();

    /// <summary>Judges what was read.</summary>
    /// <param name="order">Who wants it, and what is confirmed.</param>
    /// <param name="reading">What the source holds.</param>
    /// <param name="previous">What would be replaced; null: nothing.</param>
    /// <param name="state">What was accepted last.</param>
    /// <param name="ended">Told the name of each step when it ends.</param>
    /// <param name="stop">Ends the wait for the check of the links.</param>
    internal async Task<Judgement> JudgeAsync(
        ReloadOrder order, SourceReading reading, PreviousConfiguration? previous, ArbiterState state, Action<string> ended, CancellationToken stop)
    {
        if (reading.Configuration is null)
        {
            return new Judgement(ReloadAnswers.Unreadable(reading.Failure, state.Generation));
        }

        if (reading.Diagnostics.Any(finding => finding.Severity == Severity.Error))
        {
            return new Judgement(ReloadAnswers.Refused(reading.Diagnostics, state.Generation));
        }

        var before = previous?.Configuration;
        var compiled = await CompileAsync(MachineZone.Apply(reading.Configuration, machine), previous, state, ended, stop);
        if (compiled is not { Running: { } running, Difference: var difference })
        {
            return new Judgement(ReloadAnswers.Refused(compiled.Diagnostics, state.Generation));
        }

        var isAsked = previous is not null && previous.IsOf(reading.MainFiles) && !order.Confirms(running.Hash);
        return isAsked && DangerousChange.Find(before, difference) is { } danger
            ? new Judgement(ReloadAnswers.NeedsConfirmation(danger, running, difference, before, state))
            : new Judgement(ReloadAnswers.Accepted(running, difference, before, state), running);
    }

    /// <summary>Compiles a configuration without judging what it changes.</summary>
    internal async Task<CompiledConfiguration> CompileAsync(
        ResolvedConfiguration configuration, PreviousConfiguration? previous, ArbiterState state, Action<string> ended, CancellationToken stop)
    {
        var difference = ConfigurationCompiler.Compare(configuration, previous?.Configuration);
        ended("compare");

        // Links are checked beside the cut: both only read, and each takes about as long as the other.
        var checking = Task.Run(() => _links.Run(difference, previous?.Configuration), stop);
        var compiled = ConfigurationCompiler.Compile(difference, previous?.Running, state, portOffset, chunks, ended);
        var findings = (await checking).AddRange(compiled.Diagnostics);
        ended("check");
        foreach (var finding in findings.Where(finding => finding.Severity == Severity.Warning))
        {
            warn(finding.ToString());
        }

        var isRefused = findings.Any(finding => finding.Severity == Severity.Error);
        return compiled with { Running = isRefused ? null : compiled.Running, Diagnostics = findings };
    }
}
