namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Pieces of list cells.</summary>
internal enum ListElementKind : byte
{
    /// <summary>A text.</summary>
    Text,

    /// <summary>A whole number.</summary>
    Number,

    /// <summary>An inner list begins.</summary>
    Open,

    /// <summary>An inner list ends.</summary>
    Close,
}
