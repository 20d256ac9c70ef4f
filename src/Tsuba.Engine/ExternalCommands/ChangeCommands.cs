using Tsuba.Engine.Parts;

namespace Tsuba.Engine.ExternalCommands;

/// <summary>Commands that change what the configuration says of an item. Source: reference/shinken.md 5.2.</summary>
internal static class ChangeCommands
{
    /// <summary>Names and effects.</summary>
    public static IEnumerable<(string Name, CommandEffect Effect)> Effects()
    {
        foreach (var name in (string[])["HOST", "SVC"])
        {
            yield return ($"CHANGE_{name}_MODATTR", ModifiedAttributes);
            yield return ($"CHANGE_MAX_{name}_CHECK_ATTEMPTS", MaxAttempts);
            yield return ($"CHANGE_NORMAL_{name}_CHECK_INTERVAL", (brain, index, a) => Interval(brain, index, a, retry: false));
            yield return ($"CHANGE_RETRY_{name}_CHECK_INTERVAL", (brain, index, a) => Interval(brain, index, a, retry: true));
            yield return ($"CHANGE_{name}_CHECK_TIMEPERIOD", (brain, index, a) => Period(brain, index, a, notification: false));
            yield return ($"CHANGE_{name}_NOTIFICATION_TIMEPERIOD", (brain, index, a) => Period(brain, index, a, notification: true));
            yield return ($"CHANGE_CUSTOM_{name}_VAR", Variable);
            yield return ($"CHANGE_{name}_CHECK_COMMAND", CheckCommand);
            yield return ($"CHANGE_{name}_EVENT_HANDLER", EventHandler);
            yield return ($"CHANGE_{name}_SNAPSHOT_COMMAND", SnapshotCommand);
        }
    }

    private static ItemOverrides Of(Brain brain, int index, uint attribute)
    {
        var part = brain.Part;
        var id = part.Items[index].Id;
        if (!part.Overrides.TryGetValue(id, out var overrides))
        {
            part.Overrides[id] = overrides = new ItemOverrides();
        }

        part.Rows[index].ModifiedAttributes |= attribute;
        part.Touch(index);
        return overrides;
    }

    private static string? ModifiedAttributes(Brain brain, int index, CommandArguments a)
    {
        brain.Part.Rows[index].ModifiedAttributes = unchecked((uint)a.Number(0));
        brain.Part.Touch(index);
        return null;
    }

    private static string? MaxAttempts(Brain brain, int index, CommandArguments a)
    {
        if (a.Number(0) is < 1 or > ushort.MaxValue)
        {
            return "max_check_attempts is 1 to 65535";
        }

        Of(brain, index, ModifiedAttribute.MaxAttempts).MaxAttempts = (int)a.Number(0);
        return null;
    }

    private static string? Interval(Brain brain, int index, CommandArguments a, bool retry)
    {
        if (a.Number(0) is < 0 or > 1_000_000)
        {
            return "the interval is 0 to 1000000 times interval_length";
        }

        var span = brain.Part.Settings.IntervalLength * a.Number(0);
        if (retry)
        {
            Of(brain, index, ModifiedAttribute.RetryInterval).RetryInterval = span;
        }
        else
        {
            Of(brain, index, ModifiedAttribute.NormalInterval).Interval = span;
        }

        brain.Planner.Replan(index);
        return null;
    }

    private static string? Period(Brain brain, int index, CommandArguments a, bool notification)
    {
        var name = a.Text(0);
        if (brain.Part.Snapshot is not { } snapshot || !snapshot.TimePeriods.ContainsKey(name))
        {
            return $"there is no timeperiod '{name}'";
        }

        if (notification)
        {
            Of(brain, index, ModifiedAttribute.NotificationPeriod).NotificationPeriod = name;
        }
        else
        {
            Of(brain, index, ModifiedAttribute.CheckPeriod).CheckPeriod = name;
            brain.Planner.Replan(index);
        }

        return null;
    }

    private static string? CheckCommand(Brain brain, int index, CommandArguments a)
    {
        var call = CallReader.Read(brain.Part.Snapshot, a.Text(0), out var refusal);
        if (call is null)
        {
            return refusal;
        }

        var overrides = Of(brain, index, ModifiedAttribute.CheckCommand);
        overrides.CheckCommand = a.Text(0);
        overrides.CheckCall = call;
        brain.Planner.Replan(index);
        return null;
    }

    private static string? EventHandler(Brain brain, int index, CommandArguments a)
    {
        var call = CallReader.Read(brain.Part.Snapshot, a.Text(0), out var refusal);
        if (call is null)
        {
            return refusal;
        }

        var overrides = Of(brain, index, ModifiedAttribute.EventHandlerCommand);
        overrides.EventHandler = a.Text(0);
        overrides.HandlerCall = call;
        return null;
    }

    // Has no bit of its own in the mask of modified attributes.
    private static string? SnapshotCommand(Brain brain, int index, CommandArguments a)
    {
        if (brain.Part.Items[index].Snapshot is null)
        {
            return "it has no snapshot command to change";
        }

        var call = CallReader.Read(brain.Part.Snapshot, a.Text(0), out var refusal);
        if (call is null)
        {
            return refusal;
        }

        var overrides = Of(brain, index, 0);
        overrides.SnapshotCommand = a.Text(0);
        overrides.SnapshotCall = call;
        return null;
    }

    private static string? Variable(Brain brain, int index, CommandArguments a)
    {
        var name = a.Text(0).TrimStart('_').ToUpperInvariant();
        if (name.Length == 0)
        {
            return "the variable has no name";
        }

        Of(brain, index, ModifiedAttribute.CustomVariable).Variables[name] = a.Text(1);
        return null;
    }
}
