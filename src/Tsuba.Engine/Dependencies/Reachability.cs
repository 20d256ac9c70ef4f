using Tsuba.Engine.Parts;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Dependencies;

/// <summary>Judges hosts by their parents. Source: reference/shinken.md 4.4.</summary>
internal static class Reachability
{
    /// <summary>Whether the host has parents in this part and none of them was UP at the moment of which the host's result speaks.</summary>
    /// <param name="part">The part.</param>
    /// <param name="host">Index of the host.</param>
    /// <param name="moment">Logical milliseconds.</param>
    public static bool IsCutOff(Part part, int host, long moment)
    {
        var parents = ((Host)part.Items[host]).Parents;
        foreach (var parent in parents)
        {
            var index = part.Find(parent.Id);
            if (index >= 0 && part.Rows[index].State == 0 && !CameBackAfter(part, index, moment))
            {
                return false;
            }
        }

        return parents.Length > 0;
    }

    /// <summary>
    /// Whether a host that is UP became so after a moment: a check that was started then met the outage, and says nothing of the time since.
    /// </summary>
    public static bool CameBackAfter(Part part, int host, long moment)
    {
        ref readonly var row = ref part.Rows[host];
        return row.State == 0
            && part.ToLogical(row.LastStateChangeUtc) > moment
            && (row.LastTimeWarningUtc > 0 || row.LastTimeUnknownUtc > 0);
    }
}
