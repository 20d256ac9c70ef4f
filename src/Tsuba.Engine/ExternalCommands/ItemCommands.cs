using Tsuba.Engine.Parts;
using Tsuba.Model.Items;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.ExternalCommands;

/// <summary>Commands that switch something of an item. Source: reference/shinken.md 5.2.</summary>
internal static class ItemCommands
{
    /// <summary>Names and effects.</summary>
    public static IEnumerable<(string Name, CommandEffect Effect)> Effects()
    {
        (string Host, string Service, ItemFlags Flag)[] switches =
        [
            ("HOST_CHECK", "SVC_CHECK", ItemFlags.ActiveChecks),
            ("PASSIVE_HOST_CHECKS", "PASSIVE_SVC_CHECKS", ItemFlags.PassiveChecks),
            ("HOST_EVENT_HANDLER", "SVC_EVENT_HANDLER", ItemFlags.EventHandler),
            ("HOST_FLAP_DETECTION", "SVC_FLAP_DETECTION", ItemFlags.FlapDetection),
            ("HOST_NOTIFICATIONS", "SVC_NOTIFICATIONS", ItemFlags.Notifications),
            ("HOST_FRESHNESS_CHECK", "SVC_FRESHNESS_CHECK", ItemFlags.Freshness),
        ];
        foreach (var (host, service, flag) in switches)
        {
            foreach (var name in (string[])[host, service])
            {
                yield return ("ENABLE_" + name, (brain, index, _) => Switch(brain, index, flag, value: true));
                yield return ("DISABLE_" + name, (brain, index, _) => Switch(brain, index, flag, value: false));
            }
        }

        foreach (var name in (string[])["HOST", "SVC"])
        {
            yield return ("START_OBSESSING_OVER_" + name, (brain, index, _) => Switch(brain, index, ItemFlags.Obsess, value: true));
            yield return ("STOP_OBSESSING_OVER_" + name, (brain, index, _) => Switch(brain, index, ItemFlags.Obsess, value: false));
            yield return ($"REMOVE_{name}_ACKNOWLEDGEMENT", (brain, index, _) => brain.Acknowledgements.Remove(index) ? null : "it is not acknowledged");
            yield return ($"LAUNCH_{name}_EVENT_HANDLER", (brain, index, _) => brain.EventHandlers.RunByCommand(index) ? null : "it has no event handler");
            yield return ($"CLEAR_{name}_FLAPPING_STATE", (brain, index, _) => ClearFlapping(brain, index));
        }

        yield return ("ADD_SIMPLE_HOST_DEPENDENCY", (brain, index, a) => SimpleDependency(brain, index, a, adds: true));
        yield return ("DEL_HOST_DEPENDENCY", (brain, index, a) => SimpleDependency(brain, index, a, adds: false));
        foreach (var value in (bool[])[true, false])
        {
            var verb = value ? "ENABLE_" : "DISABLE_";
            yield return (verb + "HOST_SVC_CHECKS", (brain, index, _) => OfServices(brain, index, ItemFlags.ActiveChecks, value));
            yield return (verb + "HOST_SVC_NOTIFICATIONS", (brain, index, _) => OfServices(brain, index, ItemFlags.Notifications, value));
            yield return (verb + "HOST_AND_CHILD_NOTIFICATIONS", (brain, index, _) => Beyond(brain, index, value, itself: true, services: false));
            yield return (verb + "ALL_NOTIFICATIONS_BEYOND_HOST", (brain, index, _) => Beyond(brain, index, value, itself: false, services: true));
        }
    }

    /// <summary>Sets a switch of an item, with what follows from it.</summary>
    public static string? Switch(Brain brain, int index, ItemFlags flag, bool value)
    {
        ref var row = ref brain.Part.Rows[index];
        row.ModifiedAttributes |= ModifiedAttribute.Of(flag);
        row.Set(flag, value);
        brain.Part.Touch(index);
        if ((flag & (ItemFlags.ActiveChecks | ItemFlags.PassiveChecks | ItemFlags.Freshness)) != 0)
        {
            brain.Contexts.Refresh(index);
            brain.Freshness.Restart(index);
            brain.Clock.Retime(index);
        }

        if (flag == ItemFlags.ActiveChecks)
        {
            brain.Planner.Replan(index);
        }
        else if (flag == ItemFlags.FlapDetection && !value)
        {
            brain.Flapping.Disable(index);
        }

        return null;
    }

    /// <summary>Sets a switch of all services of a host.</summary>
    public static string? OfServices(Brain brain, int host, ItemFlags flag, bool value)
    {
        foreach (var service in ((Host)brain.Part.Items[host]).Services)
        {
            Switch(brain, brain.Part.Find(service.Id), flag, value);
        }

        return null;
    }

    // A logical dependency, not a parent: the host stays DOWN, but is silent while its father is. Source: reference/shinken.md 9.6.
    private static string? SimpleDependency(Brain brain, int index, CommandArguments a, bool adds)
    {
        var part = brain.Part;
        var father = ItemId.OfHost(a.Text(0));
        if (part.Find(father) < 0)
        {
            return $"there is no '{a.Text(0)}' in this part";
        }

        var pair = (part.Items[index].Id, father);
        var changed = adds ? part.SimpleDependencies.Add(pair) : part.SimpleDependencies.Remove(pair);
        brain.Roots.Refresh(index);
        return changed || adds ? null : "there is no such dependency";
    }

    private static string? ClearFlapping(Brain brain, int index)
    {
        ref var row = ref brain.Part.Rows[index];
        row.FlapBits = 0;
        row.FlapCount = 0;
        row.PercentStateChange = 0;
        row.Set(ItemFlags.Flapping, false);
        brain.Contexts.Refresh(index);
        brain.Part.Touch(index);
        return null;
    }

    // Children and their children, each host once.
    private static string? Beyond(Brain brain, int index, bool value, bool itself, bool services)
    {
        var part = brain.Part;
        var seen = new HashSet<int> { index };
        var queue = new Queue<int>(seen);
        while (queue.TryDequeue(out var host))
        {
            if (host != index || itself)
            {
                Switch(brain, host, ItemFlags.Notifications, value);
            }

            if (services && host != index)
            {
                OfServices(brain, host, ItemFlags.Notifications, value);
            }

            foreach (var child in ((Host)part.Items[host]).Children)
            {
                var childIndex = part.Find(child.Id);
                if (childIndex >= 0 && seen.Add(childIndex))
                {
                    queue.Enqueue(childIndex);
                }
            }
        }

        return null;
    }
}
