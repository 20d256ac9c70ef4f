using System.Text.RegularExpressions;
using Tsuba.Configuration.Checks;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;

namespace Tsuba.Configuration.Expansion;

/// <summary>
/// <c>service_overrides description,property value</c> on a host, where the description may be <c>*</c> or <c>r:regex</c>.
/// Source: reference/shinken.md 3.3.
/// </summary>
internal sealed class ServiceOverrides(Resolution resolution, HostTable hosts, ServiceTable services)
{
    private static readonly string[] Forbidden = ["host_name", "service_description", "use", "servicegroups", "trigger", "trigger_name"];
    private static readonly char[] Blanks = [' ', '\t'];

    /// <summary>Applies the overrides of all hosts.</summary>
    internal void Apply()
    {
        var overrides = new RepeatedLines(resolution, resolution.Name(ObjectType.Host, "service_overrides"));
        foreach (var host in hosts.All)
        {
            foreach (var (line, place) in overrides.Of(hosts.Drafts[host]))
            {
                Apply(host, line, place);
            }
        }
    }

    private void Apply(int host, string line, SourceLocation location)
    {
        var comma = line.IndexOf(',', StringComparison.Ordinal);
        var rest = comma < 0 ? "" : line[(comma + 1)..].Trim();
        var blank = rest.IndexOfAny(Blanks);
        if (comma <= 0 || blank < 0)
        {
            resolution.Findings.Add(
                ExpansionFindings.OverrideMalformed, location, $"expected description,property value, found \"{Excerpt.Of(line)}\"");
            return;
        }

        var key = rest[..blank];
        if (Forbidden.Contains(key, StringComparer.Ordinal))
        {
            resolution.Findings.Add(ExpansionFindings.OverrideForbidden, location, $"{key} cannot be overridden; define the service on the host");
            return;
        }

        var names = resolution.Store.NamesOf(ObjectType.Service);
        var name = names.ReadSlow(key, out _);
        if (name.Row is null && !name.IsCustom)
        {
            resolution.Findings.Add(
                PropertyFindings.PropertyUnknown, location, $"service has no property \"{Excerpt.Of(key)}\"{resolution.Findings.Hint(key, names.KnownTexts)}");
        }

        ApplyToMatching(host, line[..comma].Trim(), name, rest[blank..].Trim(), location);
    }

    private void ApplyToMatching(int host, string pattern, PropertyName name, string value, SourceLocation location)
    {
        if (name.Row is { } row && ValueChecks.Fault(row, value.TrimStart('+')) is { } fault)
        {
            resolution.Findings.Add(fault.Code, location, $"{row.Name}: {fault.Message}");
        }

        resolution.References.Check(name, value.TrimStart('+'), location);
        Regex? regex = null;
        if (pattern.StartsWith("r:", StringComparison.Ordinal) && (regex = NamePattern.Compile(pattern[2..], resolution.Findings, location)) is null)
        {
            return;
        }

        var (start, end) = services.OfHost(host);
        var isFound = false;
        for (var index = start; index < end; index++)
        {
            var description = services[index].Description;
            if (pattern == "*" || (regex is null ? string.Equals(pattern, description, StringComparison.Ordinal) : NamePattern.IsMatch(regex, description)))
            {
                isFound = true;
                Set(index, name, value, location);
            }
        }

        if (!isFound)
        {
            resolution.Findings.Add(
                ExpansionFindings.OverrideUnknownService,
                location,
                $"host \"{Excerpt.Of(hosts.Names[host])}\" has no service \"{Excerpt.Of(pattern)}\"{resolution.Findings.Hint(pattern, services.DescriptionsOf(host))}");
        }
    }

    private void Set(int index, PropertyName name, string value, SourceLocation location)
    {
        if (value.StartsWith('+') && name.IsAdditive)
        {
            services.Append(index, new ResolvedProperty(name.Text, value[1..].Trim(), location));
        }
        else
        {
            services.Set(index, new ResolvedProperty(name.Text, name.IsList ? Words.NormaliseList(value) : value, location));
        }
    }
}
