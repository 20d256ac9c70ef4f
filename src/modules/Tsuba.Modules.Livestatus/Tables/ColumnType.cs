namespace Tsuba.Modules.Livestatus.Tables;

/// <summary>Types of columns, as the table <c>columns</c> names them.</summary>
public enum ColumnType
{
    /// <summary>A whole number; truth values are 0 and 1.</summary>
    Int,

    /// <summary>A number with a fraction.</summary>
    Float,

    /// <summary>A text.</summary>
    Text,

    /// <summary>Seconds since 1970.</summary>
    Time,

    /// <summary>Texts.</summary>
    List,

    /// <summary>Names with values.</summary>
    Dict,
}
