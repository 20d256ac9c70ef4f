using System.Globalization;
using Tsuba.Model.Names;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Cli.Verbs;

/// <summary>The answer to a reload as a person reads it.</summary>
internal static class ReloadReport
{
    private const int MostObjects = 20;
    private const int ShownDigits = 12;

    /// <summary>Prints an answer.</summary>
    /// <param name="reply">The answer.</param>
    /// <param name="waited">Whether it was waited for the schedulers.</param>
    /// <param name="output">Where to.</param>
    public static void Print(ReloadReply reply, bool waited, TextWriter output)
    {
        output.WriteLine($"{Word(reply.Outcome)}: {Line(reply)}");
        foreach (var finding in reply.Findings)
        {
            output.WriteLine($"{Place(finding)}error {finding.Code}: {finding.Message}");
        }

        if (reply.FindingsLeftOut > 0)
        {
            output.WriteLine($"and {Counted.Of(reply.FindingsLeftOut, "more error")}");
        }

        if (reply.Changes is { } changes)
        {
            Print(changes, output);
        }

        if (reply.Outcome == ReloadOutcome.NeedsConfirmation)
        {
            output.WriteLine($"If this is meant: tsuba reload --confirm {reply.Hash[..ShownDigits]}");
        }
        else if (!reply.Accepted)
        {
            output.WriteLine(Text($"Generation {reply.Generation} goes on."));
        }
        else if (waited && !reply.Active)
        {
            output.WriteLine("Not every part runs it yet; tsuba status shows which.");
        }

        if (reply.Phases.Count > 0)
        {
            output.WriteLine($"Took: {string.Join(", ", reply.Phases.Select(phase => Text($"{phase.Name} {phase.Milliseconds:0} ms")))}");
        }
    }

    private static void Print(ConfigurationChanges changes, TextWriter output)
    {
        foreach (var type in changes.Types_)
        {
            output.WriteLine(Text($"  {type.Type}: {type.Added} added, {type.Changed} changed, {type.Removed} removed"));
        }

        foreach (var change in changes.Objects.Take(MostObjects))
        {
            output.WriteLine($"    {Sign(change.Kind)} {change.Type} {change.Key}");
        }

        var total = changes.Types_.Sum(type => type.Added + type.Changed + type.Removed);
        if (total > MostObjects)
        {
            output.WriteLine(Text($"    and {total - Math.Min(MostObjects, changes.Objects.Count)} more"));
        }

        if (changes.PartsChanged.Count > 0)
        {
            output.WriteLine(Text($"  parts touched: {string.Join(", ", changes.PartsChanged)} of {changes.Parts}"));
        }

        if (changes.HostsMoved > 0)
        {
            output.WriteLine(Text($"  hosts that change part, with their state: {changes.HostsMoved}"));
        }
    }

    // Findings are listed below the line; the line need not say them too.
    private static string Line(ReloadReply reply) =>
        reply.Findings.Count > 0 ? Counted.Of(reply.Findings.Count + reply.FindingsLeftOut, "error") : reply.Text;

    private static string Place(ConfigurationFinding finding) =>
        finding.Line > 0 ? Text($"{finding.File}:{finding.Line}:{finding.Column}: ") : finding.File.Length > 0 ? $"{finding.File}: " : "";

    private static string Word(ReloadOutcome outcome) => outcome switch
    {
        ReloadOutcome.Accepted => "accepted",
        ReloadOutcome.Unchanged => "unchanged",
        ReloadOutcome.NeedsConfirmation => "not run, needs a confirmation",
        ReloadOutcome.Unreadable => "not run, cannot be read",
        _ => "refused",
    };

    private static char Sign(ChangeKind kind) => kind switch
    {
        ChangeKind.Added => '+',
        ChangeKind.Removed => '-',
        _ => '~',
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
