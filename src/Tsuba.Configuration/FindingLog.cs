using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Names;

namespace Tsuba.Configuration;

/// <summary>
/// Collects the findings of one load. A fault that stands in every one of a hundred thousand objects is reported
/// <see cref="MostOfOneCode"/> times, then counted.
/// </summary>
internal sealed class FindingLog
{
    /// <summary>Findings of one code that are kept.</summary>
    internal const int MostOfOneCode = 1000;

    // Comparing a name with all others is slow on a large site: the first findings get a suggestion, until so many names were compared.
    private const int MostComparisons = 2_000_000;

    private readonly List<Diagnostic> _findings = [];
    private readonly HashSet<Diagnostic> _seen = [];
    private readonly Dictionary<string, int> _countByCode = new(StringComparer.Ordinal);

    private int _comparisons;

    /// <summary>Whether any finding refuses the configuration.</summary>
    internal bool HasErrors => ErrorCount > 0;

    /// <summary>Number of errors so far.</summary>
    internal int ErrorCount { get; private set; }

    /// <summary>The findings so far, in the order in which they were made.</summary>
    internal ImmutableArray<Diagnostic> ToArray() => [.. _findings];

    /// <summary>Adds a finding.</summary>
    internal void Add(DiagnosticCode code, SourceLocation location, string message)
    {
        ErrorCount += code.Severity == Severity.Error ? 1 : 0;
        var finding = code.At(location, message);
        if (_seen.Contains(finding))
        {
            return;
        }

        var count = _countByCode.GetValueOrDefault(code.Code) + 1;
        _countByCode[code.Code] = count;
        if (count <= MostOfOneCode)
        {
            _seen.Add(finding);
            _findings.Add(finding);
        }
    }

    /// <summary><c>; did you mean "X"?</c> for a misspelt name, or nothing.</summary>
    internal string Hint(string name, IEnumerable<string> candidates)
    {
        if (_comparisons > MostComparisons)
        {
            return "";
        }

        _comparisons += candidates.TryGetNonEnumeratedCount(out var count) ? count : 100;
        return NearName.Find(name, candidates) is { } near ? $"; did you mean \"{near}\"?" : "";
    }

    /// <summary>All findings in order of file, line and column.</summary>
    internal ImmutableArray<Diagnostic> ToSorted()
    {
        foreach (var (code, count) in _countByCode.Where(pair => pair.Value > MostOfOneCode).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList())
        {
            Add(
                FileFindings.TooManyFindings,
                SourceLocation.None,
                string.Create(CultureInfo.InvariantCulture, $"{count - MostOfOneCode} more findings {code} are left out"));
        }

        return [.. _findings
            .OrderBy(finding => finding.Location.File, StringComparer.Ordinal)
            .ThenBy(finding => finding.Location.Line)
            .ThenBy(finding => finding.Location.Column)
            .ThenBy(finding => finding.Code, StringComparer.Ordinal)];
    }
}
