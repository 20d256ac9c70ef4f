namespace Tsuba.Model.Items;

/// <summary>What an item is. The numbers are on disk and on the wire.</summary>
public enum ItemKind : byte
{
    /// <summary>A host.</summary>
    Host = 0,

    /// <summary>A service of a host.</summary>
    Service = 1,
}
