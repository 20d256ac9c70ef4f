using System.Text.RegularExpressions;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>
/// service_excludes and service_includes of a host: names, <c>*</c> or <c>r:regex</c>. They drop, or keep only, services that come from
/// groups and templates. Source: reference/shinken.md 3.3.
/// </summary>
internal sealed class ServiceFilter
{
    private readonly Resolution _resolution;
    private readonly HostTable _hosts;
    private readonly RepeatedLines _excludes;
    private readonly RepeatedLines _includes;
    private readonly Dictionary<int, (List<Pattern> Excludes, List<Pattern> Includes)?> _byHost = [];

    internal ServiceFilter(Resolution resolution, HostTable hosts)
    {
        _resolution = resolution;
        _hosts = hosts;
        _excludes = new RepeatedLines(resolution, resolution.Name(ObjectType.Host, "service_excludes"));
        _includes = new RepeatedLines(resolution, resolution.Name(ObjectType.Host, "service_includes"));
    }

    /// <summary>Whether a host does not want a service.</summary>
    internal bool IsLeftOut(int host, string description)
    {
        if (!_byHost.TryGetValue(host, out var rules))
        {
            _byHost.Add(host, rules = Read(_hosts.Drafts[host]));
        }

        return rules is { } found
            && (found.Excludes.Exists(pattern => pattern.Matches(description))
                || (found.Includes.Count > 0 && !found.Includes.Exists(pattern => pattern.Matches(description))));
    }

    /// <summary>Reports patterns that no service matched.</summary>
    internal void ReportUnused()
    {
        foreach (var host in _hosts.All)
        {
            if (_byHost.TryGetValue(host, out var rules) ? rules is null : (rules = Read(_hosts.Drafts[host])) is null)
            {
                continue;
            }

            foreach (var pattern in rules!.Value.Excludes.Concat(rules.Value.Includes).Where(pattern => !pattern.WasUsed))
            {
                _resolution.Findings.Add(
                    ExpansionFindings.ExclusionUnknownService,
                    pattern.Location,
                    $"host \"{Excerpt.Of(_hosts.Names[host])}\" has no service \"{Excerpt.Of(pattern.Text)}\" from a group or template");
            }
        }
    }

    private (List<Pattern> Excludes, List<Pattern> Includes)? Read(ObjectDraft host)
    {
        var excludes = Read(host, _excludes);
        var includes = Read(host, _includes);
        return excludes.Count + includes.Count == 0 ? null : (excludes, includes);
    }

    private List<Pattern> Read(ObjectDraft host, RepeatedLines lines)
    {
        var patterns = new List<Pattern>();
        foreach (var (line, place) in lines.Of(host))
        {
            foreach (var text in Words.SplitList(line))
            {
                patterns.Add(new Pattern(text, place, text.StartsWith("r:", StringComparison.Ordinal) ? NamePattern.Compile(text[2..], _resolution.Findings, place) : null));
            }
        }

        return patterns;
    }

    private sealed class Pattern(string text, SourceLocation location, Regex? regex)
    {
        internal string Text { get; } = text;

        internal SourceLocation Location { get; } = location;

        internal bool WasUsed { get; private set; }

        internal bool Matches(string description)
        {
            var matches = Text == "*" || (regex is null ? string.Equals(Text, description, StringComparison.Ordinal) : NamePattern.IsMatch(regex, description));
            WasUsed |= matches;
            return matches;
        }
    }
}
