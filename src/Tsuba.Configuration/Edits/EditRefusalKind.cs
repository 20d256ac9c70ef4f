namespace Tsuba.Configuration.Edits;

/// <summary>What kind of obstacle an edit met.</summary>
public enum EditRefusalKind
{
    /// <summary>There is no such definition, property or file.</summary>
    NotFound,

    /// <summary>There is a definition of this name already.</summary>
    Exists,

    /// <summary>A name or value cannot be written into a configuration file.</summary>
    Unwritable,

    /// <summary>The file is not well-formed at the place, or names the object where it cannot be changed safely.</summary>
    Obstructed,
}
