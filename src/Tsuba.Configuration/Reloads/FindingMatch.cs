using System.Collections.Immutable;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Reloads;

/// <summary>
/// Tells which findings of a load that left most services out would be those of the whole. A line that did not change is found faulty by the whole if it was
/// before; what is found beyond that comes from the services that are missing.
/// </summary>
internal static class FindingMatch
{
    /// <summary>The findings of the whole; null where only the whole can tell.</summary>
    /// <param name="before">Findings of the configuration before.</param>
    /// <param name="load">The load.</param>
    /// <param name="texts">Its files, with what changed in them.</param>
    internal static ImmutableArray<Diagnostic>? Of(
        ImmutableArray<Diagnostic> before, ConfigurationLoad load, IReadOnlyCollection<KeyValuePair<string, FileText>> texts)
    {
        var expected = new Dictionary<(string, string, string), int>();
        foreach (var finding in before)
        {
            expected[KeyOf(finding)] = expected.GetValueOrDefault(KeyOf(finding)) + 1;
        }

        var ofText = load.FindingsOfText.ToHashSet();
        var kept = ImmutableArray.CreateBuilder<Diagnostic>();
        foreach (var finding in load.Findings)
        {
            if (IsInChange(finding, texts))
            {
                return null;
            }

            if (expected.GetValueOrDefault(KeyOf(finding)) is > 0 and var count)
            {
                expected[KeyOf(finding)] = count - 1;
                kept.Add(finding);
            }
            else if (ofText.Contains(finding))
            {
                return null;
            }
        }

        return kept.Count == before.Length ? kept.ToImmutable() : null;
    }

    // Lines may have moved.
    private static (string Code, string File, string Message) KeyOf(Diagnostic finding) => (finding.Code, finding.Location.File, finding.Message);

    private static bool IsInChange(Diagnostic finding, IEnumerable<KeyValuePair<string, FileText>> texts) =>
        texts.Any(text => text.Key == finding.Location.File
            && text.Value.Changed.Any(block => finding.Location.Line >= block.FirstLine && finding.Location.Line < block.FirstLine + block.Lines));
}
