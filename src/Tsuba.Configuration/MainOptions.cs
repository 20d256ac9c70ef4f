using System.Collections.Frozen;
using Tsuba.Configuration.Files;
using Tsuba.Configuration.Objects;
using Tsuba.Model.Catalogue;
using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Items;

namespace Tsuba.Configuration;

/// <summary>The options of the main files, the resource macros, and whose semantics they ask for.</summary>
internal sealed class MainOptions
{
    // An option that only Shinken reads makes the configuration Shinken's. Source: design 3, "Whose semantics".
    private static readonly FrozenSet<string> OnlyShinkens = new[]
    {
        "workdir", "config_base_dir", "modules_dir", "modulesdir", "conflict_policy", "use_local_log", "local_log", "shinken_user", "shinken_group",
        "triggers_dir", "timeout_exit_status", "no_event_handlers_during_downtimes", "cleaning_queues_interval", "prefix",
        "disable_old_nagios_parameters_whining", "enable_problem_impacts_states_change", "enable_problem_impacts_states_reprocessing",
        "resource_macros_names", "http_backend", "use_ssl", "ca_cert", "server_cert", "server_key", "hard_ssl_name_check",
        "human_timestamp_log", "strip_idname_fqdn", "runners_timeout", "pack_distribution_file", "webui_lock_file", "webui_port", "webui_host",
        "use_multiprocesses_serializer", "api_key", "secret", "http_proxy", "statsd_host", "statsd_port", "statsd_prefix", "statsd_enabled",
        "statsd_interval", "statsd_types", "statsd_pattern", "flap_history", "max_plugins_output_length", "idontcareaboutsecurity",
        "daemon_enabled", "graceful_enabled", "aggressive_memory_management", "daemon_thread_pool_size", "modified_attributes",
    }.ToFrozenSet(StringComparer.Ordinal);

    private readonly Dictionary<string, MainSetting> _settings = new(StringComparer.Ordinal);
    private readonly PropertyNames _names;
    private readonly FindingLog _findings;

    internal MainOptions(SourceReader reader, DefinitionStore store, FindingLog findings)
    {
        _names = store.NamesOf(ObjectType.Main);
        MainFile = reader.Trees.Count > 0 ? new SourceLocation(reader.Trees[0].Path, 0, 0) : SourceLocation.None;
        _findings = findings;
        Profile = Decide(reader, store);
        foreach (var setting in reader.Settings)
        {
            Read(setting);
        }

        IsStrict = Text("conflict_policy") == "strict";
    }

    /// <summary>The main file that is read first: the place of findings about the configuration as a whole.</summary>
    internal SourceLocation MainFile { get; }

    /// <summary>Whose semantics hold.</summary>
    internal CompatibilityProfile Profile { get; }

    /// <summary>conflict_policy=strict.</summary>
    internal bool IsStrict { get; }

    /// <summary>The value of an option, its default in this profile, or null.</summary>
    internal string? Text(string option) =>
        _settings.TryGetValue(option, out var setting) && setting.Value.Length > 0 ? setting.Value : PropertyCatalogue.Find(ObjectType.Main, option)?.DefaultIn(Profile);

    /// <summary>Whether an option is switched on.</summary>
    internal bool Flag(string option) => Text(option) is { } value && Words.ReadFlag(value) == true;

    /// <summary>Where an option was set.</summary>
    internal SourceLocation Locate(string option) => _settings.TryGetValue(option, out var setting) ? LocationOf(setting) : SourceLocation.None;

    /// <summary>Checks the commands that options name.</summary>
    internal void CheckReferences(Checks.ReferenceChecks references)
    {
        foreach (var (option, setting) in _settings)
        {
            if (_names.Known(option) is { } name)
            {
                references.CheckNames(name, setting.Value, LocationOf(setting));
            }
        }
    }

