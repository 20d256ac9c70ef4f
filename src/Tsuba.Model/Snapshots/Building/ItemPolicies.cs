using Tsuba.Model.Definitions;
using Tsuba.Model.Diagnostics;
using Tsuba.Model.Objects;

namespace Tsuba.Model.Snapshots.Building;

/// <summary>The interned policies of hosts, or of services, and how each is compiled from its properties.</summary>
internal sealed class ItemPolicies
{
    private readonly bool _isHost;
    private readonly OptionLetters _letters;
    private readonly string _obsess;

    internal ItemPolicies(ObjectType type)
    {
        _isHost = type == ObjectType.Host;
        _letters = _isHost ? OptionLetters.Host : OptionLetters.Service;
        _obsess = _isHost ? "obsess_over_host" : "obsess_over_service";
        Check = new(CompileCheck);
        Notification = new(CompileNotification);
        Flapping = new(CompileFlapping);
        EventHandler = new(CompileEventHandler);
        BusinessRule = new(CompileBusinessRule);
        Maintenance = new(CompileMaintenance);
        Snapshot = new(CompileSnapshot);
        Presentation = new(CompilePresentation);
        Modulations = new(CompileModulations);
    }

    internal PolicyTable<CheckPolicy> Check { get; }

    internal PolicyTable<NotificationPolicy> Notification { get; }

    internal PolicyTable<FlapPolicy> Flapping { get; }

    internal PolicyTable<EventHandlerPolicy> EventHandler { get; }

    internal PolicyTable<BusinessRulePolicy> BusinessRule { get; }

    internal PolicyTable<MaintenancePolicy?> Maintenance { get; }

    internal PolicyTable<SnapshotPolicy?> Snapshot { get; }

    internal PolicyTable<Presentation> Presentation { get; }

    internal PolicyTable<ModulationSet> Modulations { get; }

    private CheckPolicy CompileCheck(ObjectReader reader) => new()
    {
        MaxAttempts = reader.Integer("max_check_attempts", 1, int.MaxValue),
        Interval = reader.Units("check_interval"),
        RetryInterval = reader.Units("retry_interval"),
        ActiveEnabled = reader.Flag("active_checks_enabled"),
        PassiveEnabled = reader.Flag("passive_checks_enabled"),
        Period = reader.Period("check_period"),
        FreshnessEnabled = reader.Flag("check_freshness"),
        FreshnessThreshold = reader.Seconds("freshness_threshold"),
        TimeToOrphanage = reader.Seconds("time_to_orphanage"),
        PollerTag = CommandLinker.Tag(reader.Text("poller_tag")),
        Priority = reader.Integer("priority", int.MinValue, int.MaxValue),
        IsVolatile = !_isHost && reader.Flag("is_volatile"),
        Obsess = reader.Flag(_obsess),
        ProcessPerfdata = reader.Flag("process_perf_data"),
        DependsOnHost = !_isHost && reader.Flag("host_dependency_enabled"),
        InitialState = InitialState(reader),
        InitialOutput = reader.Text("initial_output") ?? "",
        RetainStatus = reader.Flag("retain_status_information"),
        RetainNonStatus = reader.Flag("retain_nonstatus_information"),
        ResultModulations = reader.Named("resultmodulations", reader.Context.ResultModulations, "resultmodulation"),
        CheckModulations = reader.Named("checkmodulations", reader.Context.CheckModulations, "checkmodulation"),
    };

    private NotificationPolicy CompileNotification(ObjectReader reader) => new()
    {
        Enabled = reader.Flag("notifications_enabled"),
        Interval = reader.Units("notification_interval"),
        FirstDelay = reader.Units("first_notification_delay"),
        Period = reader.Period("notification_period"),
        Options = reader.Options("notification_options", _letters),
        Contacts = ContactLinker.Union(reader),
        Escalations = reader.Named("escalations", reader.Context.Escalations, "escalation"),
        StalkingOptions = reader.Options("stalking_options", _letters),
    };

    private FlapPolicy CompileFlapping(ObjectReader reader) => new(
        reader.Flag("flap_detection_enabled"),
        Threshold(reader, "low_flap_threshold"),
        Threshold(reader, "high_flap_threshold"),
        reader.Options("flap_detection_options", _letters));

