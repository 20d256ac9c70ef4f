using System.Text.RegularExpressions;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>
/// Names as regular expressions, where use_regexp_matching asks for it (nagios profile): names with <c>*</c>, <c>?</c>, <c>+</c> or
/// <c>\.</c>, and all names with use_true_regexp_matching. Source: Nagios documentation, "Object definition shortcut tricks".
/// </summary>
internal sealed class NamePattern(FindingLog findings, bool isOn, bool isForAll)
{
    private static readonly TimeSpan LongestMatch = TimeSpan.FromSeconds(1);

    /// <summary>Whether a name is to be read as a pattern.</summary>
    internal bool IsPattern(string name) =>
        isOn && name != "*" && (isForAll || name.AsSpan().IndexOfAny("*?+") >= 0 || name.Contains("\\.", StringComparison.Ordinal));

    /// <summary>The hosts whose names match.</summary>
    internal int[] Match(string pattern, HostTable hosts, ObjectDraft draft, PropertyName property) =>
        Compile(pattern, findings, draft.Locate(property)) is { } regex ? [.. hosts.All.Where(host => IsMatch(regex, hosts.Names[host]))] : HostSet.Empty;

    /// <summary>The members of the groups whose names match.</summary>
    internal int[] MatchGroups(string pattern, GroupTable groups, ObjectDraft draft, PropertyName property) =>
        Compile(pattern, findings, draft.Locate(property)) is { } regex
            ? groups.Names.Where(name => IsMatch(regex, name)).Aggregate(HostSet.Empty, (union, name) => HostSet.Union(union, groups.Find(name)!))
            : HostSet.Empty;

    /// <summary>A regular expression that cannot take exponential time, or null after a report.</summary>
    internal static Regex? Compile(string pattern, FindingLog findings, SourceLocation location)
    {
        try
        {
            return new Regex(pattern, RegexOptions.CultureInvariant, LongestMatch);
        }
        catch (ArgumentException fault)
        {
            findings.Add(ExpansionFindings.PatternInvalid, location, $"\"{Excerpt.Of(pattern)}\" is no regular expression: {Excerpt.Of(fault.Message)}");
            return null;
        }
    }

    /// <summary>Whether a text matches; a pattern that takes too long does not.</summary>
    internal static bool IsMatch(Regex regex, string text)
    {
        try
        {
            return regex.IsMatch(text);
        }
        catch (RegexMatchTimeoutException)
        {
            return false;
        }
    }
}
