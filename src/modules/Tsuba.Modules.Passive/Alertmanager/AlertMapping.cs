using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Globalization;

namespace Tsuba.Modules.Passive.Alertmanager;

/// <summary>How labels become hosts, services and states: properties of the web service's module, all lists with commas.</summary>
internal sealed record AlertMapping
{
    private const int Critical = 2;
    private const int Unknown = 3;

    private static readonly FrozenDictionary<string, int> UsualSeverities = new Dictionary<string, int>(StringComparer.OrdinalIgnoreCase)
    {
        ["critical"] = Critical,
        ["page"] = Critical,
        ["error"] = Critical,
        ["warning"] = 1,
        ["info"] = 0,
        ["none"] = 0,
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary><c>alertmanager_host_labels</c>: labels that name the host, the first that does counts; host, hostname, instance by default.</summary>
    public ImmutableArray<string> HostLabels { get; init; } = ["host", "hostname", "instance"];

    /// <summary><c>alertmanager_host</c>: the host of alerts without such a label, or empty.</summary>
    public string DefaultHost { get; init; } = "";

    /// <summary><c>alertmanager_service_labels</c>: labels that name the service; service_description, alertname by default.</summary>
    public ImmutableArray<string> ServiceLabels { get; init; } = ["service_description", "alertname"];

    /// <summary><c>alertmanager_host_alerts</c>: alerts (label alertname) that are about the host itself; none by default.</summary>
    public FrozenSet<string> HostAlerts { get; init; } = FrozenSet<string>.Empty;

    /// <summary><c>alertmanager_severity_label</c>: the label that gives the state; severity by default.</summary>
    public string SeverityLabel { get; init; } = "severity";

    /// <summary><c>alertmanager_severities</c>: <c>word=code</c>, in addition to the usual words.</summary>
    public FrozenDictionary<string, int> Severities { get; init; } = UsualSeverities;

    /// <summary><c>alertmanager_host_down_code</c>: return code of a host whose alert fires; 2 by default, 1 for the profile nagios, where 2 is UNREACHABLE.</summary>
    public int HostDownCode { get; init; } = Critical;

    /// <summary>Reads properties.</summary>
    /// <exception cref="InvalidDataException">One makes no sense.</exception>
    public static AlertMapping From(IReadOnlyDictionary<string, string> properties)
    {
        var usual = new AlertMapping();
        return new AlertMapping
        {
            HostLabels = List(properties, "alertmanager_host_labels") ?? usual.HostLabels,
            DefaultHost = properties.GetValueOrDefault("alertmanager_host") ?? "",
            ServiceLabels = List(properties, "alertmanager_service_labels") ?? usual.ServiceLabels,
            HostAlerts = (List(properties, "alertmanager_host_alerts") ?? []).ToFrozenSet(StringComparer.Ordinal),
            SeverityLabel = properties.GetValueOrDefault("alertmanager_severity_label") is { Length: > 0 } label ? label : usual.SeverityLabel,
            Severities = ReadSeverities(List(properties, "alertmanager_severities") ?? []),
            HostDownCode = properties.GetValueOrDefault("alertmanager_host_down_code") is { } code ? Code("alertmanager_host_down_code", code) : Critical,
        };
    }

    /// <summary>The state of a firing alert: without the label CRITICAL, with a word that is not known UNKNOWN.</summary>
    public int StateOf(Alert alert) => alert.Label(SeverityLabel) is { Length: > 0 } word ? Severities.GetValueOrDefault(word, Unknown) : Critical;

    /// <summary>The item of an alert: the host as the site has it, where that can be told, and the service or an empty text.</summary>
    /// <param name="alert">The alert.</param>
    /// <param name="hasHost">Whether the site has a host; null: this cannot be told.</param>
    /// <returns>Null: no label names a host, or none a service.</returns>
    public (string Host, string Service)? ItemOf(Alert alert, Func<string, bool?> hasHost)
    {
        var service = HostAlerts.Contains(alert.Label("alertname")) ? "" : ServiceLabels.Select(alert.Label).FirstOrDefault(value => value.Length > 0);
        if (service is null)
        {
            return null;
        }

        var named = HostLabels.Select(alert.Label).Append(DefaultHost).Where(value => value.Length > 0).ToList();
        var host = named.SelectMany(Spellings).FirstOrDefault(name => hasHost(name) == true) ?? named.Select(value => WithoutPort(value)).FirstOrDefault();
        return host is null ? null : (host, service);
    }

    // As it is, without a port, without a domain: exporters are known by address and port, hosts often by a short name.
    private static IEnumerable<string> Spellings(string value)
    {
        yield return value;
        var address = WithoutPort(value);
        yield return address;
        var dot = address.IndexOf('.', StringComparison.Ordinal);
        if (dot > 0 && !char.IsAsciiDigit(address[^1]))
        {
            yield return address[..dot];
        }
    }

    private static string WithoutPort(string value)
    {
        var colon = value.LastIndexOf(':');
        if (colon <= 0 || !IsNumber(value.AsSpan(colon + 1)) || (value.IndexOf(':', StringComparison.Ordinal) != colon && value[0] != '['))
        {
            return value;
        }

        return value[..colon].Trim('[', ']');
    }

    private static bool IsNumber(ReadOnlySpan<char> text) => !text.IsEmpty && !text.ContainsAnyExceptInRange('0', '9');

    private static FrozenDictionary<string, int> ReadSeverities(ImmutableArray<string> pairs)
    {
        var severities = UsualSeverities.ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var pair in pairs)
        {
            var equals = pair.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0)
            {
                throw new InvalidDataException($"alertmanager_severities holds '{pair}', which is no word=code");
            }

            severities[pair[..equals].Trim()] = Code("alertmanager_severities", pair[(equals + 1)..].Trim());
        }

        return severities.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    private static int Code(string name, string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var code) && code <= Unknown ? code : throw new InvalidDataException($"{name}: '{text}' is no return code from 0 to 3");

    private static ImmutableArray<string>? List(IReadOnlyDictionary<string, string> properties, string name) =>
        properties.GetValueOrDefault(name) is { Length: > 0 } text ? [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)] : null;
}