    private static EventHandlerPolicy CompileEventHandler(ObjectReader reader) => new(
        reader.Flag("event_handler_enabled"),
        CommandLinker.Call(reader, "event_handler"),
        CommandLinker.Tag(reader.Text("reactionner_tag")));

    private static BusinessRulePolicy CompileBusinessRule(ObjectReader reader) => new()
    {
        OutputTemplate = reader.Text("business_rule_output_template") ?? "",
        SmartNotifications = reader.Flag("business_rule_smart_notifications"),
        DowntimeAsAcknowledgement = reader.Flag("business_rule_downtime_as_ack"),
        HostNotificationOptions = reader.OptionalOptions("business_rule_host_notification_options", OptionLetters.Host),
        ServiceNotificationOptions = reader.OptionalOptions("business_rule_service_notification_options", OptionLetters.Service),
    };

    private static MaintenancePolicy? CompileMaintenance(ObjectReader reader)
    {
        var policy = new MaintenancePolicy(
            reader.Period("maintenance_period"),
            CommandLinker.Call(reader, "maintenance_check_command"),
            reader.Flag("maintenance_checks_enabled"),
            reader.Period("maintenance_check_period"),
            reader.Units("maintenance_check_interval"),
            reader.Units("maintenance_retry_interval"));
        return policy.Period is null && policy.Command is null ? null : policy;
    }

    private SnapshotPolicy? CompileSnapshot(ObjectReader reader)
    {
        var policy = new SnapshotPolicy(
            reader.Flag("snapshot_enabled"),
            CommandLinker.Call(reader, "snapshot_command"),
            reader.Period("snapshot_period"),
            reader.Options("snapshot_criteria", _letters),
            reader.Units("snapshot_interval"));
        return policy.Command is null ? null : policy;
    }

    private Presentation CompilePresentation(ObjectReader reader) => OrEmpty(new Presentation
    {
        Notes = reader.Text("notes") ?? "",
        NotesUrl = reader.Text("notes_url") ?? "",
        ActionUrl = reader.Text("action_url") ?? "",
        IconImage = reader.Text("icon_image") ?? "",
        IconImageAlt = reader.Text("icon_image_alt") ?? "",
        IconSet = reader.Text("icon_set") ?? "",
        VrmlImage = (_isHost ? reader.Text("vrml_image") : null) ?? "",
        StatusmapImage = (_isHost ? reader.Text("statusmap_image") : null) ?? "",
        Coordinates2D = (_isHost ? reader.Text("2d_coords") : null) ?? "",
        Coordinates3D = (_isHost ? reader.Text("3d_coords") : null) ?? "",
        Aggregation = (_isHost ? null : reader.Text("aggregation")) ?? "",
        Labels = reader.List("labels"),
        CustomViews = reader.List("custom_views"),
    });

    // Lists that are empty are one list, so a presentation without any text equals the empty one.
    private static Presentation OrEmpty(Presentation presentation) =>
        presentation == Objects.Presentation.Empty ? Objects.Presentation.Empty : presentation;

    private static ModulationSet CompileModulations(ObjectReader reader) => new(
        reader.Integer("business_impact", 0, 5),
        reader.Named("business_impact_modulations", reader.Context.BusinessImpactModulations, "businessimpactmodulation"),
        reader.Named("macromodulations", reader.Context.MacroModulations, "macromodulation"));

    // -1 in the shinken profile, and 0 too in the nagios profile, stand for the global value. Source: reference/shinken.md 3.9, notes.
    private static double? Threshold(in ObjectReader reader, string name) =>
        reader.OptionalNumber(name, -1, 100) is { } value && (value > 0 || (value == 0 && reader.Context.Profile == Items.CompatibilityProfile.Shinken))
            ? value
            : null;

    private char? InitialState(in ObjectReader reader)
    {
        if (reader.Text("initial_state") is not { } text)
        {
            return null;
        }

        var letters = _isHost ? "odu" : "owuc";
        var letter = char.ToLowerInvariant(text[0]);
        if (letters.Contains(letter, StringComparison.Ordinal))
        {
            return letter;
        }

        reader.Context.Report(
            SnapshotFindings.OptionUnknown,
            reader.Locate("initial_state"),
            $"initial_state: \"{ObjectReader.Shorten(text)}\" is not one of {string.Join(", ", letters.ToCharArray())}");
        return null;
    }
}
