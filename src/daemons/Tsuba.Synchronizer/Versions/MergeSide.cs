namespace Tsuba.Synchronizer.Versions;

/// <summary>What stands in place of a conflict.</summary>
public enum MergeSide
{
    /// <summary>What staging has.</summary>
    Ours,

    /// <summary>What the draft has.</summary>
    Theirs,

    /// <summary>Both, staging first.</summary>
    Both,

    /// <summary>Lines of one's own.</summary>
    Text,
}
