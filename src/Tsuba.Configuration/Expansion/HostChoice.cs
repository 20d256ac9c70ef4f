namespace Tsuba.Configuration.Expansion;

/// <summary>The hosts that an object names, and those of its groups; what it takes away is in neither.</summary>
/// <param name="Named">By their names, ascending.</param>
/// <param name="Grouped">By their groups, ascending.</param>
internal readonly record struct HostChoice(int[] Named, int[] Grouped)
{
    /// <summary>Both together.</summary>
    internal int[] All => HostSet.Union(Named, Grouped);
}
