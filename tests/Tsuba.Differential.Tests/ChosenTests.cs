using System.Collections.Immutable;
using Tsuba.Differential.Tests.Cases;
using Tsuba.Differential.Tests.Engines;
using Tsuba.Testing.Requirements;

namespace Tsuba.Differential.Tests;

/// <summary>Cases that random ones meet too seldom, or in which they found something once; each by its name.</summary>
public sealed class ChosenTests
{
    // Each item has a second of its own in a cycle of ten, as in the random cases.
    private const string EverySeconds = "10";

    public static TheoryData<string> Names => [.. Cases.Keys];

    private static ImmutableSortedDictionary<string, DifferentialCase> Cases { get; } = new Dictionary<string, DifferentialCase>
    {
        ["a contact switched off by its definition is switched on by a command"] = Of(
            [Contact("@bob", ("service_notifications_enabled", "0")), Host("@h"), Service("@h", "s", ("notification_interval", "20"))],
            [
                new AnswerStep(25, "@h;s", 2, "bad"),
                new CommandStep(105, "ENABLE_CONTACT_SVC_NOTIFICATIONS;@bob"),
                new CommandStep(205, "DISABLE_CONTACT_SVC_NOTIFICATIONS;@bob"),
                new AnswerStep(305, "@h;s", 0, "good"),
            ]),
        ["a contact without options is told of nothing but acknowledgements and custom notifications"] = Of(
            [
                new CaseObject("contact", [.. Contact("@bob").Properties.Where(property => !property.Name.EndsWith("_options", StringComparison.Ordinal))]),
                Host("@h"),
                Service("@h", "s", ("notification_interval", "20")),
            ],
            [
                new AnswerStep(25, "@h;s", 2, "bad"),
                new CommandStep(105, "ACKNOWLEDGE_SVC_PROBLEM;@h;s;1;1;0;ops;looking"),
                new CommandStep(155, "SEND_CUSTOM_SVC_NOTIFICATION;@h;s;0;ops;hear"),
                new AnswerStep(205, "@h;s", 0, "good"),
            ]),
        ["comments of acknowledgements stay beside each other until the problem is over"] = Of(
            [Contact("@bob"), Host("@h"), Service("@h", "s")],
            [
                new AnswerStep(25, "@h;s", 2, "bad"),
                new CommandStep(65, "ACKNOWLEDGE_SVC_PROBLEM;@h;s;2;0;0;ops;first"),
                new CommandStep(125, "ACKNOWLEDGE_SVC_PROBLEM;@h;s;2;0;1;ops;second"),
                new CommandStep(165, "ACKNOWLEDGE_SVC_PROBLEM;@h;s;1;0;0;ops;third"),
                new AnswerStep(245, "@h;s", 0, "good"),
            ]),
        ["a service that is told recovers while its host is down"] = Of(
            [Contact("@bob"), Host("@h", ("max_check_attempts", "2")), Service("@h", "s", ("max_check_attempts", "1"))],
            [
                new AnswerStep(35, "@h;s", 2, "bad"),
                new AnswerStep(105, "@h", 2, "down"),
                new AnswerStep(185, "@h;s", 0, "good"),
                new AnswerStep(305, "@h", 0, "up"),
            ]),
        ["a hard state that changes in a downtime is told after it although notification_interval is 0"] = Of(
            [Contact("@bob"), Host("@h"), Service("@h", "s", ("notification_interval", "0"), ("max_check_attempts", "1"))],
            [
                new AnswerStep(25, "@h;s", 1, "poor"),
                new CommandStep(55, "SCHEDULE_SVC_DOWNTIME;@h;s;$NOW$;$NOW+103$;1;0;0;ops;works"),
                new AnswerStep(105, "@h;s", 2, "bad"),
                new AnswerStep(305, "@h;s", 0, "good"),
            ]),
        ["a problem that was told once is not told again after a downtime"] = Of(
            [Contact("@bob"), Host("@h"), Service("@h", "s", ("notification_interval", "0"), ("max_check_attempts", "1"))],
            [
                new AnswerStep(25, "@h;s", 1, "poor"),
                new CommandStep(55, "SCHEDULE_SVC_DOWNTIME;@h;s;$NOW$;$NOW+103$;1;0;0;ops;works"),
                new AnswerStep(305, "@h;s", 0, "good"),
            ]),
        ["a flexible downtime begins with another hard state"] = Of(
            [Contact("@bob"), Host("@h", ("active_checks_enabled", "0")), Service("@h", "s", ("max_check_attempts", "1"))],
            [
                new AnswerStep(25, "@h;s", 1, "poor"),
                new CommandStep(55, "SCHEDULE_SVC_DOWNTIME;@h;s;$NOW$;$NOW+203$;0;0;87;ops;works"),
                new AnswerStep(105, "@h;s", 2, "bad"),
                new AnswerStep(355, "@h;s", 0, "good"),
            ]),
        ["a forced check runs though checks are switched off meanwhile"] = Of(
            [Contact("@bob"), Host("@h"), Service("@h", "s")],
            [
                new AnswerStep(25, "@h;s", 2, "bad"),
                new CommandStep(64, "SCHEDULE_FORCED_SVC_CHECK;@h;s;$NOW+107$"),
                new CommandStep(83, "DISABLE_SVC_CHECK;@h;s"),
            ]),
        ["flapping ends at its low threshold, not below it"] = Of(
            [Contact("@bob"), Host("@h"), Service("@h", "s", ("max_check_attempts", "1"), ("flap_detection_enabled", "1"), ("low_flap_threshold", "20"), ("high_flap_threshold", "21"))],
            [
                new AnswerStep(25, "@h;s", 2, "1"),
                new AnswerStep(35, "@h;s", 0, "2"),
                new AnswerStep(45, "@h;s", 2, "3"),
                new AnswerStep(55, "@h;s", 0, "4"),
            ]),
        ["an escalation without contacts tells those of its item"] = Of(
            [
                Contact("@bob"),
                Contact("@chief"),
                Host("@h"),
                Service("@h", "s", ("notification_interval", "20")),
                Escalation("@h", "s", ("first_notification", "1"), ("last_notification", "2"), ("contacts", "@chief")),
                Escalation("@h", "s", ("first_notification", "2"), ("last_notification", "3"), ("notification_interval", "30")),
            ],
            [
                new AnswerStep(25, "@h;s", 2, "bad"),
                new AnswerStep(305, "@h;s", 0, "good"),
            ]),
        ["an escalation without last_notification never holds, and one without first_notification from the first on"] = Of(
            [
                Contact("@bob"),
                Contact("@chief"),
                Contact("@deputy"),
                Host("@h"),
                Service("@h", "s", ("notification_interval", "20")),
                Escalation("@h", "s", ("first_notification", "4"), ("contacts", "@chief")),
                Escalation("@h", "s", ("last_notification", "2"), ("contacts", "@deputy")),
            ],
            [
                new AnswerStep(25, "@h;s", 2, "bad"),
                new AnswerStep(305, "@h;s", 0, "good"),
            ]),
    }.ToImmutableSortedDictionary(StringComparer.Ordinal);

