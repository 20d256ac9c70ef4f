using System.Collections.Immutable;
using Tsuba.Differential.Tests.Cases;

namespace Tsuba.Differential.Tests.Shrinking;

/// <summary>
/// Makes a failing case smaller: all cases that lack one step, one property or one object are run side by side, and the first that still
/// fails in the same way goes on.
/// </summary>
internal static class Shrinker
{
    // Properties without which both programs refuse an object.
    private static readonly ImmutableHashSet<string> _needed =
    [
        "host_name", "service_description", "contact_name", "address", "check_command", "max_check_attempts", "contacts",
        "host_notification_commands", "service_notification_commands", "host_notification_period", "service_notification_period",
        "check_period", "notification_period", "check_interval", "retry_interval", "notification_interval", "first_notification", "last_notification",
        "dependent_host_name", "dependent_service_description",
    ];

    private static readonly ImmutableHashSet<string> _references =
        ["contacts", "parents", "host_name", "service_description", "dependent_host_name", "dependent_service_description"];

    /// <summary>Every case that is smaller by one thing, numbered from 0: steps first, then objects, then properties.</summary>
    public static ImmutableArray<DifferentialCase> Smaller(DifferentialCase one)
    {
        var smaller = new List<DifferentialCase>();
        var half = one.Steps.Length / 2;
        if (half > 3)
        {
            smaller.Add(one with { Steps = one.Steps.RemoveRange(half, one.Steps.Length - half) });
        }

        for (var index = one.Steps.Length - 1; index >= 0; index--)
        {
            smaller.Add(one with { Steps = one.Steps.RemoveAt(index) });
        }

        foreach (var definition in one.Objects.Where(definition => CanGo(one, definition)))
        {
            smaller.Add(Without(one, definition));
        }

        foreach (var definition in one.Objects)
        {
            foreach (var (name, _) in definition.Properties.Where(property => !_needed.Contains(property.Name)))
            {
                smaller.Add(one with { Objects = one.Objects.Replace(definition, definition.Without(name)) });
            }
        }

        return [.. smaller.Select((candidate, number) => candidate with { Number = number })];
    }

    // What no other object speaks of.
    private static bool CanGo(DifferentialCase one, CaseObject definition)
    {
        var names = Names(definition);
        return !one.Objects.Any(other => other != definition
            && other.Properties.Any(property => _references.Contains(property.Name) && property.Value.Split(',').Intersect(names).Any()));
    }

    private static string[] Names(CaseObject definition) => definition.Type switch
    {
        "host" => [definition.Value("host_name")!],
        "contact" => [definition.Value("contact_name")!],
        "service" => [definition.Value("service_description")!],
        _ => [],
    };

    private static DifferentialCase Without(DifferentialCase one, CaseObject definition) => one with
    {
        Objects = one.Objects.Remove(definition),
        Steps = definition.Item is { } item ? [.. one.Steps.Where(step => !Mentions(step, item))] : one.Steps,
    };

    private static bool Mentions(CaseStep step, string item) => step switch
    {
        AnswerStep answer => answer.Item == item,
        CommandStep command => $"{command.Text};".Contains($";{item};", StringComparison.Ordinal),
        _ => false,
    };
}
