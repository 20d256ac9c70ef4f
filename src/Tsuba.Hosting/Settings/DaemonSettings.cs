using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Tsuba.Hosting.Settings;

/// <summary>The effective settings of a daemon: defaults, then its ini file, then <c>TSUBA_…</c> in the environment, then the command line.</summary>
public sealed class DaemonSettings
{
    private const string EnvironmentPrefix = "TSUBA_";
    private const string DefaultOrigin = "default";

    // The ports that move with it are 7760 to 7780: 760 and 64780 at the ends of the range.
    private const int MinOffset = -7_000;
    private const int MaxOffset = 57_000;

    private DaemonSettings(ImmutableArray<EffectiveSetting> all, ImmutableArray<SettingFinding> findings)
    {
        All = all;
        Findings = findings;
        Values = all.ToImmutableDictionary(setting => setting.Row.Key, setting => setting.Value, StringComparer.Ordinal);
    }

    /// <summary>Every setting that has a value, in the order of the catalogue.</summary>
    public ImmutableArray<EffectiveSetting> All { get; }

    /// <summary>What was wrong or without effect.</summary>
    public ImmutableArray<SettingFinding> Findings { get; }

    /// <summary>Values by key.</summary>
    public ImmutableDictionary<string, string> Values { get; }

    /// <summary>Whether somebody set a key.</summary>
    public bool IsSet(string key) => All.Any(setting => setting.Row.Key == key && setting.Origin != DefaultOrigin);

    /// <summary>Whether the daemon must not start.</summary>
    public bool HasErrors => Findings.Any(finding => finding.IsError);

    /// <summary>Puts the four sources together.</summary>
    /// <param name="ini">The ini file; null: none.</param>
    /// <param name="environment">Environment of the process. Names that start with <c>TSUBA_</c> and are no key are left alone.</param>
    /// <param name="commandLine">Keys given on the command line.</param>
    public static DaemonSettings Resolve(
        IniFile? ini,
        IEnumerable<KeyValuePair<string, string>> environment,
        IEnumerable<KeyValuePair<string, string>> commandLine)
    {
        var found = new Dictionary<string, (string Value, string Origin)>(StringComparer.Ordinal);
        var findings = ImmutableArray.CreateBuilder<SettingFinding>();
        foreach (var row in SettingCatalogue.Rows.Where(row => row.Default is not null))
        {
            found[row.Key] = (row.Default ?? "", DefaultOrigin);
        }

        if (ini is not null)
        {
            findings.AddRange(ini.Findings);
            AddFile(ini, found, findings);
        }

        foreach (var (name, value) in environment)
        {
            var key = name.StartsWith(EnvironmentPrefix, StringComparison.Ordinal) ? name[EnvironmentPrefix.Length..].ToLowerInvariant() : "";
            if (SettingCatalogue.Find(key) is { HasNoEffect: false })
            {
                found[key] = (value, $"environment {name}");
            }
        }

        foreach (var (key, value) in commandLine)
        {
            found[key] = (value, "command line");
        }

        CheckValues(found, findings);
        MovePorts(found);
        var all = SettingCatalogue.Rows
            .Where(row => found.ContainsKey(row.Key))
            .Select(row => new EffectiveSetting(row, found[row.Key].Value, found[row.Key].Origin));
        return new DaemonSettings([.. all], findings.ToImmutable());
    }

    /// <summary>What <c>--print-settings</c> shows: one line for each value, with its origin.</summary>
    public string Print()
    {
        var text = new StringBuilder();
        foreach (var setting in All.Where(setting => !setting.Row.HasNoEffect))
        {
            var value = setting.Row.IsSecret ? "********" : setting.Value.ReplaceLineEndings(" ");
            text.Append(CultureInfo.InvariantCulture, $"{setting.Row.Key} = {value}    ; {setting.Origin}\n");
        }

        return text.ToString();
    }

    private static void AddFile(
        IniFile ini,
        Dictionary<string, (string Value, string Origin)> found,
        ImmutableArray<SettingFinding>.Builder findings)
    {
        var idle = new List<string>();
        foreach (var entry in ini.Entries)
        {
            if (SettingCatalogue.Find(entry.Key) is not { } row)
            {
                findings.Add(new SettingFinding(true, $"{entry.Place}: there is no setting '{entry.Key}'{Suggestion(entry.Key)}"));
            }
            else
            {
                found[entry.Key] = (entry.Value, entry.Place);
                if (row.HasNoEffect)
                {
                    idle.Add(entry.Key);
                }
            }
        }

        if (idle.Count > 0)
        {
            findings.Add(new SettingFinding(false, $"without effect here: {string.Join(", ", idle.Distinct())}"));
        }
    }

    private static void MovePorts(Dictionary<string, (string Value, string Origin)> found)
    {
        if (!int.TryParse(found["port_offset"].Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var offset) || offset == 0)
        {
            return;
        }

        foreach (var row in SettingCatalogue.Rows.Where(row => row.MovesWithOffset && found[row.Key].Origin == DefaultOrigin))
        {
            var port = int.Parse(found[row.Key].Value, CultureInfo.InvariantCulture) + offset;
            found[row.Key] = (port.ToString(CultureInfo.InvariantCulture), "default, moved by port_offset");
        }
    }

    private static void CheckValues(
        Dictionary<string, (string Value, string Origin)> found,
        ImmutableArray<SettingFinding>.Builder findings)
    {
        foreach (var (key, minimum, maximum) in new[] { ("port", 0, 65535), ("port_offset", MinOffset, MaxOffset), ("graceful_timeout", 0, 3600), ("otlp_interval", 1, 3600), ("journal_keep_hours", 0, 87_600), ("journal_keep_megabytes", 0, 1_000_000_000) })
        {
            if (found.TryGetValue(key, out var number)
                && (!int.TryParse(number.Value, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
                    || value < minimum || value > maximum))
            {
                findings.Add(new SettingFinding(
                    true,
                    string.Create(CultureInfo.InvariantCulture, $"{number.Origin}: {key} = '{number.Value}' is no number from {minimum} to {maximum}")));
            }
        }

        if (found.TryGetValue("log_level", out var level) && LogLevels.Parse(level.Value) is null)
        {
            findings.Add(new SettingFinding(true, $"{level.Origin}: log_level = '{level.Value}' is none of {LogLevels.Known}"));
        }
    }

    private static string Suggestion(string key)
    {
        var nearest = SettingCatalogue.Rows.MinBy(row => Distance(row.Key, key));
        return nearest is not null && Distance(nearest.Key, key) <= 2 ? $"; is '{nearest.Key}' meant?" : "";
    }

    /// <summary>Number of letters to add, drop or change to make one word the other.</summary>
    private static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = left[i - 1] == right[j - 1] ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.Min(cost, Math.Min(row[j - 1], row[j]) + 1);
            }
        }

        return row[right.Length];
    }
}
