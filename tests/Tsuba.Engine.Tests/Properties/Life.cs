using System.Collections.Immutable;
using System.Globalization;
using Tsuba.Engine.Inputs;
using Tsuba.Model.Definitions;
using Tsuba.Model.Items;
using Tsuba.Model.Snapshots;

namespace Tsuba.Engine.Tests.Properties;

/// <summary>A small site with a tree of hosts, dependencies, escalations and a rule, and what random deeds do to it.</summary>
internal static class Life
{
    public static string[] Items { get; } = ["core", "left", "right", "leaf", "leaf;http", "left;ssh", "right;db", "right;shop"];

    /// <summary>Lets the deeds happen, then some quiet.</summary>
    public static EngineRun Live(EngineRun run, IEnumerable<Deed> deeds, Action<EngineRun>? afterEach = null)
    {
        foreach (var deed in deeds)
        {
            run.Until(run.Second + deed.Seconds);
            Do(run, deed);
            afterEach?.Invoke(run);
        }

        run.Until(run.Second + 1000);
        afterEach?.Invoke(run);

        // The clock of a state is that of its last turn, so all lives end with one.
        return run.Apply(new SiteTotals(ImmutableSortedDictionary<string, string>.Empty, ImmutableSortedDictionary<string, string>.Empty));
    }

    public static EngineRun New(CompatibilityProfile profile = CompatibilityProfile.Shinken) => new(Snapshot(profile));

    public static ConfigurationSnapshot Snapshot(CompatibilityProfile profile) => Site.New(profile)
        .Main("enable_flap_detection", "1")
        .Main("enable_problem_impacts_states_change", "1")
        .Person("amy")
        .Person("carl", ("service_notification_options", "c"), ("host_notification_options", "d"))
        .Add(ObjectType.Escalation, "up", ("escalation_name", "up"), ("first_notification", "2"), ("last_notification", "0"), ("contacts", "carl"), ("notification_interval", "3"))
        .Machine("core", ("max_check_attempts", "2"), ("contacts", "amy,bob"), ("notification_interval", "5"), ("escalations", "up"))
        .Machine("left", ("parents", "core"), ("max_check_attempts", "2"), ("contacts", "amy,carl"))
        .Machine("right", ("parents", "core"), ("max_check_attempts", "1"))
        .Machine("leaf", ("parents", "left,right"), ("max_check_attempts", "3"))
        .Check("leaf", "http", ("max_check_attempts", "2"), ("notification_interval", "2"), ("contacts", "amy,bob,carl"), ("flap_detection_enabled", "1"))
        .Check("left", "ssh", ("max_check_attempts", "3"), ("notification_interval", "0"))
        .Check("right", "db", ("max_check_attempts", "2"))
        .Check("right", "shop", ("max_check_attempts", "1"))
        .Check("core", "all", ("check_command", "bp_rule!leaf,http & right,db"), ("max_check_attempts", "1"))
        .Add(ObjectType.ServiceDependency, "1", ("host_name", "right"), ("service_description", "db"), ("dependent_host_name", "right"), ("dependent_service_description", "shop"), ("notification_failure_criteria", "w,u,c"))
        .Link();

    private static void Do(EngineRun run, Deed deed)
    {
        var item = Items[deed.Item];
        var kind = item.Contains(';', StringComparison.Ordinal) ? "SVC" : "HOST";
        var now = run.Now.UtcSeconds;
        switch (deed.Kind)
        {
            case DeedKind.Answer:
                run.Answer(item, deed.Code, string.Create(CultureInfo.InvariantCulture, $"says {deed.Code}"));
                break;
            case DeedKind.Result:
                run.Command($"PROCESS_{(kind == "SVC" ? "SERVICE" : kind)}_CHECK_RESULT;{item};{deed.Code};passive");
                break;
            default:
                run.Command(deed.Code switch
                {
                    0 => $"SCHEDULE_{kind}_DOWNTIME;{item};{now};{now + 500};1;0;0;amy;work",
                    1 => $"ACKNOWLEDGE_{kind}_PROBLEM;{item};1;1;0;amy;mine",
                    2 => $"SCHEDULE_{kind}_DOWNTIME;{item};{now};{now + 900};0;0;300;amy;work",
                    _ => $"DEL_ALL_{kind}_DOWNTIMES;{item}",
                });
                break;
        }
    }
}
