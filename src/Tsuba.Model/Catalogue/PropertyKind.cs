namespace Tsuba.Model.Catalogue;

/// <summary>How the value of a property is read. Source: reference/shinken.md, notation of 3.9.</summary>
public enum PropertyKind
{
    /// <summary>Text as it stands.</summary>
    Text,

    /// <summary>A whole number; a decimal one is converted.</summary>
    Integer,

    /// <summary>1 yes true on, or 0 no false off.</summary>
    Flag,

    /// <summary>Entries between commas, blanks trimmed.</summary>
    List,

    /// <summary>One letter.</summary>
    Letter,

    /// <summary>A number.</summary>
    Number,

    /// <summary>Whole numbers between commas.</summary>
    IntegerList,

    /// <summary><c>name=value</c> entries between commas.</summary>
    Map,
}