    /// <summary>The options as an object; macros keep their dollars.</summary>
    internal ResolvedObject ToObject()
    {
        var properties = _settings
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => new ResolvedProperty(pair.Key, pair.Value.Value, LocationOf(pair.Value)));
        return new ResolvedObject(ObjectType.Main, "main", [.. properties], [], SourceLocation.None);
    }

    /// <summary>Lines outside of objects in files that are no main files. Shinken reads options anywhere, but not this.</summary>
    internal void ReportStrays(SourceReader reader)
    {
        foreach (var (tree, line) in reader.Strays)
        {
            _findings.Add(
                FileFindings.LineOutsideBlock,
                tree.KeyLocation(line),
                $"expected define, a comment or a blank line, found \"{Excerpt.Of(tree.Key(line))}\"");
        }
    }

    private static SourceLocation LocationOf(MainSetting setting) => setting.Tree.ValueLocation(setting.Line);

    private CompatibilityProfile Decide(SourceReader reader, DefinitionStore store)
    {
        var compat = reader.Settings.FindLast(setting => setting.Key == "compat");
        switch (compat.Value?.ToLowerInvariant())
        {
            case "nagios":
                return CompatibilityProfile.Nagios;
            case "shinken":
                return CompatibilityProfile.Shinken;
            case null:
                break;
            default:
                _findings.Add(FileFindings.ProfileUnknown, LocationOf(compat), $"compat: expected nagios or shinken, found \"{Excerpt.Of(compat.Value)}\"");
                break;
        }

        var isShinkens = reader.Settings.Exists(setting => OnlyShinkens.Contains(setting.Key))
            || Enum.GetValues<ObjectType>().Any(type => ObjectTypes.IsShinkens(type) && store.Of(type).Count > 0);
        return isShinkens ? CompatibilityProfile.Shinken : CompatibilityProfile.Nagios;
    }

    private void Read(MainSetting setting)
    {
        if (!setting.IsInMainFile && Profile == CompatibilityProfile.Nagios)
        {
            _findings.Add(
                FileFindings.LineOutsideBlock,
                setting.Tree.KeyLocation(setting.Line),
                $"expected define, a comment or a blank line; options such as \"{Excerpt.Of(setting.Key)}\" belong into the main file");
            return;
        }

        if (setting.IsMacro)
        {
            _settings[setting.Key] = setting;
            return;
        }

        var name = _names.ReadSlow(setting.Key, out _);
        if (name.Row is not { } row)
        {
            _findings.Add(
                FileFindings.MainOptionUnknown,
                setting.Tree.KeyLocation(setting.Line),
                $"there is no option \"{Excerpt.Of(setting.Key)}\"{_findings.Hint(setting.Key, _names.KnownTexts)}");
            return;
        }

        CheckValue(setting, row);
        if (row.HasNoEffect && Profile == CompatibilityProfile.Shinken)
        {
            _findings.Add(FileFindings.MainOptionWithoutEffect, setting.Tree.KeyLocation(setting.Line), $"{row.Name} has no effect here");
        }

        if (_settings.TryGetValue(row.Name, out var earlier) && !row.IsRepeatable)
        {
            _findings.Add(
                FileFindings.MainOptionRepeated,
                setting.Tree.KeyLocation(setting.Line),
                $"{row.Name} is set at {LocationOf(earlier)} already; the later value counts");
        }

        _settings[row.Name] = setting;
    }

    private void CheckValue(MainSetting setting, Property row)
    {
        if (Checks.ValueChecks.Fault(row, setting.Value) is { } fault)
        {
            _findings.Add(fault.Code, LocationOf(setting), $"{row.Name}: {fault.Message}");
        }

        if (row.Name == "conflict_policy" && setting.Value is not ("loose" or "strict"))
        {
            _findings.Add(PropertyFindings.ChoiceUnknown, LocationOf(setting), $"conflict_policy: expected loose or strict, found \"{Excerpt.Of(setting.Value)}\"");
        }
    }
}
