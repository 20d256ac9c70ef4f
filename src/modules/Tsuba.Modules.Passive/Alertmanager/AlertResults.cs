using System.Globalization;
using System.Text;

namespace Tsuba.Modules.Passive.Alertmanager;

/// <summary>
/// Makes passive results of alerts. Several alerts of one call about one item (an alert rule fires once for each disk) make one result:
/// the worst that fires, or OK when all are resolved.
/// </summary>
internal sealed class AlertResults(AlertMapping mapping, Func<string, bool?> hasHost)
{
    private const int MostNamed = 20;
    private const int MostText = 4000;

    private readonly Dictionary<(string Host, string Service), (int Code, int Firing, int All, StringBuilder Text)> _items = [];
    private readonly SortedSet<string> _unknownHosts = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _reasons = new(StringComparer.Ordinal);
    private int _alerts;
    private int _unknown;
    private int _refused;

    /// <summary>Takes an alert.</summary>
    public void Add(Alert? alert)
    {
        _alerts++;
        if (alert?.IsFiring is not { } isFiring)
        {
            Refuse("an alert is neither firing nor resolved");
        }
        else if (mapping.ItemOf(alert, hasHost) is not var (host, service))
        {
            Refuse("an alert has none of the labels that name a host and a service");
        }
        else if (hasHost(host) == false)
        {
            _unknown++;
            _unknownHosts.Add(host);
        }
        else
        {
            Add(host, service, alert, isFiring);
        }
    }

    /// <summary>The commands that stand for the results. An item whose name cannot be one is refused with its alerts.</summary>
    public List<string> Encode()
    {
        var lines = new List<string>(_items.Count);
        foreach (var ((host, service), item) in _items.ToList())
        {
            var head = item.All == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $"{item.Firing} of {item.All} alerts firing: ");
            var encoded = PassiveResultLine.Of(null, host, service, item.Firing > 0 ? item.Code : 0, head + item.Text);
            if (encoded.Line is { } line)
            {
                lines.Add(line);
                continue;
            }

            _items.Remove((host, service));
            _refused += item.All;
            _reasons.Add(encoded.Refusal ?? "");
        }

        return lines;
    }

    /// <summary>What became of the alerts, if the lines of <see cref="Encode"/> are taken.</summary>
    public AlertAnswer Answer() => new(
        _alerts, _items.Values.Sum(item => item.All), _items.Count, [.. _unknownHosts.Take(MostNamed)], _unknown, _refused, [.. _reasons.Take(MostNamed)], Repeated: false);

    private void Add(string host, string service, Alert alert, bool isFiring)
    {
        var code = !isFiring ? 0 : service.Length == 0 ? mapping.HostDownCode : mapping.StateOf(alert);
        var text = TextOf(alert, isFiring);
        if (!_items.TryGetValue((host, service), out var item))
        {
            _items.Add((host, service), (code, isFiring ? 1 : 0, 1, new StringBuilder(text)));
            return;
        }

        // What fires stands before what is resolved; the rest of a long list is cut.
        if (isFiring && item.Firing == 0)
        {
            item.Text.Insert(0, text + "; ");
        }
        else if (item.Text.Length < MostText)
        {
            item.Text.Append("; ").Append(text);
        }

        _items[(host, service)] = (Worse(item.Code, code), item.Firing + (isFiring ? 1 : 0), item.All + 1, item.Text);
    }

    private void Refuse(string reason)
    {
        _refused++;
        _reasons.Add(reason);
    }

    // UNKNOWN is better than CRITICAL and worse than WARNING, as in Nagios' own worst state.
    private static int Worse(int left, int right) => Badness(left) >= Badness(right) ? left : right;

    private static int Badness(int code) => code switch { 2 => 3, 3 => 2, _ => code };

    // A bar would begin performance data.
    private static string TextOf(Alert alert, bool isFiring)
    {
        string[] candidates = [alert.Annotation("summary"), alert.Annotation("message"), alert.Annotation("description"), alert.Label("alertname"), "alert"];
        var text = candidates.First(candidate => candidate.Length > 0).Replace('|', '/');
        text = text.Length <= MostText ? text : text[..MostText];
        return isFiring ? text : "resolved: " + text;
    }
}
