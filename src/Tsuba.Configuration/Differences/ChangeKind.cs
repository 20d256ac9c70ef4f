namespace Tsuba.Configuration.Differences;

/// <summary>What became of an object between two configurations. The numbers are on the wire.</summary>
public enum ChangeKind : byte
{
    /// <summary>It was not there before.</summary>
    Added = 1,

    /// <summary>A property or its templates differ.</summary>
    Changed = 2,

    /// <summary>It is no longer there.</summary>
    Removed = 3,
}
