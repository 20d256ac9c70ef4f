using Tsuba.Engine.Parts;
using Tsuba.Model.Objects;

namespace Tsuba.Engine.Dependencies;

/// <summary>Judges hosts by their parents. Source: reference/shinken.md 4.4.</summary>
internal static class Reachability
{
    /// <summary>Whether the host has parents in this part and none of them is UP.</summary>
    public static bool IsCutOff(Part part, int host)
    {
        var parents = ((Host)part.Items[host]).Parents;
        foreach (var parent in parents)
        {
            var index = part.Find(parent.Id);
            if (index >= 0 && part.Rows[index].State == 0)
            {
                return false;
            }
        }

        return parents.Length > 0;
    }
}