    [RequiresTheory(Requirement.Nagios4, Requirement.CCompiler)]
    [MemberData(nameof(Names))]
    public async Task Run_ChosenCase_BothDoTheSame(string name)
    {
        using var differential = new Differential();

        var report = await differential.ReportAsync(new DifferentialRun { Cases = [Cases[name]] }, shrink: false, CancellationToken.None);

        Assert.True(report is null, report);
    }

    private static DifferentialCase Of(ImmutableArray<CaseObject> objects, ImmutableArray<CaseStep> steps)
    {
        var items = objects.Select(definition => definition.Item).OfType<string>().ToList();
        var first = items.Select((item, index) => new CommandStep(
            1, $"SCHEDULE_FORCED_{(item.Contains(';', StringComparison.Ordinal) ? "SVC" : "HOST")}_CHECK;{item};$NOW+{CaseGenerator.Slots + index}$"));
        return new DifferentialCase { Number = 0, Objects = objects, Steps = [.. first.Concat(steps).OrderBy(step => step.At)] };
    }

    private static CaseObject Escalation(string host, string service, params (string, string)[] more) =>
        new("serviceescalation", [("host_name", host), ("service_description", service), .. more]);

    private static CaseObject Contact(string name, params (string, string)[] more) => Defined("contact", more,
    [
        ("contact_name", name),
        ("host_notification_period", "always"),
        ("service_notification_period", "always"),
        ("host_notification_options", "d,u,r,f,s"),
        ("service_notification_options", "w,u,c,r,f,s"),
        ("host_notification_commands", "tell-host"),
        ("service_notification_commands", "tell-service"),
    ]);

    private static CaseObject Host(string name, params (string, string)[] more) =>
        Defined("host", more, [("host_name", name), ("address", "127.0.0.1"), .. Checks(name)]);

    private static CaseObject Service(string host, string description, params (string, string)[] more) =>
        Defined("service", more, [("host_name", host), ("service_description", description), .. Checks($"{host};{description}")]);

    private static (string, string)[] Checks(string item) =>
    [
        ("check_command", $"answer!{AnswerFile.NameOf(item)}"),
        ("check_interval", EverySeconds),
        ("retry_interval", EverySeconds),
        ("max_check_attempts", "2"),
        ("check_period", "always"),
        ("contacts", "@bob"),
        ("notification_interval", "1000"),
        ("notification_period", "always"),
        ("flap_detection_enabled", "0"),
    ];

    // What is said last counts.
    private static CaseObject Defined(string type, (string Name, string Value)[] more, (string Name, string Value)[] usual) =>
        new(type, [.. usual.Where(property => more.All(other => other.Name != property.Name)), .. more]);
}
