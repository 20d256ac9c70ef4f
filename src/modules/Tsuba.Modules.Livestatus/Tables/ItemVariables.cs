using Tsuba.LiveState;
using Tsuba.Model.Objects;
using Tsuba.Protocol.Contracts;

namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Custom variables of an item as they are now: the configured ones, with those that a command changed.</summary>
internal static class ItemVariables
{
    /// <summary>Writes names, values, or both in turn.</summary>
    public static void Write(LiveItem item, ListCell cell, bool names, bool values)
    {
        var changed = item.Status.CustomVariables;
        foreach (var variable in item.Definition.CustomVariables)
        {
            if (names)
            {
                cell.Add(variable.Name);
            }

            if (values)
            {
                cell.Add(Find(changed, variable.Name) ?? variable.Value);
            }
        }
    }

    /// <summary>The value of one; null: there is none of that name.</summary>
    public static string? Value(LiveItem item, string name)
    {
        foreach (var variable in item.Definition.CustomVariables)
        {
            if (string.Equals(variable.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return Find(item.Status.CustomVariables, variable.Name) ?? variable.Value;
            }
        }

        return null;
    }

    /// <summary>The variables of a contact.</summary>
    public static void Write(Contact contact, ListCell cell, bool names, bool values)
    {
        foreach (var variable in contact.CustomVariables)
        {
            if (names)
            {
                cell.Add(variable.Name);
            }

            if (values)
            {
                cell.Add(variable.Value);
            }
        }
    }

    private static string? Find(Google.Protobuf.Collections.RepeatedField<ChangedVariable> changed, string name)
    {
        foreach (var variable in changed)
        {
            if (string.Equals(variable.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                return variable.Value;
            }
        }

        return null;
    }
}
